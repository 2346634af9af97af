using KsefTools.Core.Api;
using KsefTools.Core.Api.Requests;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Identifiers;

namespace KsefTools.Core.SignIn;

/// <summary>
/// Signs in with a KSeF token: challenge, encryption, start, status, redeem. May be used from any number of threads;
/// what one sign-in learns about KSeF's key and pace serves the others.
/// </summary>
public sealed class TokenSignIn(KsefApi api, SignInOptions options, TimeProvider time) : IDisposable
{
    private const int WithdrawnKey = 21470;
    private const int InvalidChallenge = 21111;

    private readonly TokenEncryption _encryption = new(api, time);
    private readonly PollPace _pace = new(options);

    public void Dispose() => _encryption.Dispose();

    /// <summary>
    /// Signs in. What KSeF lost on the way (a redeem without an answer, a challenge used up, a sign-in it cancelled)
    /// is begun again from the start, once.
    /// </summary>
    /// <exception cref="SignInException">KSeF refused, or did not finish in time.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    public async Task<RedeemedTokens> SignInAsync(
        TokenText token,
        ContextIdentifier context,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await TryAsync(token, context, cancellationToken);
        }
        catch (KsefApiException error) when (error.IsTransient && IsOneShot(error))
        {
            return await TryAsync(token, context, cancellationToken);
        }
        catch (SignInException error) when (error.Failure is SignInFailure.ChallengeInvalid || error.Status is 550)
        {
            return await TryAsync(token, context, cancellationToken);
        }
    }

    private static bool IsOneShot(KsefApiException error) =>
        error.Endpoint is "POST /auth/ksef-token" or "POST /auth/token/redeem";

    private async Task<RedeemedTokens> TryAsync(
        TokenText token,
        ContextIdentifier context,
        CancellationToken cancellationToken
    )
    {
        var started = await StartAsync(token, context, cancellationToken);
        await WaitAsync(started, cancellationToken);
        return await api.RedeemAsync(started.AuthenticationToken.Token, cancellationToken);
    }

    private async Task<SignInStarted> StartAsync(
        TokenText token,
        ContextIdentifier context,
        CancellationToken cancellationToken
    )
    {
        var challenge = await api.CreateChallengeAsync(cancellationToken);
        string? withdrawn = null;
        while (true)
        {
            var (encrypted, keyId) = await _encryption.EncryptAsync(
                token,
                challenge.TimestampMs,
                withdrawn,
                cancellationToken
            );
            try
            {
                return await api.StartTokenSignInAsync(
                    new KsefTokenSignInRequest(
                        challenge.Value,
                        new TypedIdentifier(context.Type.ToString(), context.Value),
                        encrypted,
                        keyId
                    ),
                    cancellationToken
                );
            }
            catch (KsefApiException error) when (error.Code is WithdrawnKey && withdrawn is null)
            {
                withdrawn = keyId;
            }
            catch (KsefApiException error) when (error.Code is InvalidChallenge)
            {
                throw new SignInException(SignInFailure.ChallengeInvalid, status: null, error.Message)
                {
                    Details = error.Details,
                };
            }
        }
    }

    private async Task WaitAsync(SignInStarted started, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        for (var inProgress = 0; ; inProgress++)
        {
            var pause = _pace.Next(inProgress, time.GetElapsedTime(begun));
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, time, cancellationToken);
            var asked = time.GetElapsedTime(begun);
            var answer = await api.GetSignInStatusAsync(
                started.ReferenceNumber,
                started.AuthenticationToken.Token,
                cancellationToken
            );
            if (answer.Status.Code is not 100)
                _pace.Ready(inProgress, asked);
            if (answer.Status.Code is 200)
                return;
            if (answer.Status.Code is not 100 || time.GetElapsedTime(begun) >= options.MaxWait)
                throw SignInVerdict.Error(answer.Status, started.ReferenceNumber);
        }
    }
}
