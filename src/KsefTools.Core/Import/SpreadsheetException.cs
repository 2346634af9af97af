namespace KsefTools.Core.Import;

/// <summary>
/// A spreadsheet cannot be read as a whole. Neither the message nor an inner exception carries anything of its cells
/// but the names of columns: what a CSV library says of a bad row repeats the row, tokens and all.
/// </summary>
public sealed class SpreadsheetException(string path, string message) : Exception($"{path}: {message}")
{
    /// <summary>Whether the file itself cannot be opened, whatever is in it.</summary>
    public bool IsNotAccessible { get; init; }

    public string Path { get; } = path;
}
