using KsefTools.Core.Api;
using KsefTools.Core.Api.Permissions.Listing;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Permissions.Granting;

/// <summary>
/// Takes a permission back, and waits until KSeF has done it. Safe to repeat: where KSeF refuses, it looks whether
/// there is anything left to take.
/// </summary>
/// <param name="session">Of the context in which it was granted. Needs CredentialsManage or an owner.</param>
/// <param name="permissionId">The permission's number, as KSeF lists it.</param>
/// <param name="options">How patiently to wait.</param>
/// <param name="time">Measures waits.</param>
public sealed class RevokeRun(KsefSession session, string permissionId, PermissionOptions options, TimeProvider time)
{
    private readonly GrantReader _reader = new(session);
    private readonly PermissionOperation _operation = new(session, options, time);

    /// <summary>Revokes.</summary>
    /// <param name="reference">An operation that an earlier run began: it is waited for first. Null for none.</param>
    /// <param name="log">
    /// Is told before KSeF is asked to change anything, and the number once it has taken it on.
    /// </param>
    /// <param name="cancellationToken">Ends the wait between calls; the next run goes on.</param>
    /// <remarks>Throws as <see cref="GrantRun.RunAsync"/> does.</remarks>
    public async Task<GrantResult> RunAsync(string? reference, IOperationLog? log, CancellationToken cancellationToken)
    {
        if (reference is not null)
        {
            await OperationCalls.AwaitEarlierAsync(_operation, reference, cancellationToken);
            if (!await IsListedAsync(cancellationToken))
                return new GrantResult(PermissionChangeOutcome.Revoked, reference);
        }
        var calls = new OperationCalls(options, time, log);
        try
        {
            reference = await calls.SendAsync(
                () =>
                    session.SendAsync(
                        (access, _) => session.Api.RevokeGrantAsync(access, permissionId, CancellationToken.None),
                        CancellationToken.None
                    ),
                async () => !await IsListedAsync(cancellationToken),
                cancellationToken
            );
            if (reference is null)
                return new GrantResult(PermissionChangeOutcome.Revoked, ReferenceNumber: null);
            log?.Sent(reference);
            await _operation.WaitAsync(reference, cancellationToken);
            return new GrantResult(PermissionChangeOutcome.Revoked, reference);
        }
        catch (Exception refusal) when (MayBeGone(refusal))
        {
            if (await IsListedAsync(cancellationToken))
                throw;
            return new GrantResult(PermissionChangeOutcome.NotThere, reference);
        }
    }

    private static bool MayBeGone(Exception refusal) =>
        refusal switch
        {
            PermissionException ended => OperationCalls.MayBeRepetition(ended),
            KsefApiException error => error.Kind
                is ApiErrorKind.Validation
                    or ApiErrorKind.NotFound
                    or ApiErrorKind.Gone,
            _ => false,
        };

    private async Task<bool> IsListedAsync(CancellationToken cancellationToken) =>
        (await _reader.ReadInContextAsync(subject: null, cancellationToken)).Any(IsIt)
        || (await _reader.ReadGrantedAsync(subject: null, cancellationToken)).Any(IsIt);

    private bool IsIt(PersonGrant grant) => string.Equals(grant.Id, permissionId, StringComparison.OrdinalIgnoreCase);
}
