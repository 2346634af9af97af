using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.State;

/// <summary>The statuses of an authentication operation, as the contract's table for StatusInfo lists them.</summary>
internal static class SignInVerdicts
{
    private const string Failed = "Uwierzytelnianie zakończone niepowodzeniem";
    private const string BadToken = "Uwierzytelnianie zakończone niepowodzeniem z powodu błędnego tokenu";

    public static readonly SignInVerdict InProgress = new(100, "Uwierzytelnianie w toku");
    public static readonly SignInVerdict Success = new(200, "Uwierzytelnianie zakończone sukcesem");
    public static readonly SignInVerdict NoPermissions = new(415, Failed, "Brak przypisanych uprawnień");
    public static readonly SignInVerdict RevokedByUser = new(
        425,
        "Uwierzytelnienie unieważnione",
        "Uwierzytelnienie i powiązane refresh tokeny zostały unieważnione przez użytkownika"
    );
    public static readonly SignInVerdict InvalidChallenge = new(450, BadToken, "Nieprawidłowe wyzwanie autoryzacyjne");
    public static readonly SignInVerdict InvalidToken = new(450, BadToken, "Nieprawidłowy token");
    public static readonly SignInVerdict InvalidTime = new(450, BadToken, "Nieprawidłowy czas tokena");
    public static readonly SignInVerdict TokenRevoked = new(450, BadToken, "Token unieważniony");
    public static readonly SignInVerdict TokenInactive = new(450, BadToken, "Token nieaktywny");
    public static readonly SignInVerdict InvalidEncryption = new(450, BadToken, "Nieprawidłowe szyfrowanie tokena");
    public static readonly SignInVerdict InvalidEncoding = new(450, BadToken, "Nieprawidłowe kodowanie tokena");
    public static readonly SignInVerdict Deceased = new(
        470,
        Failed,
        "Próba wykorzystania metod autoryzacyjnych osoby zmarłej"
    );
    public static readonly SignInVerdict Blocked = new(
        480,
        "Uwierzytelnienie zablokowane",
        "Podejrzenie incydentu bezpieczeństwa. Skontaktuj się z Ministerstwem Finansów przez formularz zgłoszeniowy."
    );

    public static SignInVerdict WrongContext(ContextIdentifier context) =>
        new(450, BadToken, $"Token nie może być użyty w kontekście {context.Type} {context.Value}");
}
