namespace KsefTools;

/// <summary>What a lint of the office's files and vaults can say.</summary>
public enum OfficeIssueCode : long
{
    FileUnreadable,
    UnknownKey,
    InvalidNip,
    InvalidPesel,
    InvalidValue,
    FileNameMismatch,
    DuplicateNip,
    DuplicateSecret,
    SecretMissing,
    SecretOrphan,
    VaultLocked,
    VaultMissing,
    FileReadableByOthers,
    InterruptedRun,
    EnvironmentNotAllowed,
}
