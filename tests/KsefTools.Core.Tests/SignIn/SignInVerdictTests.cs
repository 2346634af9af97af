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
    [InlineData(460, "Certyfikat unieważniony", SignInFailure.CertificateRevoked)]
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

    [Fact]
    public void Without_a_cause_the_error_says_what_the_status_says() =>
        Assert.Contains(
            "Uwierzytelnianie zakończone niepowodzeniem",
            SignInVerdict.Error(Status(415, detail: null), referenceNumber: null).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Without_a_word_from_ksef_the_error_says_its_number() =>
        Assert.Contains(
            "(415)",
            SignInVerdict.Error(new() { Code = 415, Description = null }, referenceNumber: null).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void One_that_is_not_finished_was_not_refused() =>
        Assert.DoesNotContain(
            "(100)",
            SignInVerdict.Error(Status(100, detail: null), "20251010-AU-1DCE3E3000-12ECB5B36E-45").Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(100)]
    [InlineData(500)]
    [InlineData(550)]
    [InlineData(450, "Nieprawidłowe wyzwanie autoryzacyjne")]
    [InlineData(450, "Nieprawidłowy czas tokena")]
    [InlineData(450, "Nieprawidłowe szyfrowanie tokena")]
    public void What_is_ksefs_own_trouble_says_nothing_about_the_credential(int code, string? detail = null) =>
        Assert.False(SignInVerdict.Error(Status(code, detail), referenceNumber: null).SpeaksAboutCredential);

    [Theory]
    [InlineData(415)]
    [InlineData(450, "Token nieaktywny")]
    [InlineData(450, "Nieprawidłowe kodowanie tokena")]
    [InlineData(460)]
    public void What_is_the_credentials_own_trouble_speaks_about_it(int code, string? detail = null) =>
        Assert.True(SignInVerdict.Error(Status(code, detail), referenceNumber: null).SpeaksAboutCredential);

    [Theory]
    [InlineData(460, null, true)]
    [InlineData(460, "Niezaufany łańcuch certyfikatów", true)]
    [InlineData(460, "Certificate chain is not trusted.", true)]
    [InlineData(460, "Certyfikat zawieszony", false)]
    [InlineData(460, "Certyfikat odwołany", false)]
    [InlineData(415, null, false)]
    public void A_certificate_may_be_refused_as_everybodys_is(int code, string? detail, bool expected) =>
        Assert.Equal(expected, SignInVerdict.Error(Status(code, detail), referenceNumber: null).MayBeForEveryone);

    [Fact]
    public void A_certificate_that_is_refused_before_there_is_a_status_may_be_refused_as_everybodys_is() =>
        Assert.True(
            new SignInException(SignInFailure.CertificateRejected, status: null, "x")
            {
                Details = ["Certyfikat zawieszony"],
            }.MayBeForEveryone
        );

    private static StatusInfo Status(int code, string? detail) =>
        new()
        {
            Code = code,
            Description = "Uwierzytelnianie zakończone niepowodzeniem",
            Details = detail is null ? [] : [detail],
        };
}
