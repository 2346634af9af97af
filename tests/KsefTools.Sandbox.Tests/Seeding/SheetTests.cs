using System.Text;
using KsefTools.Sandbox.Seeding;
using KsefTools.Sandbox.Seeding.Seeded;
using KsefTools.Sandbox.Seeding.Spreadsheet;

namespace KsefTools.Sandbox.Tests.Seeding;

public sealed class SheetTests
{
    public static TheoryData<int> TwentySeeds => OfficeSeedTests.TwentySeeds;

    [Theory]
    [InlineData(SheetEncoding.Utf8)]
    [InlineData(SheetEncoding.Utf8WithBom)]
    [InlineData(SheetEncoding.Windows1250)]
    public void The_file_is_readable_in_the_encoding_that_was_chosen(SheetEncoding encoding)
    {
        var office = OfficeSeed.Create(
            new SeedOptions
            {
                Clients = 200,
                Sheet = new SheetChoices { Encoding = encoding },
            }
        );
        var text = Decode(office.TokensCsv, encoding);
        Assert.DoesNotContain('\uFFFD', text);
        Assert.All(
            office.Clients.Where(c => c.Name.Contains('Ł', StringComparison.Ordinal)),
            c => Assert.Contains(c.Name.Replace("\"", "\"\"", StringComparison.Ordinal), text, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(SheetLanguage.Polish, ';', true, true)]
    [InlineData(SheetLanguage.English, ',', false, false)]
    public void Language_separator_line_ends_and_title_can_be_chosen(
        SheetLanguage language,
        char separator,
        bool windows,
        bool title
    )
    {
        var office = OfficeSeed.Create(
            new SeedOptions
            {
                Sheet = new SheetChoices
                {
                    Language = language,
                    Separator = separator,
                    WindowsLineEnds = windows,
                    Title = title,
                    Encoding = SheetEncoding.Utf8,
                },
            }
        );
        var text = Encoding.UTF8.GetString(office.TokensCsv.Span);
        Assert.Equal(windows, text.Contains("\r\n", StringComparison.Ordinal));
        Assert.Equal(title, text.StartsWith("Tokeny KSeF –", StringComparison.Ordinal));
        var header = text.Split('\n')
            .First(l => l.Contains("oken", StringComparison.OrdinalIgnoreCase) && l.Contains(separator));
        Assert.Equal(language is SheetLanguage.English, header.Contains("ermissions", StringComparison.Ordinal));
    }

    [Fact]
    public void Seeds_differ_in_every_habit()
    {
        var texts = Enumerable
            .Range(1, 40)
            .Select(seed =>
                Encoding.Latin1.GetString(
                    OfficeSeed.Create(new SeedOptions { Clients = 60, Seed = seed }).TokensCsv.Span
                )
            )
            .ToList();
        Assert.Contains(texts, t => t.StartsWith("ï»¿", StringComparison.Ordinal));
        Assert.Contains(texts, t => !t.Contains('\r', StringComparison.Ordinal));
        Assert.Contains(texts, t => t.Contains("\r\n", StringComparison.Ordinal));
        Assert.Contains(texts, t => t.Contains("PL ", StringComparison.Ordinal));
        Assert.Contains(texts, t => t.Contains("Permissions", StringComparison.Ordinal));
        Assert.Contains(texts, t => t.Contains("Uprawnienia", StringComparison.Ordinal));
        Assert.Contains(texts, t => t.Contains("\n;;;", StringComparison.Ordinal));
        Assert.Contains(texts, t => t.Contains("\"has", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(TwentySeeds))]
    public void The_truth_numbers_each_row_once_and_rightly(int seed)
    {
        var office = OfficeSeed.Create(new SeedOptions { Clients = 100, Seed = seed });
        var records = Records(office);
        var told = office.Truth.Rows.ToDictionary(r => r.Row);
        Assert.Equal(
            office.Truth.Rows.Select(r => r.Row).Order(),
            office.Truth.Clients.SelectMany(c => c.Rows).Order()
        );

        var header = records.FindIndex(r => r.Count(c => c.Length > 0) > 4);
        for (var i = 0; i < records.Count; i++)
        {
            var isClient = i > header && records[i].Any(cell => cell.Trim().Length > 0);
            Assert.Equal(isClient, told.TryGetValue(i + 1, out var truth));
            if (truth?.Reference is { } reference)
                Assert.Contains(records[i], cell => cell.Trim().StartsWith(reference, StringComparison.Ordinal));
            if (truth?.Nip is { } nip)
                Assert.Contains(records[i], cell => cell.Where(char.IsAsciiDigit).SequenceEqual(nip));
        }
    }

    private static List<string[]> Records(SeededOffice office)
    {
        var bytes = office.TokensCsv;
        var isUtf8 = true;
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.Span);
        }
        catch (DecoderFallbackException)
        {
            isUtf8 = false;
        }

        var text = Decode(bytes, isUtf8 ? SheetEncoding.Utf8WithBom : SheetEncoding.Windows1250);
        var separator = text.Count(c => c == ';') > text.Count(c => c == ',') ? ';' : ',';
        return Split(text, separator);
    }

    /// <summary>RFC 4180, every line a record, the blank ones too.</summary>
    private static List<string[]> Split(string text, char separator)
    {
        var records = new List<string[]>();
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        foreach (var c in text.Replace("\r\n", "\n", StringComparison.Ordinal))
        {
            if (c == '"')
            {
                // Two quotes in a row leave and enter again: the second one is text.
                if (!quoted && cell.Length > 0 && cell[^1] == '\0')
                    cell[^1] = '"';
                else if (quoted)
                    cell.Append('\0');
                quoted = !quoted;
            }
            else if (quoted || (c != separator && c != '\n'))
                cell.Append(c);
            else
            {
                cells.Add(cell.Replace("\0", "").ToString());
                cell.Clear();
                if (c != '\n')
                    continue;
                records.Add([.. cells]);
                cells.Clear();
            }
        }

        return records;
    }

    private static string Decode(ReadOnlyMemory<byte> bytes, SheetEncoding encoding) =>
        encoding is SheetEncoding.Windows1250
            ? CodePagesEncodingProvider.Instance.GetEncoding(1250)!.GetString(bytes.Span)
            : new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.Span).TrimStart('\uFEFF');
}
