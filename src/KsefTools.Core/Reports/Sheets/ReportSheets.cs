using System.Globalization;
using CsvHelper;
using KsefTools.Core.Reports.Calendar;
using KsefTools.Core.Runs.Storage;
using MiniExcelLibs;

namespace KsefTools.Core.Reports.Sheets;

/// <summary>The report for spreadsheet programs.</summary>
internal static class ReportSheets
{
    /// <summary>
    /// The action plan, as a spreadsheet program of this language opens it: in UTF-8 with a mark, and ; in Polish.
    /// </summary>
    public static byte[] Csv(ReportSource source) => Csv(ActionPlan.Columns, ActionPlan.Rows(source.Run));

    /// <summary>Who has access where, in the same form.</summary>
    public static byte[] Csv(AccessRecord access) => Csv(AccessSheet.Columns, AccessSheet.Rows(access));

    private static byte[] Csv(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string?>> rows)
    {
        var isPolish = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName is "pl";
        using var bytes = new MemoryStream();
        var options = new CsvWriterOptions { Separator = isPolish ? ';' : ',', WriteByteOrderMark = true };
        using (var csv = CsvWriter.Create(bytes, options, leaveOpen: true))
            foreach (var row in rows.Prepend(columns))
            {
                foreach (var cell in row)
                    csv.WriteField(SpreadsheetCell.InCsv(cell));
                csv.EndRecord();
            }
        return bytes.ToArray();
    }

    /// <summary>A workbook: action plan, clients, changes, calendar; who has access, where the run looked.</summary>
    public static byte[] Excel(ReportSource source)
    {
        var run = source.Run;
        var sheets = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["ActionPlan"] = Table(ActionPlan.Columns, ActionPlan.Rows(run)),
            ["Clients"] = Table(
                [
                    "Nip",
                    "Name",
                    "Environment",
                    "Status",
                    "Kind",
                    "Findings",
                    "Permissions",
                    "CreatedOn",
                    "ValidTo",
                    "SecretName",
                ],
                run.Results.Where(result => result.Area is AuditArea.Credential)
                    .OrderByDescending(result => result.Status)
                    .ThenBy(result => result.Name, StringComparer.CurrentCulture)
                    .Select(Row)
            ),
            ["Changes"] = Table(
                ["Change", "Nip", "Name", "Finding", "Code", "Before", "After", "Message"],
                source.Changes.Select(
                    IReadOnlyList<string?> (change) =>
                        [
                            $"{change.Change}",
                            change.Nip,
                            change.Name,
                            FindingTitles.Of(change.Code),
                            change.Code,
                            $"{change.Before}",
                            $"{change.After}",
                            change.Message,
                        ]
                )
            ),
            ["Calendar"] = Table(
                ["Day", "What", "Whose"],
                RunCalendar
                    .Of(run, source.Deadlines)
                    .Select(
                        IReadOnlyList<string?> (end) =>
                            [
                                LocalTime.Day(DateOnly.FromDateTime(end.Day)),
                                end.Text,
                                end.Nips.Count == 0 ? end.Name : string.Join(", ", end.Nips),
                            ]
                    )
            ),
        };
        if (run.Access is { } access)
            sheets["Access"] = Table(AccessSheet.Columns, AccessSheet.Rows(access));
        using var bytes = new MemoryStream();
        bytes.SaveAs(sheets);
        return bytes.ToArray();
    }

    private static IReadOnlyList<string?> Row(KsefAuditResult result) =>
        [
            result.Nip,
            result.Name,
            result.Environment,
            $"{result.Status}",
            $"{result.Kind}",
            result.Findings.ToString(),
            result.Permissions.ToString(),
            result.CreatedOn is { } created ? LocalTime.Day(created) : "",
            result.ValidTo is { } end ? LocalTime.Day(end) : "",
            result.SecretName,
        ];

    // An empty list has no columns to the library, so that a sheet without rows gets an empty one.
    private static List<Dictionary<string, object>> Table(
        IReadOnlyList<string> columns,
        IEnumerable<IReadOnlyList<string?>> rows
    )
    {
        var table = rows.Select(row =>
                columns
                    .Zip(row.Select(SpreadsheetCell.Of))
                    .ToDictionary(cell => cell.First, cell => (object)cell.Second, StringComparer.Ordinal)
            )
            .ToList();
        if (table.Count == 0)
            table.Add(columns.ToDictionary(column => column, _ => (object)"", StringComparer.Ordinal));
        return table;
    }
}
