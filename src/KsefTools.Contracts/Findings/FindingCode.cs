namespace KsefTools;

/// <summary>
/// What an audit can say of a credential. Severity, sentence and remedy of each stand in one table, the engine's
/// FindingCatalog.
/// </summary>
public enum FindingCode : long
{
    TokenRevoked,
    TokenInactive,
    TokenPending,
    TokenUnknown,
    WrongContext,
    WrongEnvironment,
    ContextBlocked,
    NoPermissions,
    MissingPermission,
    ExcessPermission,
    EffectiveBelowRequested,
    Unused,
    RotationDue,
    TokenEndsByLaw,
    SameSecretTwice,
    SecretMissing,
    SecretOrphan,
    VaultLocked,
    NoAccessYet,
    GhostToken,
    CertificateExpires,
    CertificateRevoked,
    CertificateWrongType,
    KeyMismatch,
    IdentityNotGranted,
    DelegationLost,
    Unreachable,
    RateLimited,
    PortalRefused,
    CertificateUnknown,
    GrantArrived,
    EnvironmentNotAllowed,
    EnvironmentChanged,
    CertificateNotTaken,
    VaultFailed,
}
