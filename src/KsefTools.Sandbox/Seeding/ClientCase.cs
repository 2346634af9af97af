namespace KsefTools.Sandbox.Seeding;

/// <summary>What is really the matter with one client. docs/sandbox.md says what an audit must make of each.</summary>
public enum ClientCase
{
    Healthy,

    /// <summary>Healthy, and the spreadsheet has the row twice, spelled differently.</summary>
    RepeatedRow,
    Revoked,
    Revoking,
    Pending,

    /// <summary>KSeF could not activate the token (<c>Failed</c>).</summary>
    Inactive,

    /// <summary>Active, but its author has no permission left: sign-in ends with 415.</summary>
    NoPermissions,

    /// <summary>Active, effective rights less than requested ones.</summary>
    EffectiveBelowRequested,

    /// <summary>Active, without a permission that the office expects.</summary>
    MissingPermission,

    /// <summary>Used last more than 90 days ago.</summary>
    Unused,

    /// <summary>Generated more than 90 days ago and never used.</summary>
    NeverUsed,

    /// <summary>Older than 365 days.</summary>
    RotationDue,

    /// <summary>The Ministry has blocked the context: sign-in ends with 480.</summary>
    ContextBlocked,

    /// <summary>May do more than an office's program needs.</summary>
    ExcessPermission,

    /// <summary>May manage credentials, and its context has active tokens that nobody in the office knows.</summary>
    GhostToken,

    /// <summary>Owns a token without context in its text, which stands in another client's row too.</summary>
    SharedSecretOwner,

    /// <summary>Its row has the token of the <see cref="SharedSecretOwner"/>.</summary>
    SharedSecretBorrower,

    /// <summary>Its row has a token whose text names another taxpayer.</summary>
    WrongRow,

    /// <summary>A well-formed token that KSeF never issued.</summary>
    UnknownToken,

    /// <summary>A token of the TEST environment.</summary>
    TestToken,

    /// <summary>The row has no token.</summary>
    MissingToken,

    /// <summary>Two rows with two different tokens.</summary>
    TwoTokens,

    /// <summary>What stands in the token's column is not a token.</summary>
    UnreadableToken,

    /// <summary>The row's NIP has a typing error.</summary>
    NipTypo,
}
