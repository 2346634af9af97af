using KsefTools.Core.Api;
using KsefTools.Core.Api.Requests;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Tokens.Making.Running;

/// <summary>
/// The one place where KSeF is told to make a token. From January 2027 another operation makes them, with an end of
/// their own (docs/ksef.md, Tokens): once its contract is published, it is called here, and all else knows the end
/// already (<see cref="MadeToken.ValidTo"/>).
/// </summary>
internal static class TokenMint
{
    /// <summary>Orders a token. Ctrl-C waits for the answer; the call has a time limit of its own.</summary>
    /// <exception cref="KsefApiException">KSeF refused, or its answer is lost.</exception>
    /// <exception cref="SignInException">The session ended before the order was taken.</exception>
    public static async Task<MadeToken> MakeAsync(KsefSession session, GenerateTokenRequest request)
    {
        var made = await session.SendAsync(
            (access, _) => session.Api.GenerateTokenAsync(access, request, CancellationToken.None),
            CancellationToken.None
        );
        return new MadeToken(made.ReferenceNumber, made.Token, ValidTo: null);
    }

    /// <summary>Whether a failed order certainly made nothing: it was refused, or did not even arrive.</summary>
    public static bool MadeNothing(KsefApiException failure) =>
        !failure.WasSent
        || failure.NeverArrived
        || failure.Kind
            is ApiErrorKind.Validation
                or ApiErrorKind.Forbidden
                or ApiErrorKind.Unauthorized
                or ApiErrorKind.NotFound
                or ApiErrorKind.Gone
                or ApiErrorKind.RateLimited
                or ApiErrorKind.PortalRefused
                or ApiErrorKind.EnvironmentNotAllowed
                or ApiErrorKind.SecretOfOtherEnvironment;
}
