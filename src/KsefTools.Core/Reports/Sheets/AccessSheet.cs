using KsefTools.Core.Runs.Storage;

namespace KsefTools.Core.Reports.Sheets;

/// <summary>Who has access where, a row each; and a row for each client that could not be seen as a whole.</summary>
internal static class AccessSheet
{
    public static readonly IReadOnlyList<string> Columns =
    [
        "Nip",
        "Name",
        "Environment",
        "Ours",
        "Kind",
        "Holder",
        "HolderType",
        "HolderName",
        "What",
        "State",
        "Source",
        "Since",
        "LastUsedOn",
        "ValidTo",
        "Reference",
        "Identity",
        "Description",
    ];

    /// <summary>The rows, what is not the office's first, as others wrote them.</summary>
    public static IReadOnlyList<IReadOnlyList<string?>> Rows(AccessRecord access)
    {
        var texts = new Data.ReportTexts();
        return
        [
            .. access
                .Clients.Where(client => client.Sight is not AccessSight.All)
                .OrderByDescending(client => client.Sight)
                .ThenBy(client => client.Name, StringComparer.CurrentCulture)
                .Select(client => NotSeen(client, texts)),
            .. AccessTable.InOrder(access.Rows).Select(row => Row(row, texts)),
        ];
    }

    private static string?[] NotSeen(AccessClient client, Data.ReportTexts texts)
    {
        var cells = Columns.Select(_ => (string?)"").ToArray();
        (cells[0], cells[1], cells[2]) = (client.Nip, client.Name, client.Environment);
        var seen = client.Sight is AccessSight.Own ? texts.SeenOwn : texts.SeenNothing;
        cells[^1] = client.Reason is { } why ? $"{seen}: {why}" : seen;
        return cells;
    }

    private static IReadOnlyList<string?> Row(KsefAccess row, Data.ReportTexts texts) =>
        [
            row.Nip,
            row.Name,
            row.Environment,
            row.IsOurs ? "x" : "",
            texts.AccessKinds[(int)row.Kind],
            AccessTable.NumberOf(row),
            row.HolderType,
            row.HolderName,
            row.What,
            row.State,
            row.Source,
            DayOf(row.Since),
            DayOf(row.LastUsedOn),
            DayOf(row.ValidTo),
            row.Reference,
            row.Identity,
            row.Description,
        ];

    private static string DayOf(DateTimeOffset? moment) => moment is { } at ? LocalTime.Day(at) : "";
}
