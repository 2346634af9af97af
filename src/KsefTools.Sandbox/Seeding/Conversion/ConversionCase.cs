namespace KsefTools.Sandbox.Seeding.Conversion;

/// <summary>
/// How a client stands to the office's certificate when tokens are to be replaced by it. docs/sandbox.md says what
/// becomes of each.
/// </summary>
public enum ConversionCase
{
    /// <summary>The client granted the office InvoiceRead and InvoiceWrite, to be passed on.</summary>
    GrantedBoth,

    /// <summary>The client granted what is needed, to the office alone.</summary>
    GrantedWithoutDelegation,

    /// <summary>The client granted InvoiceRead, and both are needed.</summary>
    GrantedPartly,

    /// <summary>Nothing is granted, and the token may grant it itself.</summary>
    TokenCanGrant,

    /// <summary>The same, in a context that the Ministry has blocked.</summary>
    TokenCanGrantButBlocked,

    /// <summary>
    /// Nothing is granted, and no token of ours can grant it: it is too weak, or dead, or there is none.
    /// </summary>
    ClientOnly,

    /// <summary>The office's program needs a right that no company can be granted.</summary>
    NeedsPerson,

    /// <summary>The token asked for InvoiceRead and may in truth do nothing.</summary>
    ReadClaimNothing,

    /// <summary>
    /// The client took back what it had granted the office; the employee's grant still shows, inactive.
    /// </summary>
    WithdrawnOfficeRights,

    /// <summary>
    /// Two clients have the same token: its owner granted the office what is needed, the borrower did not.
    /// </summary>
    SharedToken,

    /// <summary>The token signs nobody in, but the client granted the office what is needed.</summary>
    DeadTokenButGranted,

    /// <summary>The client granted both, and only InvoiceRead is needed.</summary>
    SurplusGranted,
}
