using System.Globalization;
using System.Text;

namespace KsefTools.Sandbox.Seeding.Spreadsheet;

/// <summary>Writes the rows as a person would have kept them. The truth learns which row is which.</summary>
internal sealed class SheetWriter(SheetStyle style, SeedRandom random, DateOnly today)
{
    private readonly StringBuilder _text = new();
    private int _row;

    /// <summary>Writes title, header and rows.</summary>
    /// <returns>
    /// The file's bytes, and for each row its number as a spreadsheet program shows it (from 1, blank lines count).
    /// </returns>
    public (byte[] Bytes, IReadOnlyList<int> Numbers) Write(IReadOnlyList<SheetRow> rows)
    {
        if (style.Title)
            WriteTitle();
        WriteLine(style.Columns.Select(c => c.Header));
        var numbers = new List<int>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            if (random.Percent(3))
                WriteBlank();
            numbers.Add(_row + 1);
            var ordinal = i + 1;
            WriteLine(style.Columns.Select(c => Cell(c.Column, rows[i], ordinal)));
        }

        if (random.Percent(30))
            WriteBlank();
        return (style.Encode(_text.ToString()), numbers);
    }

    private void WriteTitle()
    {
        var day = today.ToString(style.DateFormat, CultureInfo.InvariantCulture);
        WriteLine([
            style.Polish ? $"Tokeny KSeF – klienci biura, stan na {day}" : $"KSeF tokens – our clients, as of {day}",
        ]);
        if (random.Percent(50))
            WriteBlank();
    }

    private void WriteBlank()
    {
        // Spreadsheet programs write the separators of an empty row, people delete them.
        _text.Append(style.Separator, random.Percent(50) ? style.Columns.Count - 1 : 0).Append(style.LineEnd);
        _row++;
    }

    private void WriteLine(IEnumerable<string> cells)
    {
        _text
            .AppendJoin(style.Separator, cells.Select(Quote))
            .Append(style.Separator, style.EmptyColumns)
            .Append(style.LineEnd);
        _row++;
    }

    private string Quote(string cell) =>
        cell.AsSpan().ContainsAny(style.Separator, '"', '\n') || (cell.Length > 0 && random.Percent(3))
            ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : cell;

    private string Cell(SheetColumn column, SheetRow row, int ordinal) =>
        column switch
        {
            SheetColumn.Number => ordinal.ToString(CultureInfo.InvariantCulture),
            SheetColumn.Nip => Stray(SpellNip(row.Nip)),
            SheetColumn.Name => Stray(row.IsTwin ? row.Client.Name.ToUpperInvariant() : row.Client.Name),
            SheetColumn.Token => Stray(row.Token),
            SheetColumn.Permissions => string.Join(", ", row.Client.ExpectedPermissions),
            SheetColumn.Notes => Notes(),
            SheetColumn.Bookkeeper => row.Client.Bookkeeper,
            SheetColumn.Contact => row.Client.Contact,
            _ => row.Date?.ToString(style.DateFormat, CultureInfo.InvariantCulture) ?? "",
        };

    private string SpellNip(string nip)
    {
        var way = random.Next(12);
        if (nip.Length != 10)
            return nip;
        return way switch
        {
            0 or 1 => $"{nip[..3]}-{nip[3..6]}-{nip[6..8]}-{nip[8..]}",
            2 => $"{nip[..3]}-{nip[3..5]}-{nip[5..7]}-{nip[7..]}",
            3 => $"{nip[..3]} {nip[3..6]} {nip[6..8]} {nip[8..]}",
            4 => $"PL{nip}",
            5 => $"PL {nip[..3]}-{nip[3..6]}-{nip[6..8]}-{nip[8..]}",
            _ => nip,
        };
    }

    private string Stray(string cell) =>
        cell.Length == 0
            ? cell
            : random.Next(20) switch
            {
                0 => " " + cell,
                1 => cell + " ",
                2 => $"  {cell}  ",
                _ => cell,
            };

    private string Notes() =>
        random.Next(16) switch
        {
            0 => "VAT-UE; faktury korygujące do 7. dnia",
            1 => $"hasło do portalu u pani Krysi,{style.LineEnd}nie dzwonić po 15",
            2 => "\"stary\" klient, umowa od 2019",
            3 => "token od prezesa, mail",
            4 => style.Polish ? "do wymiany przed końcem roku!" : "replace before year end!",
            5 => "JPK, kadry",
            _ => "",
        };
}
