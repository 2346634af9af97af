namespace KsefTools.Core.Runs;

/// <summary>What a run comes to: its counts and its exit code.</summary>
internal static class RunVerdict
{
    /// <summary>The status that follows from findings: that of the worst one.</summary>
    public static CredentialStatus StatusOf(IEnumerable<KsefAuditFinding> findings) =>
        findings.Select(finding => finding.Severity).DefaultIfEmpty(FindingSeverity.Information).Max() switch
        {
            FindingSeverity.Information => CredentialStatus.Healthy,
            FindingSeverity.Warning => CredentialStatus.Warning,
            FindingSeverity.Unknown => CredentialStatus.Unknown,
            _ => CredentialStatus.Critical,
        };

    /// <summary>For a scheduler; as <see cref="KsefAudit.ExitCode"/> says it.</summary>
    public static int ExitCodeOf(AuditOutcome outcome, IReadOnlyCollection<KsefAuditResult> results) =>
        outcome switch
        {
            AuditOutcome.VaultUnavailable => 3,
            AuditOutcome.KsefSilent => 4,
            AuditOutcome.KsefOutage => 5,
            AuditOutcome.Completed when !results.Any(result => result.Status is CredentialStatus.Unknown) =>
                results.Any(result => result.Status is CredentialStatus.Critical) ? 1 : 0,
            _ => 2,
        };

    /// <summary>The summary with its counts: a client counts by its worst credential.</summary>
    public static KsefAudit Count(KsefAudit audit, IReadOnlyCollection<KsefAuditResult> results)
    {
        var clients = results
            .Where(result => result.Area is AuditArea.Credential)
            .GroupBy(result => result.Nip ?? result.Path ?? result.Name, StringComparer.Ordinal)
            .Select(client => client.Max(result => result.Status))
            .ToList();
        return audit with
        {
            ExitCode = ExitCodeOf(audit.Outcome, results),
            Clients = clients.Count,
            Healthy = clients.Count(status => status is CredentialStatus.Healthy),
            Warning = clients.Count(status => status is CredentialStatus.Warning),
            Unknown = clients.Count(status => status is CredentialStatus.Unknown),
            Critical = clients.Count(status => status is CredentialStatus.Critical),
        };
    }
}
