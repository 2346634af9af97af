namespace KsefTools;

/// <summary>
/// The ways by which a certificate gets the rights that a client's token has, in the order of preference (docs/ksef.md,
/// Permissions).
/// </summary>
public enum ConversionRoute : long
{
    /// <summary>None is known: the question could not be answered, or there is nothing to convert.</summary>
    None,

    /// <summary>The identity already may do all that is needed.</summary>
    AlreadyGranted,

    /// <summary>The client's token itself may grant it (CredentialsManage).</summary>
    ByToken,

    /// <summary>Another session of the office may grant it.</summary>
    ByOtherSession,

    /// <summary>Only the client can grant it.</summary>
    ByClient,

    /// <summary>Something is needed that no company can be granted: a person of the office needs a grant.</summary>
    NeedsPerson,

    /// <summary>
    /// The client's own certificate. It may do everything there, so it is taken only where a person says so.
    /// </summary>
    OwnCertificate,
}
