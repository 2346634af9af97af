using KsefTools.Core.Identifiers;

namespace KsefTools.Core.Import.Content;

/// <summary>
/// Finds the columns of NIP and token by what stands in them, where their names say nothing: a token's shape and a
/// NIP's checksum are surer than any list of names.
/// </summary>
internal static class ContentColumns
{
    /// <summary>
    /// Adds what the rows under a header show. A column counts for the NIP only where its name speaks of one.
    /// </summary>
    /// <returns>False where tokens do not stand in one column beside a column of NIPs.</returns>
    public static bool Complete(
        Dictionary<SpreadsheetColumn, int> columns,
        IReadOnlyList<string> header,
        IReadOnlyList<string[]> rows
    )
    {
        var tokens = Matching(header, rows, IsToken);
        var nips = Matching(header, rows, cell => NipsInText.Find(cell).Count > 0);
        if (!columns.ContainsKey(SpreadsheetColumn.Nip) && Named(header, nips) is { } nip)
            columns[SpreadsheetColumn.Nip] = nip;
        if (!columns.ContainsKey(SpreadsheetColumn.Token) && tokens.Count == 1)
            columns[SpreadsheetColumn.Token] = tokens[0];
        // In a password manager's export tokens stand in notes and other fields, too.
        return columns.TryGetValue(SpreadsheetColumn.Nip, out _)
            && columns.TryGetValue(SpreadsheetColumn.Token, out var own)
            && tokens.Contains(own);
    }

    /// <summary>Whether some cell of some row has a token in it.</summary>
    public static bool HasTokens(IReadOnlyList<string[]> rows) =>
        rows.Any(cells => cells.Any(cell => TokensInText.Find(CellText.Clean(cell)).Count > 0));

    private static int? Named(IReadOnlyList<string> header, IReadOnlyList<int> columns) =>
        columns
            .Where(index => HeaderNames.Key(header[index]).Contains("nip", StringComparison.Ordinal))
            .Select(index => (int?)index)
            .FirstOrDefault();

    private static List<int> Matching(
        IReadOnlyList<string> header,
        IReadOnlyList<string[]> rows,
        Func<string, bool> fits
    ) =>
        [
            .. Enumerable
                .Range(0, header.Count)
                .Where(index => rows.Any(cells => index < cells.Length && fits(CellText.Clean(cells[index])))),
        ];

    private static bool IsToken(string cell) =>
        TokensInText.Find(string.Concat(cell.Where(c => !char.IsWhiteSpace(c)))).Count > 0;
}
