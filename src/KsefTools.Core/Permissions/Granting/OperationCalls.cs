using KsefTools.Core.Api;
using KsefTools.Core.Api.Permissions.Granting;

namespace KsefTools.Core.Permissions.Granting;

/// <summary>
/// Brings KSeF to take on a grant or a revocation, though answers get lost: before a call is repeated, it looks
/// whether the first one had its effect.
/// </summary>
internal sealed class OperationCalls(PermissionOptions options, TimeProvider time, IOperationLog? log)
{
    /// <summary>How often one run sends: a network that loses every request is not to be hammered.</summary>
    private const int MaxSends = 2;

    private static readonly string[] DuplicateStems =
    [
        "already",
        "duplicate",
        "duplik",
        "powiel",
        "już nadan",
        "już istniej",
    ];

    /// <summary>Sends.</summary>
    /// <param name="send">
    /// The call; its answer is waited for whoever is impatient, because it names the operation.
    /// </param>
    /// <param name="isDone">Looks whether a call without an answer has had its effect.</param>
    /// <param name="cancellationToken">Ends the wait between calls.</param>
    /// <returns>The operation's number; null where a call without an answer has had its effect.</returns>
    public async Task<string?> SendAsync(
        Func<Task<PermissionOperationStarted>> send,
        Func<Task<bool>> isDone,
        CancellationToken cancellationToken
    )
    {
        for (var sends = 1; ; sends++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            log?.Sending();
            try
            {
                return (await PermissionRefusals.TranslateAsync(send)).ReferenceNumber;
            }
            catch (KsefApiException lost) when (lost.IsTransient && lost.WasSent && sends < MaxSends)
            {
                if (await HasSettledAsync(isDone, cancellationToken))
                    return null;
            }
        }
    }

    /// <summary>
    /// Waits for the operation that an earlier run began. How it ended does not matter: what there is now is looked at
    /// next. Only one that still is under way ends this run, too.
    /// </summary>
    public static async Task AwaitEarlierAsync(
        PermissionOperation operation,
        string reference,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await operation.WaitAsync(reference, cancellationToken);
        }
        catch (PermissionException ended) when (ended.Failure is not PermissionFailure.StillInProgress)
        {
            // It had no effect, or is too old to be asked for.
        }
        catch (KsefApiException unknown) when (unknown.Kind is ApiErrorKind.NotFound or ApiErrorKind.Validation)
        {
            // Of another KSeF: a sandbox that was started again, for example.
        }
    }

    /// <summary>Whether KSeF may have refused because there was nothing left to do.</summary>
    public static bool MayBeRepetition(PermissionException refusal) =>
        refusal.Failure
            is PermissionFailure.Failed
                or PermissionFailure.IdentifiersInconsistent
                or PermissionFailure.RelationForbidden
                or PermissionFailure.IdentifierForbidden
                or PermissionFailure.Other;

    /// <summary>Whether KSeF says so itself: duplicates "end in an error or are ignored" (uprawnienia.md).</summary>
    public static bool SaysDuplicate(PermissionException refusal) =>
        refusal.Details.Any(detail =>
            DuplicateStems.Any(stem => detail.Contains(stem, StringComparison.OrdinalIgnoreCase))
        );

    private async Task<bool> HasSettledAsync(Func<Task<bool>> isDone, CancellationToken cancellationToken)
    {
        var pauses = new Pauses(options.PollDelay, options.MaxPollDelay, options.SettleTime, time);
        do
        {
            if (await isDone())
                return true;
        } while (await pauses.TryNextAsync(cancellationToken));
        return false;
    }
}
