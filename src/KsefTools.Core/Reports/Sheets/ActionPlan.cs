using KsefTools.Core.Runs.Storage;

namespace KsefTools.Core.Reports.Sheets;

/// <summary>What is to be done, a row each, with room for who does it and until when.</summary>
internal static class ActionPlan
{
    public static readonly IReadOnlyList<string> Columns =
    [
        "Nip",
        "Name",
        "Finding",
        "Severity",
        "ThisWeek",
        "Turn",
        "Message",
        "Command",
        "Code",
        "Area",
        "Who",
        "Until",
    ];

    /// <summary>The rows, the most urgent first, as others wrote them.</summary>
    public static IReadOnlyList<IReadOnlyList<string?>> Rows(RunRecord run)
    {
        var texts = new Data.ReportTexts();
        var all =
            from result in run.Results
            from finding in result.Findings
            let isUrgent = ReportBuilder.IsUrgent(result, finding, run.StartedAt)
            where isUrgent || finding.Severity is not FindingSeverity.Information
            select (result, finding, isUrgent);
        return
        [
            .. all.OrderByDescending(row => row.isUrgent)
                .ThenByDescending(row => row.finding.Severity)
                .ThenBy(row => row.finding.Code, StringComparer.Ordinal)
                .ThenBy(row => row.result.Name, StringComparer.CurrentCulture)
                .Select(row => Row(row.result, row.finding, row.isUrgent, texts)),
        ];
    }

    private static IReadOnlyList<string?> Row(
        KsefAuditResult result,
        KsefAuditFinding finding,
        bool isUrgent,
        Data.ReportTexts texts
    ) =>
        [
            result.Nip,
            result.Name,
            FindingTitles.Of(finding.Code),
            texts.Severities[(int)finding.Severity],
            isUrgent ? "x" : "",
            texts.Actors[(int)finding.Who],
            finding.Message,
            finding.Remedy,
            finding.Code,
            $"{result.Area}",
            "",
            "",
        ];
}
