using System.Text.Json.Nodes;

namespace KsefTools.Core.Reports.Data;

/// <summary>
/// Who has access where. Thousands of rows, so that each text stands once, in <see cref="Words"/>, and rows have its
/// place.
/// </summary>
internal sealed record ReportAccess
{
    /// <summary>Whether every client was come to.</summary>
    public required bool Whole { get; init; }

    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>
    /// Client's place or its name, kind, ours (1 or 0), holder, what, since, last use, end, state, note, number in
    /// KSeF; days count from 1970-01-01, and nothing stands after the last that is known.
    /// </summary>
    public required IReadOnlyList<JsonArray> Rows { get; init; }

    /// <summary>Clients not seen as a whole: place, how much was seen (1 the office's own, 2 nothing), why.</summary>
    public required IReadOnlyList<JsonArray> Unseen { get; init; }
}
