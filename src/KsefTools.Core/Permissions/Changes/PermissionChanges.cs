using System.Runtime.CompilerServices;
using KsefTools.Core.Api;
using KsefTools.Core.Credentials;
using KsefTools.Core.Journal;
using KsefTools.Core.Permissions.Granting;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Permissions.Changes;

/// <summary>
/// Grants and revokes at many clients. Each job is journaled, and goes on where an earlier run of the same job was
/// killed. Of several credentials of a client, the first one that KSeF lets do it does it.
/// </summary>
/// <param name="vault">Where the secrets are; it is only read.</param>
/// <param name="sessions">Sign-ins and limits.</param>
/// <param name="options">How patiently to wait.</param>
/// <param name="time">Stamps journals, measures waits.</param>
public sealed class PermissionChanges(
    ISecretVault vault,
    KsefSessions sessions,
    PermissionOptions options,
    TimeProvider time
)
{
    private static readonly OperationKind[] Kinds = [OperationKind.Grant, OperationKind.Withdrawal];

    /// <summary>One result for each job, as they come.</summary>
    /// <param name="jobs">What to do.</param>
    /// <param name="throttleLimit">Jobs worked on at the same time.</param>
    /// <param name="cancellationToken">Ends the work between calls and waits for it; the next run goes on.</param>
    public async IAsyncEnumerable<PermissionJobResult> RunAsync(
        IReadOnlyCollection<PermissionJob> jobs,
        int throttleLimit,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        using var clients = new ClientSessions(vault, sessions);
        await foreach (
            var results in ResultStream.RunAsync(
                cancel =>
                    clients.Secrets.AheadAsync(
                        Prepare(jobs),
                        static alike => alike.Jobs.SelectMany(job => job.Secrets.Take(1)),
                        cancel
                    ),
                throttleLimit,
                (alike, cancel) => DoAllAsync(alike, clients, cancel),
                (alike, fault) => [.. alike.Jobs.Select(job => new PermissionJobResult(job, Change: null, fault))],
                cancellationToken
            )
        )
        foreach (var result in results)
            yield return result;
    }

    /// <summary>
    /// What jobs that grant would do, as they come. Signs in and looks; nothing is changed or recorded.
    /// </summary>
    /// <param name="jobs">What to look for.</param>
    /// <param name="throttleLimit">Jobs looked for at the same time.</param>
    /// <param name="cancellationToken">Ends the work between calls.</param>
    public async IAsyncEnumerable<PermissionOutlook> LookAsync(
        IReadOnlyCollection<PermissionJob> jobs,
        int throttleLimit,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        using var clients = new ClientSessions(vault, sessions);
        await foreach (
            var outlook in ResultStream.RunAsync(
                cancel => clients.Secrets.AheadAsync(jobs, static job => job.Secrets.Take(1), cancel),
                throttleLimit,
                async (job, cancel) =>
                    new PermissionOutlook(
                        job,
                        await TryEachAsync(
                            job,
                            clients,
                            session => new GrantRun(session, job.Order!, options, time).FindMissingAsync(cancel),
                            cancel
                        ),
                        Failure: null
                    ),
                (job, fault) => new PermissionOutlook(job, [], fault),
                cancellationToken
            )
        )
            yield return outlook;
    }

    /// <summary>Jobs that must not be at work together, with what earlier runs began and did not see end.</summary>
    private static IEnumerable<(IReadOnlyList<PermissionJob> Jobs, OpenOperations Open)> Prepare(
        IReadOnlyCollection<PermissionJob> jobs
    )
    {
        foreach (var ofOffice in jobs.GroupBy(job => job.Office.Path, StringComparer.Ordinal))
        {
            // What there is at KSeF is looked at before anything is sent: a record that cannot be read only costs a
            // call.
            var open = new OpenOperations(ofOffice.First().Office, Kinds, unreadable: static (_, _) => { });
            foreach (var alike in ofOffice.GroupBy(job => job.LockedSubject, StringComparer.Ordinal))
                yield return ([.. alike], open);
        }
    }

    private async Task<IReadOnlyList<PermissionJobResult>> DoAllAsync(
        (IReadOnlyList<PermissionJob> Jobs, OpenOperations Open) alike,
        ClientSessions clients,
        CancellationToken cancellationToken
    )
    {
        var results = new List<PermissionJobResult>();
        foreach (var job in alike.Jobs)
            results.Add(await DoAsync(job, alike.Open, clients, cancellationToken));
        return results;
    }

    private async Task<PermissionJobResult> DoAsync(
        PermissionJob job,
        OpenOperations open,
        ClientSessions clients,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var held = SubjectLock.TryTake(job.Office, job.Kind.Name, job.LockedSubject);
            if (held is null)
                return new PermissionJobResult(job, ChangeNouns.Busy(job), Failure: null);
            using var log = new ChangeLog(job, open, time);
            return await DoAsync(job, log, clients, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.Explains(failure))
        {
            return new PermissionJobResult(job, Change: null, failure);
        }
    }

    private async Task<PermissionJobResult> DoAsync(
        PermissionJob job,
        ChangeLog log,
        ClientSessions clients,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var result = await TryEachAsync(job, log, clients, cancellationToken);
            return new PermissionJobResult(job, ChangeNouns.Of(job, result), Failure: null)
            {
                Warning = log.Conclude(),
            };
        }
        catch (PermissionException open) when (open.Failure is PermissionFailure.StillInProgress)
        {
            // The record stays open: the next run asks for the number.
            return new PermissionJobResult(job, ChangeNouns.InProgress(job, open), Failure: null);
        }
        catch (Exception refusal) when (IsRefusal(refusal))
        {
            log.Refused();
            return new PermissionJobResult(job, Change: null, refusal);
        }
    }

    private Task<GrantResult> TryEachAsync(
        PermissionJob job,
        ChangeLog log,
        ClientSessions clients,
        CancellationToken cancellationToken
    )
    {
        var earlier = log.Earlier;
        return TryEachAsync(
            job,
            clients,
            session =>
                job.Order is { } order
                    ? new GrantRun(session, order, options, time).RunAsync(earlier, log, cancellationToken)
                    : new RevokeRun(session, job.PermissionId!, options, time).RunAsync(
                        earlier,
                        log,
                        cancellationToken
                    ),
            cancellationToken
        );
    }

    private static async Task<T> TryEachAsync<T>(
        PermissionJob job,
        ClientSessions clients,
        Func<KsefSession, Task<T>> work,
        CancellationToken cancellationToken
    )
    {
        Exception? telling = null;
        foreach (var secret in job.Secrets)
            try
            {
                return await work(
                    await clients.OpenAsync(job.Environment, secret, job.Context, fresh: false, cancellationToken)
                );
            }
            catch (Exception refusal) when (MayAnotherHelp(refusal))
            {
                // What KSeF says about the change tells more than that a credential could not be tried.
                if (telling is null || (refusal is PermissionException && telling is not PermissionException))
                    telling = refusal;
            }
        throw telling ?? ChangeNouns.NoCredential(job);
    }

    private static bool MayAnotherHelp(Exception refusal) =>
        refusal switch
        {
            PermissionException { IsAboutSession: true } => true,
            SignInException { SpeaksAboutCredential: true } => true,
            CredentialException => true,
            _ => false,
        };

    /// <summary>KSeF has read it and said no, so that there is nothing to go on with.</summary>
    private static bool IsRefusal(Exception failure) =>
        failure is PermissionException
        || failure
            is KsefApiException { Kind: ApiErrorKind.Validation or ApiErrorKind.Forbidden or ApiErrorKind.NotFound };
}
