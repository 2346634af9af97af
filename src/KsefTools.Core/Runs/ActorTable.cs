namespace KsefTools.Core.Runs;

/// <summary>
/// Whose turn it is, for every code: the office's, unless it stands here. The office can do nothing about what a client
/// must grant or clear, but ask; and nobody can do anything about KSeF but wait.
/// </summary>
public static class ActorTable
{
    private static readonly HashSet<string> OfClient =
    [
        nameof(FindingCode.NoAccessYet),
        nameof(FindingCode.NoPermissions),
        nameof(FindingCode.EffectiveBelowRequested),
        nameof(FindingCode.ContextBlocked),
        nameof(FindingCode.IdentityNotGranted),
        nameof(FindingCode.DelegationLost),
        RunFindings.WaitingForGrant,
    ];

    private static readonly HashSet<string> OfMinistry =
    [
        nameof(FindingCode.Unreachable),
        nameof(FindingCode.RateLimited),
        nameof(FindingCode.PortalRefused),
        nameof(FindingCode.CertificateNotTaken),
        nameof(FindingCode.TokenPending),
        RunFindings.KsefOutage,
        RunFindings.KsefSilent,
    ];

    /// <summary>Whose turn it is.</summary>
    public static AuditActor Of(string code) =>
        OfClient.Contains(code) ? AuditActor.Client
        : OfMinistry.Contains(code) ? AuditActor.Ministry
        : AuditActor.Office;
}
