using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.State.SignIn;

/// <summary>
/// The statuses of an authentication operation, as the contract's table for StatusInfo lists them. Of the English
/// details only "Invalid token encoding." has been seen in public; the others follow its pattern.
/// </summary>
internal static class SignInVerdicts
{
    private const string Failed = "Uwierzytelnianie zakończone niepowodzeniem";

    public static readonly SignInVerdict InProgress = new(100, "Uwierzytelnianie w toku");
    public static readonly SignInVerdict Success = new(200, "Uwierzytelnianie zakończone sukcesem");
    public static readonly SignInVerdict NoPermissions = new(
        415,
        Failed,
        "Brak przypisanych uprawnień",
        "No permissions assigned."
    );
    public static readonly SignInVerdict RevokedByUser = new(
        425,
        "Uwierzytelnienie unieważnione",
        "Uwierzytelnienie i powiązane refresh tokeny zostały unieważnione przez użytkownika",
        "Authentication and related refresh tokens have been revoked by the user."
    );
    public static readonly SignInVerdict InvalidChallenge = BadToken(
        "Nieprawidłowe wyzwanie autoryzacyjne",
        "Invalid challenge."
    );
    public static readonly SignInVerdict InvalidToken = BadToken("Nieprawidłowy token", "Invalid token.");
    public static readonly SignInVerdict InvalidTime = BadToken(
        "Nieprawidłowy czas tokena",
        "Invalid token timestamp."
    );
    public static readonly SignInVerdict TokenRevoked = BadToken("Token unieważniony", "Token revoked.");
    public static readonly SignInVerdict TokenInactive = BadToken("Token nieaktywny", "Token inactive.");
    public static readonly SignInVerdict InvalidEncryption = BadToken(
        "Nieprawidłowe szyfrowanie tokena",
        "Invalid token encryption."
    );
    public static readonly SignInVerdict InvalidEncoding = BadToken(
        "Nieprawidłowe kodowanie tokena",
        "Invalid token encoding."
    );
    public static readonly SignInVerdict CertificateNotValid = BadCertificate(
        "Nieważny certyfikat",
        "Certificate is not valid."
    );
    public static readonly SignInVerdict CertificateUntrusted = BadCertificate(
        "Niezaufany łańcuch certyfikatów",
        "Untrusted certificate chain."
    );
    public static readonly SignInVerdict CertificateRevoked = BadCertificate(
        "Certyfikat odwołany",
        "Certificate revoked."
    );
    public static readonly SignInVerdict CertificateSuspended = BadCertificate(
        "Certyfikat zawieszony",
        "Certificate suspended."
    );
    public static readonly SignInVerdict CertificateIncorrect = BadCertificate(
        "Niepoprawny certyfikat",
        "Incorrect certificate."
    );
    public static readonly SignInVerdict Deceased = new(
        470,
        Failed,
        "Próba wykorzystania metod autoryzacyjnych osoby zmarłej",
        "Attempt to use authorization methods of a deceased person."
    );
    public static readonly SignInVerdict Blocked = new(
        480,
        "Uwierzytelnienie zablokowane",
        "Podejrzenie incydentu bezpieczeństwa. Skontaktuj się z Ministerstwem Finansów przez formularz zgłoszeniowy.",
        "Security incident suspected. Contact the Ministry of Finance through the contact form."
    );

    public static SignInVerdict WrongContext(ContextIdentifier context) =>
        BadToken(
            $"Token nie może być użyty w kontekście {context.Type} {context.Value}",
            $"Token cannot be used in context {context.Type} {context.Value}."
        );

    private static SignInVerdict BadCertificate(string detail, string english) =>
        new(460, "Uwierzytelnianie zakończone niepowodzeniem z powodu błędu certyfikatu", detail, english);

    private static SignInVerdict BadToken(string detail, string english) =>
        new(450, "Uwierzytelnianie zakończone niepowodzeniem z powodu błędnego tokenu", detail, english);
}
