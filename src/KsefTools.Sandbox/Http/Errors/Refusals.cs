using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.RateLimits;
using KsefTools.Sandbox.State.SignIn;

namespace KsefTools.Sandbox.Http.Errors;

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

    public static RefusalException PermissionNotHeld(IReadOnlyList<Permission> missing) =>
        Business(
            26001,
            "Nie można nadać tokenowi uprawnień których nie posiadasz.",
            $"Brakujące uprawnienia: {string.Join(", ", missing)}."
        );

    public static RefusalException ContextCannotHaveTokens(ContextIdentifierType type) =>
        Business(
            26002,
            "Nie można wygenerować tokena dla obecnego typu kontekstu.",
            $"Aktualny typ kontekstu: {type}. Dozwolone: Nip, InternalId."
        );

    public static RefusalException Exists() => Business(30001, "Podmiot lub uprawnienie już istnieje.");

    public static RefusalException Unauthorized() => new(new Refusal.Unauthorized("Wymagane jest uwierzytelnienie."));

    public static RefusalException AddressNotAllowed(string clientIp) =>
        Forbidden(
            "ip-not-allowed",
            "Żądanie pochodzi z adresu IP innego niż wskazany podczas uwierzytelnienia.",
            ("clientIp", clientIp)
        );

    public static RefusalException MethodNotAllowed(SignInCategory category) =>
        Forbidden(
            "auth-method-not-allowed",
            "Ta operacja nie jest dostępna dla użytej metody uwierzytelnienia.",
            ("authenticationMethodCategory", category.ToString())
        );

    public static RefusalException MissingPermissions(
        IReadOnlyList<Permission> required,
        IReadOnlyList<Permission> present
    ) =>
        Forbidden(
            "missing-permissions",
            "Brak wymaganych uprawnień do wykonania operacji w bieżącym kontekście.",
            ("requiredAnyOfPermissions", Names(required)),
            ("presentPermissions", Names(present))
        );

    public static RefusalException ContextNotAllowed(ContextIdentifierType type) =>
        Forbidden(
            "context-type-not-allowed",
            "Operacja nie jest dostępna dla uwierzytelnionego typu kontekstu.",
            ("contextIdentifierType", type.ToString())
        );

    public static RefusalException NoAccessToResource() =>
        Forbidden("insufficient-resource-access", "Brak dostępu do wskazanego zasobu.");

    public static RefusalException TooMany(RateVerdict verdict) =>
        new(
            new Refusal.TooMany(
                $"Przekroczono limit {verdict.Window.Limit} żądań na {verdict.Window.UnitName}. "
                    + $"Spróbuj ponownie po {verdict.RetryAfter} sekundach.",
                verdict.RetryAfter
            )
        );

    public static RefusalException Gone() => new(new Refusal.Gone("Operacja wygasła i nie jest już dostępna."));

    private static string[] Names(IReadOnlyList<Permission> permissions) => [.. permissions.Select(p => p.ToString())];

    private static RefusalException Forbidden(
        string reason,
        string detail,
        params (string Key, object Value)[] security
    ) =>
        new(
            new Refusal.Forbidden(
                reason,
                detail,
                security.Length == 0 ? null : security.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal)
            )
        );

    public static RefusalException Business(int code, string description, params string[] details) =>
        new(new Refusal.Business(code, description, details));
}
