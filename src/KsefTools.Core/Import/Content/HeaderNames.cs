namespace KsefTools.Core.Import.Content;

/// <summary>The names that people give to columns, Polish and English, with or without Polish letters.</summary>
internal static class HeaderNames
{
    /// <summary>The best name first: of two columns that could be meant, the one named better wins.</summary>
    private static readonly Dictionary<SpreadsheetColumn, string[]> Names = new()
    {
        [SpreadsheetColumn.Nip] =
        [
            "nip",
            "numernip",
            "nrnip",
            "nipklienta",
            "nippodatnika",
            "nipfirmy",
            "clientnip",
            "nipnumber",
            "taxid",
            "taxnumber",
            "taxidentificationnumber",
            "vatid",
            "vatnumber",
            "vatno",
            "kontekst",
            "context",
        ],
        [SpreadsheetColumn.Token] =
        [
            "tokenksef",
            "kseftoken",
            "token",
            "tokendostepu",
            "tokenautoryzacyjny",
            "tokenapi",
            "apitoken",
            "tokenproduction",
            "tokenprodukcyjny",
            "accesstoken",
            "klucz",
            "sekret",
            "secret",
        ],
        [SpreadsheetColumn.Name] =
        [
            "nazwa",
            "name",
            "nazwaklienta",
            "clientname",
            "nazwafirmy",
            "companyname",
            "klient",
            "client",
            "firma",
            "company",
            "podatnik",
            "kontrahent",
            "customer",
            "customername",
            "taxpayer",
            "nazwapodatnika",
            "nazwapelna",
            "nazwapodmiotu",
            "podmiot",
            "title",
            "tytul",
        ],
        [SpreadsheetColumn.Environment] = ["srodowisko", "environment", "env", "srodowiskoksef", "ksefenvironment"],
        [SpreadsheetColumn.Permissions] =
        [
            "uprawnienia",
            "permissions",
            "prawa",
            "rights",
            "zakres",
            "scope",
            "uprawnieniatokena",
            "tokenpermissions",
        ],
        [SpreadsheetColumn.Contact] =
        [
            "kontakt",
            "contact",
            "email",
            "mail",
            "adresemail",
            "telefon",
            "tel",
            "phone",
            "osobakontaktowa",
            "contactperson",
        ],
        [SpreadsheetColumn.Bookkeeper] =
        [
            "opiekun",
            "bookkeeper",
            "ksiegowa",
            "ksiegowy",
            "accountant",
            "prowadzi",
            "prowadzacy",
            "prowadzaca",
            "opiekunklienta",
            "owner",
            "handledby",
        ],
        [SpreadsheetColumn.Tags] =
        [
            "tagi",
            "tags",
            "tag",
            "etykiety",
            "labels",
            "grupa",
            "group",
            "kategoria",
            "category",
        ],
        [SpreadsheetColumn.Archived] = ["archived", "zarchiwizowane"],
        [SpreadsheetColumn.GeneratedBy] =
        [
            "wygenerowal",
            "wygenerowala",
            "wygenerowany przez",
            "wygenerowanyprzez",
            "generatedby",
            "autor",
            "author",
            "createdby",
            "utworzyl",
            "utworzyla",
            "ktowygenerowal",
        ],
        [SpreadsheetColumn.GeneratedOn] =
        [
            "datawygenerowania",
            "generatedon",
            "datautworzenia",
            "createdon",
            "datatokena",
            "tokendate",
            "wygenerowano",
            "utworzono",
            "created",
            "generated",
            "data",
            "date",
            "datageneracji",
            "dataodkiedy",
        ],
    };

    /// <summary>
    /// Which column each meaning has in a row, if the row is a header; meanings without a column are left out.
    /// </summary>
    /// <exception cref="SpreadsheetException">
    /// Two columns are named alike and nothing tells which one is meant.
    /// </exception>
    public static Dictionary<SpreadsheetColumn, int> Recognise(string path, IReadOnlyList<string> cells)
    {
        var keys = cells.Select(Key).ToArray();
        var found = new Dictionary<SpreadsheetColumn, int>();
        foreach (var (column, names) in Names)
        {
            var best = Enumerable
                .Range(0, keys.Length)
                .Select(index => (Index: index, Rank: Array.IndexOf(names, keys[index])))
                .Where(candidate => candidate.Rank >= 0)
                .OrderBy(candidate => candidate.Rank)
                .ToArray();
            if (best.Length == 0)
                continue;
            if (
                best.Length > 1
                && best[0].Rank == best[1].Rank
                && column is SpreadsheetColumn.Nip or SpreadsheetColumn.Token
            )
                throw new SpreadsheetException(
                    path,
                    UiText.Of(
                        $"two columns are named '{cells[best[0].Index].Trim()}'; rename the one that is not meant",
                        $"dwie kolumny mają nazwę '{cells[best[0].Index].Trim()}'; zmień nazwę tej, o którą nie chodzi"
                    )
                );
            found[column] = best[0].Index;
        }
        return found;
    }

    /// <summary>Lower case, without accents, spaces and marks: <c>Nr. NIP</c> and <c>nr nip</c> are one name.</summary>
    public static string Key(string header)
    {
        var letters = PlainLetters.Of(CellText.Clean(header));
        return string.Concat(letters.Where(char.IsLetterOrDigit));
    }
}
