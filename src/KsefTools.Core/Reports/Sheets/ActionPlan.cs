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

    /// <summary>The rows, the most urgent first; each cell is safe in a spreadsheet.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(RunRecord run)
    {
        var texts = new Data.ReportTexts();
        return
        [
            .. from result in run.Results
            from finding in result.Findings
            let isUrgent = ReportBuilder.IsUrgent(result, finding, run.StartedAt)
            where isUrgent || finding.Severity is not FindingSeverity.Information
            orderby isUrgent descending, finding.Severity descending, finding.Code, result.Name
            select (IReadOnlyList<string>)
                [
                    .. new[]
                    {
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
                    }.Select(SpreadsheetCell.Of),
                ],
        ];
    }
}
