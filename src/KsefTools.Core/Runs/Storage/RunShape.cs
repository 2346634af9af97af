namespace KsefTools.Core.Runs.Storage;

/// <summary>
/// What the reader of JSON does not look at: entries of lists that are null, and numbers in the place of words. Whoever
/// compares a run with a later one, or makes a report of it, relies on both.
/// </summary>
internal static class RunShape
{
    public static bool IsWhole(RunRecord record) =>
        Enum.IsDefined(record.Outcome) && record.Results.All(result => result is not null && IsWhole(result));

    public static bool IsWhole(AccessRecord record) =>
        record.Clients.All(client => client is not null && Enum.IsDefined(client.Sight))
        && record.Rows.All(row => row is not null && Enum.IsDefined(row.Kind));

    private static bool IsWhole(KsefAuditResult result) =>
        Enum.IsDefined(result.Area)
        && Enum.IsDefined(result.Status)
        && (result.Kind is not { } kind || Enum.IsDefined(kind))
        && result.Permissions.All(permission => permission is not null)
        && result.Findings.All(finding =>
            finding is not null && Enum.IsDefined(finding.Severity) && Enum.IsDefined(finding.Who)
        );
}
