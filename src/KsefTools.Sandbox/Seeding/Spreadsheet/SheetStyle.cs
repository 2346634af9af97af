using System.Text;

namespace KsefTools.Sandbox.Seeding.Spreadsheet;

/// <summary>The habits of the person who keeps the file: one draw of everything that was not given.</summary>
internal sealed record SheetStyle
{
    private static readonly (SheetColumn Column, string[] Polish, string[] English)[] Headers =
    [
        (SheetColumn.Number, ["Lp.", "L.p."], ["No.", "#"]),
        (SheetColumn.Nip, ["NIP", "Nip klienta", "NIP podatnika", "nip"], ["NIP", "Tax ID", "Client NIP", "Nip"]),
        (
            SheetColumn.Name,
            ["Nazwa", "Klient", "Nazwa firmy", "Nazwa klienta"],
            ["Name", "Client", "Company", "Client name"]
        ),
        (
            SheetColumn.Token,
            ["Token KSeF", "Token", "TOKEN", "token ksef"],
            ["KSeF token", "Token", "Token KSeF", "token"]
        ),
        (SheetColumn.Permissions, ["Uprawnienia", "uprawnienia"], ["Permissions", "permissions"]),
        (SheetColumn.Notes, ["Uwagi", "Notatki", "Komentarz"], ["Notes", "Comments", "Remarks"]),
        (SheetColumn.Bookkeeper, ["Opiekun", "Księgowa", "Prowadzi"], ["Bookkeeper", "Accountant"]),
        (SheetColumn.Contact, ["Kontakt", "E-mail"], ["Contact", "E-mail"]),
        (SheetColumn.Date, ["Data", "Data wygenerowania", "Utworzono"], ["Date", "Generated on", "Created"]),
    ];

    public required bool Polish { get; init; }

    public required char Separator { get; init; }

    public required SheetEncoding Encoding { get; init; }

    public required string LineEnd { get; init; }

    public required bool Title { get; init; }

    /// <summary>In the file's order.</summary>
    public required IReadOnlyList<(SheetColumn Column, string Header)> Columns { get; init; }

    /// <summary>Empty columns that a spreadsheet program drags along at the right edge.</summary>
    public required int EmptyColumns { get; init; }

    public required string DateFormat { get; init; }

    public static SheetStyle Draw(SheetChoices choices, SeedRandom random)
    {
        // Every draw happens whether or not it is needed: a choice that is given must not shift the others.
        var polish = random.Percent(70);
        var semicolon = random.Percent(70);
        var encoding = random.OneOf(SheetEncoding.Utf8, SheetEncoding.Utf8WithBom, SheetEncoding.Windows1250);
        var windows = random.Percent(70);
        var title = random.Percent(30);
        var language = choices.Language ?? (polish ? SheetLanguage.Polish : SheetLanguage.English);
        return new SheetStyle
        {
            Polish = language is SheetLanguage.Polish,
            Separator = choices.Separator ?? (semicolon ? ';' : ','),
            Encoding = choices.Encoding ?? encoding,
            LineEnd = choices.WindowsLineEnds ?? windows ? "\r\n" : "\n",
            Title = choices.Title ?? title,
            Columns = DrawColumns(language, random),
            EmptyColumns = random.Percent(20) ? random.Between(1, 3) : 0,
            DateFormat = random.OneOf("dd.MM.yyyy", "yyyy-MM-dd", "dd-MM-yyyy", "d.MM.yyyy"),
        };
    }

    /// <summary>The file's bytes; every letter used has a place in Windows-1250.</summary>
    public byte[] Encode(string text)
    {
        Encoding encoding = Encoding switch
        {
            SheetEncoding.Windows1250 => CodePagesEncodingProvider.Instance.GetEncoding(1250)!,
            SheetEncoding.Utf8WithBom => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            _ => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        return [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
    }

    private static IReadOnlyList<(SheetColumn, string)> DrawColumns(SheetLanguage language, SeedRandom random)
    {
        var named = Headers
            .Select(h => (h.Column, random.Pick(language is SheetLanguage.Polish ? h.Polish : h.English)))
            .ToList();
        var number = named[0];
        var rest = named[1..];
        // A person puts the client first and the rest anywhere.
        var tail = rest[2..];
        random.Shuffle(tail);
        var head = random.Percent(50) ? rest[..2] : [rest[1], rest[0]];
        return [.. random.Percent(40) ? [number] : Array.Empty<(SheetColumn, string)>(), .. head, .. tail];
    }
}
