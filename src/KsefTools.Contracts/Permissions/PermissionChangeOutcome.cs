namespace KsefTools;

/// <summary>What became of a grant or a revocation.</summary>
public enum PermissionChangeOutcome : long
{
    /// <summary>KSeF has granted what was missing.</summary>
    Granted,

    /// <summary>All of it was there.</summary>
    AlreadyGranted,

    /// <summary>KSeF has taken it back.</summary>
    Revoked,

    /// <summary>The context has no such permission, or none any more.</summary>
    NotThere,

    /// <summary>KSeF has taken it on and not finished it. The same command again goes on.</summary>
    InProgress,

    /// <summary>Another process is at the same permissions. Nothing was asked of KSeF.</summary>
    Busy,
}
