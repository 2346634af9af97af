using KsefTools.Core.Api;
using KsefTools.Core.Api.Permissions.Granting;
using KsefTools.Core.Api.Permissions.Listing;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Permissions.Granting;

/// <summary>
/// Grants what is missing, and waits until KSeF has done it. Safe to repeat, after a kill as well: it looks first, and
/// what is there is not asked for again.
/// </summary>
/// <param name="session">
/// Of the client's context; for an order of kind Indirect, of the firm's. Needs CredentialsManage or an owner.
/// </param>
/// <param name="order">Who is to be allowed what.</param>
/// <param name="options">How patiently to wait.</param>
/// <param name="time">Measures waits.</param>
public sealed class GrantRun(KsefSession session, GrantOrder order, PermissionOptions options, TimeProvider time)
{
    private readonly GrantReader _reader = new(session);
    private readonly PermissionOperation _operation = new(session, options, time);

    /// <summary>Grants what is missing.</summary>
    /// <param name="reference">An operation that an earlier run began: it is waited for first. Null for none.</param>
    /// <param name="log">
    /// Is told before KSeF is asked to change anything, and the number once it has taken it on.
    /// </param>
    /// <param name="cancellationToken">Ends the wait between calls; the next run goes on.</param>
    /// <exception cref="PermissionException">KSeF refused, or has not finished in time.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked; the next run looks what happened to it.</exception>
    /// <exception cref="SignInException">The session ended meanwhile.</exception>
    public async Task<GrantResult> RunAsync(string? reference, IOperationLog? log, CancellationToken cancellationToken)
    {
        if (reference is not null)
            await OperationCalls.AwaitEarlierAsync(_operation, reference, cancellationToken);
        var found = await LookAsync(cancellationToken);
        if (found.Missing.Count == 0)
            return Result(reference is null ? PermissionChangeOutcome.AlreadyGranted : PermissionChangeOutcome.Granted);
        var calls = new OperationCalls(options, time, log);
        var started = await calls.SendAsync(
            () => SendAsync(found.Missing),
            async () =>
            {
                found = await LookAsync(cancellationToken);
                return found.Missing.Count == 0;
            },
            cancellationToken
        );
        if (started is null)
            return Result(PermissionChangeOutcome.Granted);
        log?.Sent(started);
        reference = started;
        var isOurs = await AwaitAsync(started, cancellationToken);
        // "Duplicates end in an error or are ignored" (uprawnienia.md): then what is there stays as it was.
        if (found.NotDelegable.Count > 0 && (await LookAsync(cancellationToken)).NotDelegable is { Count: > 0 } stayed)
            throw PermissionSentences.NotDelegable(stayed, started);
        return Result(isOurs ? PermissionChangeOutcome.Granted : PermissionChangeOutcome.AlreadyGranted);

        GrantResult Result(PermissionChangeOutcome outcome) => new(outcome, reference, found.IsInactive);
    }

    /// <summary>What a run would ask for: nothing is changed.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KsefApiException">KSeF could not be asked.</exception>
    /// <exception cref="SignInException">The session ended meanwhile.</exception>
    public async Task<IReadOnlyList<string>> FindMissingAsync(CancellationToken cancellationToken) =>
        (await LookAsync(cancellationToken)).Missing;

    /// <summary>
    /// True: done. False: KSeF refused what somebody else granted in the meantime, or what it does not list.
    /// </summary>
    private async Task<bool> AwaitAsync(string started, CancellationToken cancellationToken)
    {
        try
        {
            await _operation.WaitAsync(started, cancellationToken);
            return true;
        }
        catch (PermissionException refusal) when (OperationCalls.MayBeRepetition(refusal))
        {
            var now = await LookAsync(cancellationToken);
            if (now.Missing.Count == 0)
                return false;
            if (now.NotDelegable.Count > 0)
                throw PermissionSentences.NotDelegable(now.NotDelegable, started);
            if (OperationCalls.SaysDuplicate(refusal))
                return false;
            throw;
        }
    }

    private Task<PermissionOperationStarted> SendAsync(IReadOnlyList<string> missing) =>
        session.SendAsync(
            (access, _) =>
                order.Kind switch
                {
                    GrantKind.Entity => session.Api.GrantEntityAsync(
                        access,
                        new GrantEntityRequest(
                            order.Subject,
                            [.. missing.Select(permission => new EntityRight(permission, order.CanDelegate))],
                            order.Description,
                            new EntityDetails(order.SubjectName)
                        ),
                        CancellationToken.None
                    ),
                    GrantKind.Person => session.Api.GrantPersonAsync(
                        access,
                        new GrantPersonRequest(order.Subject, missing, order.Description, order.Person!),
                        CancellationToken.None
                    ),
                    _ => session.Api.GrantIndirectAsync(
                        access,
                        new GrantIndirectRequest(
                            order.Subject,
                            order.Target!,
                            missing,
                            order.Description,
                            order.Person!
                        ),
                        CancellationToken.None
                    ),
                },
            CancellationToken.None
        );

    private async Task<Found> LookAsync(CancellationToken cancellationToken)
    {
        var listed =
            order.Kind is GrantKind.Indirect
                ? await _reader.ReadGrantedAsync(order.Subject, cancellationToken)
                : await _reader.ReadInContextAsync(order.Subject, cancellationToken);
        var ours = listed.Where(IsOurs).ToList();
        return new Found(
            [.. order.Permissions.Where(wanted => !ours.Exists(grant => Is(grant, wanted) && Suffices(grant)))],
            [
                .. order.Permissions.Where(wanted =>
                    ours.Exists(grant => Is(grant, wanted))
                    && !ours.Exists(grant => Is(grant, wanted) && Suffices(grant))
                ),
            ],
            ours.Exists(grant => !GrantedRight.IsActiveState(grant.PermissionState))
        );
    }

    // A filter that KSeF did not heed must not pass somebody else's permission off as this one's.
    private bool IsOurs(PersonGrant grant) =>
        grant.AuthorizedIdentifier == order.Subject
        && grant.TargetIdentifier?.Type == order.Target?.Type
        && grant.TargetIdentifier?.Value == order.Target?.Value
        && (grant.ContextIdentifier is null || grant.ContextIdentifier.Value == session.Context.Value);

    private static bool Is(PersonGrant grant, string permission) =>
        string.Equals(grant.PermissionScope, permission, StringComparison.OrdinalIgnoreCase);

    private bool Suffices(PersonGrant grant) => grant.CanDelegate || !order.CanDelegate;

    private sealed record Found(IReadOnlyList<string> Missing, IReadOnlyList<string> NotDelegable, bool IsInactive);
}
