using KsefTools.Core.Secrets;

namespace KsefTools.Core.Api.Contract;

/// <summary>Why a request is not sent: the one place that words these errors.</summary>
internal static class ContractSentences
{
    internal static ContractException PathUnknown(string path)
    {
        var nearest = NearestText.Of(
            path,
            ContractOperation.All.Select(one => one.Template).Distinct(StringComparer.Ordinal)
        );
        var meant = nearest is null ? "" : UiText.Of($" Did you mean {nearest}?", $" Czy chodziło o {nearest}?");
        return new ContractException(
            path.Contains("://", StringComparison.Ordinal)
                ? UiText.Of(
                    "-Path is a path of KSeF's API, e.g. /limits/context: the address is the client's own.",
                    "-Path to ścieżka API KSeF, np. /limits/context: adres jest zawsze adresem klienta."
                )
                : UiText.Of(
                    $"KSeF's contract has no path {QuotedText.Of(path)}.{meant}",
                    $"Kontrakt KSeF nie zna ścieżki {QuotedText.Of(path)}.{meant}"
                )
        );
    }

    internal static ContractException MethodUnknown(
        string template,
        string method,
        IEnumerable<ContractOperation> operations
    )
    {
        var known = string.Join(", ", operations.Select(one => one.Method));
        return new ContractException(
            UiText.Of(
                $"{template} takes {known}, not {method.ToUpperInvariant()}.",
                $"{template} przyjmuje {known}, a nie {method.ToUpperInvariant()}."
            )
        );
    }

    internal static ContractException OwnDoor(ContractOperation operation) =>
        operation.Template is "/tokens"
            ? new ContractException(
                UiText.Of(
                    "The answer to POST /tokens is a token that must go to the vault at once: New-KsefToken.",
                    "Odpowiedzią na POST /tokens jest token, który od razu musi trafić do magazynu: New-KsefToken."
                )
            )
            : new ContractException(
                UiText.Of(
                    $"{operation} is part of signing in, which every command does by itself: Get-KsefAccessToken.",
                    $"{operation} to część logowania, które każde polecenie wykonuje samo: Get-KsefAccessToken."
                )
            );

    internal static ContractException PlaceEmpty(ContractOperation operation, string place) =>
        new(
            UiText.Of(
                $"{operation}: put the value in the place of {place}.",
                $"{operation}: w miejsce {place} wpisz wartość."
            )
        );

    internal static ContractException QueryUnknown(ContractOperation operation, string name) =>
        new(
            operation.Query.Count == 0
                ? UiText.Of($"{operation} takes no query.", $"{operation} nie przyjmuje parametrów zapytania.")
                : UiText.Of(
                    $"{operation} knows no {QuotedText.Of(name)}; its query has: {string.Join(", ", operation.Query)}.",
                    $"{operation} nie zna {QuotedText.Of(name)}; parametry zapytania to: "
                        + $"{string.Join(", ", operation.Query)}."
                )
        );

    internal static ContractException NoPages(ContractOperation operation) =>
        new(
            UiText.Of(
                $"{operation} gives no list by pages: leave -All out.",
                $"{operation} nie zwraca listy stronami: pomiń -All."
            )
        );

    internal static ContractException PageAndAll(ContractOperation operation) =>
        new(
            UiText.Of(
                $"{operation}: -All reads every page; leave pageOffset out.",
                $"{operation}: -All czyta wszystkie strony; pomiń pageOffset."
            )
        );

    internal static ContractException BodyUnwanted(ContractOperation operation) =>
        new(UiText.Of($"{operation} takes no body.", $"{operation} nie przyjmuje treści (-Body)."));

    internal static ContractException BodyMissing(ContractOperation operation) =>
        new(UiText.Of($"{operation} needs a body: -Body.", $"{operation} wymaga treści: -Body."));

    internal static ContractException BodyBroken(ContractOperation operation, long? line, long? column) =>
        new(
            UiText.Of(
                $"{operation}: -Body is not JSON (line {line + 1}, byte {column + 1}).",
                $"{operation}: -Body nie jest poprawnym JSON-em (wiersz {line + 1}, bajt {column + 1})."
            )
        );

    internal static ContractException OneFileForSeveral(string path, bool isFolder) =>
        new(
            isFolder
                ? UiText.Of(
                    $"Two of these answers would get the same name in '{path}', so nothing was asked. Ask in turn.",
                    $"Dwie z tych odpowiedzi miałyby w '{path}' tę samą nazwę, więc o nic nie zapytano. Pytaj po kolei."
                )
                : UiText.Of(
                    $"Several answers do not go into one file ('{path}'), so nothing was asked. Name a folder: "
                        + "-OutFile ./answers/",
                    $"Kilku odpowiedzi nie da się zapisać w jednym pliku ('{path}'), więc o nic nie zapytano. Wskaż "
                        + "folder: -OutFile ./odpowiedzi/"
                )
        );
}
