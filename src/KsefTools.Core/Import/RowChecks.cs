using KsefTools.Core.Identifiers;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Import;

/// <summary>What can be said of rows from the spreadsheet alone.</summary>
internal static class RowChecks
{
    /// <summary>Judges every row by itself, and then the rows of each client together.</summary>
    public static PlannedRow[] Check(IReadOnlyList<ImportRow> rows, EndedTokens ended)
    {
        var planned = rows.Select(row => CheckAlone(row, ended)).ToArray();
        var clients = Enumerable
            .Range(0, planned.Length)
            .Where(index => planned[index].Outcome != ImportOutcome.Refused)
            .GroupBy(index => rows[index].Nip!.Value);
        foreach (var client in clients)
            CheckTogether(planned, [.. client]);
        return planned;
    }

    private static PlannedRow CheckAlone(ImportRow row, EndedTokens ended)
    {
        var token = TokenText.TryParse(row.Token, out var parsed) ? parsed : null;
        var environment = "";
        if (row.SwallowsOthers)
            return Refuse(row, token, ImportRefusal.BrokenQuote, BrokenQuote);
        if (row.IsArchived)
            return Refuse(row, token, ImportRefusal.Archived, Archived);
        if (row.MisplacedSecretIn is { } column)
            return Refuse(row, token, ImportRefusal.MisplacedSecret, MisplacedSecret(column));
        if (row.Nip is not { } nip)
            return Refuse(row, token, ImportRefusal.InvalidNip, InvalidNip(row, token));
        if (row.Environment is not null && !EnvironmentName.TryParse(row.Environment, out environment, out var error))
            return Refuse(row, token, ImportRefusal.UnknownEnvironment, error);
        if (row.Token is not null && token is null)
            return Refuse(row, null, ImportRefusal.UnreadableToken, UnreadableToken);
        if (token?.Context is { } context && context != ContextIdentifier.Of(nip))
            return Refuse(row, token, ImportRefusal.OtherContext, OtherContext(context));
        if (token is not null && ended.Find(token.Reference.Value) is { } end)
            return Refuse(row, token, end.Refusal, end.Reason);
        return new PlannedRow
        {
            Row = row,
            Token = token,
            Outcome = token is null ? ImportOutcome.WithoutToken : ImportOutcome.Imported,
            Environment = environment.Length == 0 ? null : environment,
        };
    }

    private static void CheckTogether(PlannedRow[] planned, int[] indexes)
    {
        var tokens = indexes.Select(index => planned[index].Token).OfType<TokenText>().Distinct().Count();
        var environments = indexes
            .Select(index => planned[index].Environment)
            .Where(name => name is not null)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Count();
        if (tokens > 1 || environments > 1)
        {
            var numbers = string.Join(", ", indexes.Select(index => planned[index].Row.Place));
            foreach (var index in indexes)
                planned[index] =
                    tokens > 1
                        ? Refuse(planned[index].Row, planned[index].Token, ImportRefusal.TwoTokens, TwoTokens(numbers))
                        : Refuse(
                            planned[index].Row,
                            planned[index].Token,
                            ImportRefusal.OtherEnvironment,
                            TwoEnvironments(numbers)
                        );
            return;
        }
        // The row that counts is the first one with a token; the others only repeat the client.
        var first = indexes.Where(index => planned[index].Token is not null).FirstOrDefault(indexes[0]);
        var environment = indexes.Select(index => planned[index].Environment).FirstOrDefault(name => name is not null);
        foreach (var index in indexes)
            planned[index] =
                index == first
                    ? planned[index] with
                    {
                        Environment = environment,
                    }
                    : planned[index] with
                    {
                        Outcome = ImportOutcome.Duplicate,
                        Environment = environment,
                        Reason = UiText.Of(
                            $"row {planned[first].Row.Place} says the same",
                            $"to samo mówi wiersz {planned[first].Row.Place}"
                        ),
                    };
    }

    internal static PlannedRow Refuse(ImportRow row, TokenText? token, ImportRefusal refusal, string reason) =>
        new()
        {
            Row = row,
            Token = token,
            Outcome = ImportOutcome.Refused,
            Refusal = refusal,
            Reason = reason,
        };

    private static string InvalidNip(ImportRow row, TokenText? token)
    {
        if (row.NipIsScientific)
            return UiText.Of(
                "the spreadsheet turned the NIP into a number (like 5,26E+09); format the column as text and type "
                    + "it again",
                "arkusz zamienił NIP na liczbę (jak 5,26E+09); ustaw kolumnie format tekstowy i wpisz go ponownie"
            );
        if (row.Nips.Count > 1)
            return SeveralNips(row.Nips, token?.Taxpayer);
        return token?.Context is { Type: ContextType.Nip } context
            ? UiText.Of(
                $"the NIP is not valid; the row's token belongs to {context.Value}",
                $"NIP jest niepoprawny; token z tego wiersza należy do {context.Value}"
            )
            : UiText.Of(
                "the NIP is not valid: ten digits with a right checksum are needed",
                "NIP jest niepoprawny: potrzeba dziesięciu cyfr z poprawną cyfrą kontrolną"
            );
    }

    private static string SeveralNips(IReadOnlyList<Nip> nips, Nip? owner)
    {
        var named = string.Join(", ", nips);
        return owner is { } other
            ? UiText.Of(
                $"there are {nips.Count} NIPs here ({named}), and the row's token belongs to {other}",
                $"liczba NIP-ów w tym miejscu: {nips.Count} ({named}), a token z tego wiersza należy do {other}"
            )
            : UiText.Of(
                $"there are {nips.Count} NIPs here ({named}), and no token says which one is meant; leave one, and "
                    + "give each client a row of its own",
                $"liczba NIP-ów w tym miejscu: {nips.Count} ({named}), a token nie wskazuje właściwego; zostaw jeden i "
                    + "daj każdemu klientowi osobny wiersz"
            );
    }

    private static string MisplacedSecret(string column) =>
        UiText.Of(
            $"the text in the column '{column}' looks like a token, which would end up in a readable file; move "
                + "it to the token's column or take it out",
            $"tekst w kolumnie '{column}' wygląda na token, który trafiłby do czytelnego pliku; przenieś go do "
                + "kolumny z tokenem albo usuń"
        );

    private static string OtherContext(ContextIdentifier context) =>
        UiText.Of(
            $"the row's token belongs to {context.Value}, not to this client",
            $"token z tego wiersza należy do {context.Value}, a nie do tego klienta"
        );

    private static string TwoTokens(string rows) =>
        UiText.Of(
            $"rows {rows} have different tokens for this client; keep the one that is right",
            $"wiersze {rows} mają różne tokeny tego klienta; zostaw właściwy"
        );

    private static string TwoEnvironments(string rows) =>
        UiText.Of(
            $"rows {rows} name different environments for this client; keep the one that is right",
            $"wiersze {rows} podają różne środowiska tego klienta; zostaw właściwe"
        );

    private static string UnreadableToken =>
        UiText.Of(
            "this is not a whole KSeF token: reference number | context | 64 characters, as KSeF showed it once",
            "to nie jest cały token KSeF: numer referencyjny | kontekst | 64 znaki, tak jak KSeF pokazał go raz"
        );

    private static string Archived =>
        UiText.Of(
            "the entry lies in the archive or the recycle bin of its program; take it out there if its token counts",
            "wpis leży w archiwum albo w koszu swojego programu; wyjmij go stamtąd, jeśli jego token ma być użyty"
        );

    private static string BrokenQuote =>
        UiText.Of(
            "a quote (\") in this row is not closed, so rows below are lost in one of its cells; close it and "
                + "import again",
            "w tym wierszu jest niedomknięty cudzysłów (\"), więc wiersze poniżej giną w jednej z jego komórek; "
                + "popraw i wczytaj ponownie"
        );
}
