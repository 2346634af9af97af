namespace KsefTools.Bench.Shell;

/// <summary>A command over all clients.</summary>
internal enum ShellJob
{
    /// <summary>Every token gets a successor and ends: <c>Update-KsefToken</c>.</summary>
    Rotation,

    /// <summary>Who has access where: <c>Get-KsefAccess</c>.</summary>
    Access,

    /// <summary>Somebody leaves: <c>Revoke-KsefAccess -Holder -Replace</c>.</summary>
    Holder,
}
