using System.Globalization;
using KsefTools.Core.Api.Http;
using KsefTools.Core.Api.Responses;

namespace KsefTools.Core.SignIn;

/// <summary>Reads why a sign-in failed out of its status (contract: GET /auth/{referenceNumber}).</summary>
internal static class SignInVerdict
{
    // Stems without diacritics, Polish as the contract lists them and English as it was until API 2.6.1. Order matters:
    // "Nieprawidłowy token" is what is left when no closer cause is named.
    private static readonly (SignInFailure Failure, string[] Stems)[] Causes =
    [
        (SignInFailure.TokenRevoked, ["uniewazn", "revoked"]),
        (SignInFailure.TokenInactive, ["nieaktywn", "inactive", "not active", "not activated", "pending"]),
        (SignInFailure.ContextMismatch, ["kontek", "context"]),
        (SignInFailure.ChallengeInvalid, ["wyzwan", "challenge"]),
        (SignInFailure.EncryptionInvalid, ["szyfrowan", "encrypt", "decrypt"]),
        (SignInFailure.EncodingInvalid, ["kodowan", "encoding"]),
        (SignInFailure.TimestampInvalid, ["czas", "time"]),
        (SignInFailure.TokenUnknown, ["nieprawidlowy token", "invalid token", "not found", "nie znaleziono"]),
    ];

    internal static SignInFailure Of(StatusInfo status) =>
        status.Code switch
        {
            100 => SignInFailure.StillInProgress,
            415 => SignInFailure.NoPermissions,
            425 => SignInFailure.RevokedByUser,
            450 => CauseOf(status.Details),
            // "Odwołany" and nothing else: a suspended one comes back, and an invalid one says nothing of revocation.
            460 => IsRevoked(status.Details) ? SignInFailure.CertificateRevoked : SignInFailure.CertificateRejected,
            470 => SignInFailure.Deceased,
            480 => SignInFailure.ContextBlocked,
            500 or 550 => SignInFailure.SystemFailure,
            _ => SignInFailure.Other,
        };

    internal static SignInException Error(StatusInfo status, string? referenceNumber)
    {
        var failure = Of(status);
        string[] details = [.. status.Details.Select(Redactor.Scrub)];
        var why = details.Length == 0 ? Redactor.Scrub(status.Description ?? string.Empty) : string.Join(" ", details);
        var code = status.Code.ToString(CultureInfo.InvariantCulture);
        var message =
            failure is SignInFailure.StillInProgress
                ? UiText.Of(
                    $"KSeF has not finished the sign-in {referenceNumber} in time.",
                    $"KSeF nie zakończył uwierzytelniania {referenceNumber} na czas."
                )
                : UiText.Of(
                    $"KSeF refused the sign-in ({code}): {why}",
                    $"KSeF odmówił uwierzytelnienia ({code}): {why}"
                );
        return new SignInException(failure, status.Code, message)
        {
            Details = details,
            ReferenceNumber = referenceNumber,
        };
    }

    private static bool IsRevoked(IReadOnlyList<string> details)
    {
        var text = PlainLetters.Of(string.Join(" ", details));
        return text.Contains("odwolan", StringComparison.Ordinal)
            || text.Contains("uniewazn", StringComparison.Ordinal)
            || text.Contains("revoked", StringComparison.Ordinal);
    }

    private static SignInFailure CauseOf(IReadOnlyList<string> details)
    {
        var text = PlainLetters.Of(string.Join(" ", details));
        foreach (var (failure, stems) in Causes)
            if (stems.Any(stem => text.Contains(stem, StringComparison.Ordinal)))
                return failure;
        return SignInFailure.TokenRejected;
    }
}
