using KsefTools.Core.Api;
using KsefTools.Core.Api.Responses;

namespace KsefTools.Core.SignIn;

/// <summary>
/// What every sign-in has in common, however it began: status, redeem, and one more try after what KSeF lost.
/// </summary>
internal sealed class SignInFlow(KsefApi api, SignInOptions options, TimeProvider time)
{
    private const int InvalidChallenge = 21111;

    /// <summary>Redeem: the sign-in is not done yet, or is done for. Nothing was handed out.</summary>
    private const int NothingToRedeem = 21301;

    /// <summary>How often what KSeF calls done is asked for in vain, before the sign-in is begun again.</summary>
    private const int MostRedeems = 4;

    private readonly PollPace _pace = new(options);

    /// <summary>
    /// Signs in. What KSeF lost on the way (a redeem without an answer, a challenge used up, a sign-in it cancelled)
    /// is begun again from the start, once.
    /// </summary>
    /// <param name="start">Asks for a challenge and answers it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task<RedeemedTokens> RunAsync(
        Func<CancellationToken, Task<SignInStarted>> start,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await RunOnceAsync(start, cancellationToken);
        }
        catch (KsefApiException error) when (IsLost(error) || SaysNothingHappened(error))
        {
            return await RunOnceAsync(start, cancellationToken);
        }
        catch (SignInException error) when (error.Failure is SignInFailure.ChallengeInvalid || error.Status is 550)
        {
            return await RunOnceAsync(start, cancellationToken);
        }
    }

    /// <summary>Signs in with an answer that cannot be given a second time.</summary>
    internal async Task<RedeemedTokens> RunOnceAsync(
        Func<CancellationToken, Task<SignInStarted>> start,
        CancellationToken cancellationToken
    )
    {
        var started = await StartAsync(start, cancellationToken);
        for (var redeems = 1; ; redeems++)
        {
            await WaitAsync(started, cancellationToken);
            try
            {
                return await api.RedeemAsync(started.AuthenticationToken.Token, cancellationToken);
            }
            // Seen right after the status said "done" (CIRFMF/ksef-api issue 335): KSeF's parts learn of it one after
            // the other.
            catch (KsefApiException error) when (error.Code is NothingToRedeem && redeems < MostRedeems)
            {
                await Task.Delay(_pace.Pause(redeems), time, cancellationToken);
            }
        }
    }

    private static bool IsLost(KsefApiException error) =>
        error.IsTransient
        && error.WasSent
        && error.Endpoint is "POST /auth/ksef-token" or "POST /auth/xades-signature" or "POST /auth/token/redeem";

    // Of a sign-in that KSeF has just begun: one of its parts does not know of it yet.
    private static bool SaysNothingHappened(KsefApiException error) =>
        error.Endpoint is "GET /auth/{referenceNumber}" or "POST /auth/token/redeem"
        && (error.Code is NothingToRedeem or 21304 || error.Kind is ApiErrorKind.Unauthorized or ApiErrorKind.NotFound);

    private static async Task<SignInStarted> StartAsync(
        Func<CancellationToken, Task<SignInStarted>> start,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await start(cancellationToken);
        }
        catch (KsefApiException error) when (error.Code is InvalidChallenge)
        {
            throw new SignInException(SignInFailure.ChallengeInvalid, status: null, error.Message)
            {
                Details = error.Details,
            };
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
