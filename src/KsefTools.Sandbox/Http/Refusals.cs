namespace KsefTools.Sandbox.Http;

/// <summary>The refusals of the contract's error tables.</summary>
internal static class Refusals
{
    public static RefusalException Validation(params string[] details) =>
        Business(21405, "Błąd walidacji danych wejściowych.", details);

    public static RefusalException InvalidChallenge() => Business(21111, "Nieprawidłowe wyzwanie autoryzacyjne.");

    public static RefusalException UnknownKey(string id) =>
        Business(
            21470,
            "Przesłany identyfikator klucza jest nieznany lub wskazuje na wycofany klucz.",
            $"Klucz o identyfikatorze {id} nie jest wspierany."
        );

    public static RefusalException NotAuthorized(string detail) => Business(21301, "Brak autoryzacji.", detail);

    public static RefusalException OperationNotFound(string reference) =>
        Business(
            21304,
            "Brak uwierzytelnienia.",
            $"Operacja uwierzytelniania o numerze referencyjnym {reference} nie została znaleziona."
        );

    public static RefusalException Deceased() =>
        Business(21308, "Próba wykorzystania metod autoryzacyjnych osoby zmarłej.");

    public static RefusalException BadContinuationToken() =>
        Business(21418, "Przekazany token kontynuacji ma nieprawidłowy format.");

    public static RefusalException Exists() => Business(30001, "Podmiot lub uprawnienie już istnieje.");

    public static RefusalException Unauthorized() => new(new Refusal.Unauthorized("Wymagane jest uwierzytelnienie."));

    public static RefusalException Gone() => new(new Refusal.Gone("Operacja wygasła i nie jest już dostępna."));

    private static RefusalException Business(int code, string description, params string[] details) =>
        new(new Refusal.Business(code, description, details));
}
