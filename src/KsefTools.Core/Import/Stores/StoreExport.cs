using System.Text.Json;
using System.Xml;
using KsefTools.Core.Import.Content;
using KsefTools.Core.Import.Sources;
using KsefTools.Core.Office.Yaml;

namespace KsefTools.Core.Import.Stores;

/// <summary>Reads the exports of password managers and programs that are no tables: JSON, XML and YAML.</summary>
internal static class StoreExport
{
    private static readonly Dictionary<SpreadsheetColumn, int> Columns = new()
    {
        [SpreadsheetColumn.Name] = 0,
        [SpreadsheetColumn.Environment] = 1,
        [SpreadsheetColumn.Archived] = 2,
    };

    /// <summary>The entries as a table; null where the text is none of these.</summary>
    /// <exception cref="SpreadsheetException">It is encrypted, no well-formed XML, or has no token.</exception>
    public static SourceTable? Read(string path, string text)
    {
        var root = Parse(path, text);
        if (root is null)
            return null;
        var records = root.Entries()
            .Select(
                (entry, index) =>
                    new SourceRecord(
                        index + 1,
                        [entry.Title ?? "", entry.Environment ?? "", entry.IsArchived ? "true" : "", .. entry.All()]
                    )
            )
            .ToList();
        if (!records.Exists(record => FreeRecord.IsAboutToken(record.Cells)))
            throw new SpreadsheetException(
                path,
                UiText.Of(
                    "no entry of this file holds a KSeF token (reference number | context | 64 characters)",
                    "żaden wpis tego pliku nie zawiera tokena KSeF (numer referencyjny | kontekst | 64 znaki)"
                )
            );
        return new SourceTable { Records = records, Entries = Columns };
    }

    private static StoreNode? Parse(string path, string text)
    {
        var start = text.AsSpan().TrimStart();
        if (start.StartsWith("{") || start.StartsWith("["))
            return ParseJson(path, text);
        if (start.StartsWith("<"))
            return ParseXml(path, text);
        return Path.GetExtension(path).ToUpperInvariant() is ".YAML" or ".YML" ? ParseYaml(text) : null;
    }

    private static StoreNode? ParseJson(string path, string text)
    {
        try
        {
            if (JsonStore.IsEncrypted(text))
                throw new SpreadsheetException(
                    path,
                    UiText.Of(
                        "this export is encrypted; export again as '.json' without encryption, and delete it "
                            + "after the import",
                        "ten eksport jest zaszyfrowany; wyeksportuj ponownie jako '.json' bez szyfrowania i usuń "
                            + "plik po imporcie"
                    )
                );
            return JsonStore.Read(text);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static StoreNode ParseXml(string path, string text)
    {
        try
        {
            return XmlStore.Read(text);
        }
        catch (XmlException exception)
        {
            var line = Math.Max(exception.LineNumber, 1);
            // Not its sentence: it may quote what stands there.
            throw new SpreadsheetException(
                path,
                UiText.Of(
                    $"this is HTML, or XML that is not well-formed (line {line}); export it again, or open "
                        + "it in a spreadsheet program and save it as .xlsx",
                    $"to HTML albo niepoprawny XML (wiersz {line}); wyeksportuj plik ponownie albo otwórz "
                        + "go w arkuszu i zapisz jako .xlsx"
                )
            );
        }
    }

    private static StoreNode? ParseYaml(string text)
    {
        try
        {
            return YamlStore.Read(text);
        }
        catch (YamlSyntaxException)
        {
            return null;
        }
    }
}
