using KsefTools.Core.Api.Responses;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Tests.SignIn;

public sealed class SignInVerdictTests
{
    [Theory]
    [InlineData(415, "Brak przypisanych uprawnień", SignInFailure.NoPermissions)]
    [InlineData(
        425,
        "Uwierzytelnienie i powiązane refresh tokeny zostały unieważnione przez użytkownika",
        SignInFailure.RevokedByUser
    )]
    [InlineData(450, "Nieprawidłowe wyzwanie autoryzacyjne", SignInFailure.ChallengeInvalid)]
    [InlineData(450, "Nieprawidłowy token", SignInFailure.TokenUnknown)]
    [InlineData(450, "Nieprawidłowy czas tokena", SignInFailure.TimestampInvalid)]
    [InlineData(450, "Token unieważniony", SignInFailure.TokenRevoked)]
    [InlineData(450, "Token nieaktywny", SignInFailure.TokenInactive)]
    [InlineData(450, "Nieprawidłowe szyfrowanie tokena", SignInFailure.EncryptionInvalid)]
    [InlineData(450, "Nieprawidłowe kodowanie tokena", SignInFailure.EncodingInvalid)]
    [InlineData(450, "Token nie może być użyty w kontekście Nip 5265877635", SignInFailure.ContextMismatch)]
    [InlineData(460, "Certyfikat odwołany", SignInFailure.CertificateRevoked)]
    [InlineData(460, "Certificate revoked.", SignInFailure.CertificateRevoked)]
    [InlineData(460, "Certyfikat zawieszony", SignInFailure.CertificateRejected)]
    [InlineData(460, "Niezaufany łańcuch certyfikatów", SignInFailure.CertificateRejected)]
    [InlineData(470, "Próba wykorzystania metod autoryzacyjnych osoby zmarłej", SignInFailure.Deceased)]
    [InlineData(480, "Podejrzenie incydentu bezpieczeństwa.", SignInFailure.ContextBlocked)]
    [InlineData(500, null, SignInFailure.SystemFailure)]
    [InlineData(550, "Przetwarzanie zostało przerwane", SignInFailure.SystemFailure)]
    [InlineData(490, "Coś nowego", SignInFailure.Other)]
    public void Every_status_of_the_contract_has_its_meaning(int code, string? detail, SignInFailure expected) =>
        Assert.Equal(expected, SignInVerdict.Of(Status(code, detail)));

    [Theory]
    [InlineData("Invalid challenge.", SignInFailure.ChallengeInvalid)]
    [InlineData("Invalid token.", SignInFailure.TokenUnknown)]
    [InlineData("Invalid token timestamp.", SignInFailure.TimestampInvalid)]
    [InlineData("Token has been revoked.", SignInFailure.TokenRevoked)]
    [InlineData("Token is not active.", SignInFailure.TokenInactive)]
    [InlineData("Invalid token encryption.", SignInFailure.EncryptionInvalid)]
    [InlineData("Invalid token encoding.", SignInFailure.EncodingInvalid)]
    [InlineData("Token cannot be used in context Nip 5265877635.", SignInFailure.ContextMismatch)]
    public void The_english_of_before_is_understood_too(string detail, SignInFailure expected) =>
        Assert.Equal(expected, SignInVerdict.Of(Status(450, detail)));

    [Theory]
    [InlineData(null)]
    [InlineData("Coś zupełnie nowego")]
    public void A_bad_token_of_an_unknown_cause_is_no_unknown_token(string? detail) =>
        Assert.Equal(SignInFailure.TokenRejected, SignInVerdict.Of(Status(450, detail)));

    [Fact]
    public void The_error_keeps_what_ksef_wrote_and_the_number_to_ask_again()
    {
        var error = SignInVerdict.Error(Status(450, "Token nieaktywny"), "20251010-AU-1DCE3E3000-12ECB5B36E-45");

        Assert.Equal((450, "20251010-AU-1DCE3E3000-12ECB5B36E-45"), (error.Status, error.ReferenceNumber));
        Assert.Equal(["Token nieaktywny"], error.Details);
        Assert.Contains("Token nieaktywny", error.Message, StringComparison.Ordinal);
    }

    private static StatusInfo Status(int code, string? detail) =>
        new()
        {
            Code = code,
            Description = "Uwierzytelnianie zakończone niepowodzeniem",
            Details = detail is null ? [] : [detail],
        };
}
