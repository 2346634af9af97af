using System.Text.Json.Nodes;
using KsefTools.Core.Reports.Data;
using KsefTools.Core.Runs.Storage;

namespace KsefTools.Core.Reports;

/// <summary>From who had access to what a page shows of it.</summary>
/// <param name="placeOf">A client's place in the report, by its NIP.</param>
internal sealed class AccessTable(Func<string?, int?> placeOf)
{
    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private readonly List<string> _words = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public ReportAccess Of(AccessRecord access) =>
        new()
        {
            Rows = [.. InOrder(access.Rows).Select(Row)],
            Unseen = [.. access.Clients.Where(client => client.Sight is not AccessSight.All).Select(Unseen)],
            Words = _words,
            Whole = access.IsWhole,
        };

    /// <summary>What is not the office's first, then client by client.</summary>
    public static IEnumerable<KsefAccess> InOrder(IEnumerable<KsefAccess> rows) =>
        rows.OrderBy(row => row.IsOurs)
            .ThenBy(row => row.Name, StringComparer.CurrentCulture)
            .ThenBy(row => row.Nip, StringComparer.Ordinal)
            .ThenBy(row => row.Kind)
            .ThenBy(row => row.Holder, StringComparer.Ordinal)
            .ThenBy(row => row.What, StringComparer.Ordinal);

    /// <summary>Whose it is; a PESEL by its last digits, as tables at the prompt show it.</summary>
    public static string HolderOf(KsefAccess row) =>
        string.Join(" ", new[] { row.HolderName, NumberOf(row) }.Where(text => !string.IsNullOrEmpty(text)));

    /// <summary>The holder's number, a PESEL by its last digits.</summary>
    public static string? NumberOf(KsefAccess row)
    {
        const int shown = 4;
        return row is { HolderType: "Pesel", Holder: { Length: > shown } pesel }
            ? new string('*', pesel.Length - shown) + pesel[^shown..]
            : row.Holder;
    }

    private JsonArray Row(KsefAccess row)
    {
        JsonNode? client = placeOf(row.Nip) is { } place ? place : $"{row.Name} ({row.Nip})";
        var cells = new List<JsonNode?>
        {
            client,
            (int)row.Kind,
            row.IsOurs ? 1 : 0,
            Word(HolderOf(row)),
            Word(row.What),
            DayOf(row.Since),
            DayOf(row.LastUsedOn),
            DayOf(row.ValidTo),
            row.State is "Active" ? null : Word(row.State),
            Word(row.Description),
            // By its number the office revokes what is not its own; of its own it knows it.
            row.IsOurs
                ? null
                : row.Reference,
        };
        while (cells[^1] is null)
            cells.RemoveAt(cells.Count - 1);
        return new JsonArray([.. cells]);
    }

    private JsonArray Unseen(AccessClient client) =>
        new(
            placeOf(client.Nip) is { } place ? place : $"{client.Name} ({client.Nip})",
            (int)client.Sight,
            client.Reason
        );

    private JsonNode? Word(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (!_places.TryGetValue(text, out var place))
        {
            _places[text] = place = _words.Count;
            _words.Add(text);
        }
        return place;
    }

    private static JsonNode? DayOf(DateTimeOffset? moment) =>
        moment is { } at ? DateOnly.FromDateTime(at.LocalDateTime).DayNumber - Epoch : null;
}
