using System.Text;
using CsvHelper;

namespace KsefTools.Core.Import.Sources;

/// <summary>Text with one of three separators.</summary>
internal static class CsvSource
{
    /// <summary>
    /// In bytes, more than any row a person writes; a quote that is never closed would swallow the file otherwise.
    /// </summary>
    private const int MaxRecord = 1 << 20;

    /// <summary>KeePass 1's form, in which a quote inside a cell is \" and a backslash is \\.</summary>
    private const string KeePassHeader = "\"Account\",\"Login Name\",\"Password\",\"Web Site\",\"Comments\"";

    private static readonly char[] Separators = [';', ',', '\t'];

    /// <summary>The text as it reads with each separator; which one is meant, its header tells.</summary>
    public static IReadOnlyList<SourceTable> Read(string text)
    {
        if (text.AsSpan().TrimStart('\uFEFF').StartsWith(KeePassHeader, StringComparison.Ordinal))
            text = text.Replace("\\\\", "\\\0", StringComparison.Ordinal)
                .Replace("\\\"", "\"\"", StringComparison.Ordinal)
                .Replace("\\\0", "\\", StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(text);
        return
        [
            .. Separators.Select(separator => new SourceTable
            {
                Separator = separator,
                Records = Records(bytes, separator),
            }),
        ];
    }

    /// <summary>
    /// The file's records with the numbers that a spreadsheet program shows: blank lines count, quoted line breaks do
    /// not.
    /// </summary>
    private static IEnumerable<SourceRecord> Records(byte[] text, char separator)
    {
        var options = new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            SkipEmptyLines = false,
            Encoding = Encoding.UTF8,
            MaxRecordSize = MaxRecord,
            IncludeValuesInExceptions = false,
        };
        using var stream = new MemoryStream(text, writable: false);
        using var reader = CsvReader.Create(stream, options, leaveOpen: true);
        var number = 0;
        while (reader.Read())
        {
            var cells = reader.Current.ToArray();
            // Excel's own first line "sep=;" is not shown as a row.
            if (number == 0 && cells is [var first, ..] && first.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
                continue;
            yield return new SourceRecord(++number, cells);
        }
    }
}
