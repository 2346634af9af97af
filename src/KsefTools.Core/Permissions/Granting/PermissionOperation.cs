using KsefTools.Core.Api;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Permissions.Granting;

/// <summary>
/// A grant or a revocation that KSeF has taken on. Any session of its context may ask for it, for 30 days.
/// </summary>
/// <param name="session">Of the context in which it began.</param>
/// <param name="options">How patiently to wait.</param>
/// <param name="time">Measures the wait.</param>
public sealed class PermissionOperation(KsefSession session, PermissionOptions options, TimeProvider time)
{
    /// <summary>Waits until it is done.</summary>
    /// <exception cref="PermissionException">It ended without effect, or did not end in time.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    /// <exception cref="SignInException">The session ended meanwhile.</exception>
    public async Task WaitAsync(string referenceNumber, CancellationToken cancellationToken)
    {
        var pauses = new Pauses(options.PollDelay, options.MaxPollDelay, options.MaxWait, time);
        while (true)
        {
            var status = await AskAsync(referenceNumber, cancellationToken);
            if (status.Status.Code is 200)
                return;
            if (status.Status.Code is not 100 || !await pauses.TryNextAsync(cancellationToken))
                throw PermissionSentences.Error(status.Status, referenceNumber);
        }
    }

    private async Task<Api.Permissions.Granting.PermissionOperationStatus> AskAsync(
        string referenceNumber,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await session.SendAsync(
                (access, cancel) => session.Api.GetPermissionOperationAsync(access, referenceNumber, cancel),
                cancellationToken
            );
        }
        catch (KsefApiException error) when (error.Kind is ApiErrorKind.Gone)
        {
            throw PermissionSentences.Forgotten(referenceNumber);
        }
    }
}
