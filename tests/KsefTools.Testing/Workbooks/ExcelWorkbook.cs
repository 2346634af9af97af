using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace KsefTools.Testing.Workbooks;

/// <summary>
/// A workbook part for part as Excel saves it: texts in a shared table, dates as numbers with a format. Written here
/// without the library that the module reads with, so that the two are not wrong alike.
/// </summary>
public sealed class ExcelWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Mark = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n";

    private readonly List<(string Name, bool IsHidden, string Xml)> _sheets = [];
    private readonly List<string> _texts = [];

    /// <summary>Adds a sheet.</summary>
    /// <param name="name">As its tab says.</param>
    /// <param name="rows">The cells of each row by its number and letter, as in <c>B5</c>.</param>
    /// <param name="isHidden">Whether Excel hides it.</param>
    public ExcelWorkbook Add(string name, IReadOnlyDictionary<string, object> rows, bool isHidden = false)
    {
        var lines = rows.GroupBy(cell => int.Parse(cell.Key.AsSpan(LettersOf(cell.Key)), CultureInfo.InvariantCulture))
            .OrderBy(row => row.Key)
            .Select(row =>
                $"<row r=\"{row.Key}\" spans=\"1:9\">"
                + string.Concat(row.OrderBy(cell => (LettersOf(cell.Key), cell.Key)).Select(Cell))
                + "</row>"
            );
        _sheets.Add((name, isHidden, string.Concat(lines)));
        return this;
    }

    /// <summary>Adds a sheet whose first row is 1, as a table of texts, numbers and dates.</summary>
    public ExcelWorkbook Add(string name, params object?[][] rows) =>
        Add(
            name,
            rows.SelectMany(
                    (cells, row) => cells.Select((value, column) => (Key: $"{(char)('A' + column)}{row + 1}", value))
                )
                .Where(cell => cell.value is not null)
                .ToDictionary(cell => cell.Key, cell => cell.value!, StringComparer.Ordinal)
        );

    /// <summary>The file's bytes.</summary>
    public byte[] ToArray()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
            foreach (var (path, xml) in Parts())
            {
                using var part = archive.CreateEntry(path).Open();
                part.Write(Encoding.UTF8.GetBytes(Mark + xml));
            }
        return bytes.ToArray();
    }

    private IEnumerable<(string Path, string Xml)> Parts()
    {
        var sheets = _sheets
            .Select((sheet, index) => (sheet.Name, sheet.IsHidden, sheet.Xml, Number: index + 1))
            .ToList();
        yield return (
            "[Content_Types].xml",
            $"<Types xmlns=\"{Package}/content-types\"><Default Extension=\"rels\" "
                + "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default "
                + "Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" "
                + "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                + string.Concat(
                    sheets.Select(sheet =>
                        $"<Override PartName=\"/xl/worksheets/sheet{sheet.Number}.xml\" ContentType=\""
                        + "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
                    )
                )
                + "</Types>"
        );
        yield return (
            "_rels/.rels",
            $"<Relationships xmlns=\"{Package}/relationships\"><Relationship Id=\"rId1\" "
                + $"Type=\"{Document}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        yield return (
            "xl/workbook.xml",
            $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Document}\"><sheets>"
                + string.Concat(
                    sheets.Select(sheet =>
                        $"<sheet name=\"{SecurityElement.Escape(sheet.Name)}\" sheetId=\"{sheet.Number}\""
                        + $"{(sheet.IsHidden ? " state=\"hidden\"" : "")} r:id=\"rId{sheet.Number}\"/>"
                    )
                )
                + "</sheets></workbook>"
        );
        yield return (
            "xl/_rels/workbook.xml.rels",
            $"<Relationships xmlns=\"{Package}/relationships\">"
                + string.Concat(
                    sheets.Select(sheet =>
                        $"<Relationship Id=\"rId{sheet.Number}\" Type=\"{Document}/worksheet\" "
                        + $"Target=\"worksheets/sheet{sheet.Number}.xml\"/>"
                    )
                )
                + $"<Relationship Id=\"rId98\" Type=\"{Document}/styles\" Target=\"styles.xml\"/><Relationship "
                + $"Id=\"rId99\" Type=\"{Document}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
        );
        foreach (var sheet in sheets)
            yield return (
                $"xl/worksheets/sheet{sheet.Number}.xml",
                $"<worksheet xmlns=\"{Main}\"><dimension ref=\"A1:I99\"/><sheetData>{sheet.Xml}</sheetData></worksheet>"
            );
        yield return (
            "xl/styles.xml",
            $"<styleSheet xmlns=\"{Main}\"><numFmts count=\"2\"><numFmt numFmtId=\"164\" "
                + "formatCode=\"000\\-000\\-00\\-00\"/><numFmt numFmtId=\"165\" "
                + "formatCode=\"[$-415]d\\ mmm\\ yyyy;@\"/></numFmts><fonts count=\"1\"><font/></fonts><fills "
                + "count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\">"
                + "<xf numFmtId=\"0\"/></cellStyleXfs><cellXfs count=\"5\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" "
                + "applyNumberFormat=\"1\"/><xf numFmtId=\"164\" applyNumberFormat=\"1\"/><xf numFmtId=\"165\" "
                + "applyNumberFormat=\"1\"/><xf numFmtId=\"11\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
        );
        yield return (
            "xl/sharedStrings.xml",
            $"<sst xmlns=\"{Main}\" count=\"{_texts.Count}\" uniqueCount=\"{_texts.Count}\">"
                + string.Concat(_texts)
                + "</sst>"
        );
    }

    private string Cell(KeyValuePair<string, object> cell) =>
        cell.Value switch
        {
            DateTime date => Number(cell.Key, date.ToOADate(), style: date.TimeOfDay == TimeSpan.Zero ? 1 : 3),
            double number => Number(cell.Key, number, style: 0),
            long nip => Number(cell.Key, nip, style: 2),
            float scientific => Number(cell.Key, Math.Round((double)scientific), style: 4),
            bool flag => $"<c r=\"{cell.Key}\" t=\"b\"><v>{(flag ? 1 : 0)}</v></c>",
            Formula formula => $"<c r=\"{cell.Key}\" t=\"str\"><f>{SecurityElement.Escape(formula.Text)}</f><v>"
                + $"{SecurityElement.Escape(formula.Value)}</v></c>",
            RichText rich => Shared(
                cell.Key,
                string.Concat(
                    rich.Runs.Select(run =>
                        $"<r><rPr><b/></rPr><t xml:space=\"preserve\">{SecurityElement.Escape(run)}</t></r>"
                    )
                )
            ),
            _ => Shared(cell.Key, $"<t xml:space=\"preserve\">{SecurityElement.Escape($"{cell.Value}")}</t>"),
        };

    private static string Number(string place, double value, int style) =>
        FormattableString.Invariant($"<c r=\"{place}\" s=\"{style}\"><v>{value:R}</v></c>");

    private string Shared(string place, string xml)
    {
        _texts.Add($"<si>{xml}</si>");
        return $"<c r=\"{place}\" t=\"s\"><v>{_texts.Count - 1}</v></c>";
    }

    private static int LettersOf(string place) => place.TakeWhile(char.IsAsciiLetter).Count();

    /// <summary>A cell that is computed, with the value that Excel kept.</summary>
    public sealed record Formula(string Text, string Value);

    /// <summary>A text of which parts look otherwise.</summary>
    public sealed record RichText(params string[] Runs);
}
