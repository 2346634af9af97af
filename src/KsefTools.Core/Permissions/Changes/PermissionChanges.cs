using System.Runtime.CompilerServices;
using KsefTools.Core.Api;
using KsefTools.Core.Office;
using KsefTools.Core.Permissions.Granting;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Permissions.Changes;

/// <summary>
/// Grants and revokes at many clients. Each job is journaled, and goes on where an earlier run of the same job was
/// killed. Of several credentials of a client, the first one that KSeF lets do it does it.
/// </summary>
/// <param name="sessions">Opens the sessions.</param>
/// <param name="options">How patiently to wait.</param>
/// <param name="time">Stamps journals, measures waits.</param>
public sealed class PermissionChanges(CredentialSessions sessions, PermissionOptions options, TimeProvider time)
{
    /// <summary>One result for each job, as they come.</summary>
    /// <param name="jobs">What to do.</param>
    /// <param name="throttleLimit">Jobs worked on at the same time.</param>
    /// <param name="cancellationToken">Ends the work between calls and waits for it; the next run goes on.</param>
    public IAsyncEnumerable<PermissionJobResult> RunAsync(
        IReadOnlyCollection<PermissionJob> jobs,
        int throttleLimit,
        CancellationToken cancellationToken = default
    ) =>
        ResultStream.RunAsync(
            cancel => PrepareAsync(jobs, cancel),
            throttleLimit,
            (prepared, cancel) => DoAsync(prepared.Job, prepared.Earlier, cancel),
            cancellationToken
        );

    /// <summary>Each job with the number of an operation that an earlier run began for it and did not see end.</summary>
    private async IAsyncEnumerable<(PermissionJob Job, string? Earlier)> PrepareAsync(
        IReadOnlyCollection<PermissionJob> jobs,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await sessions.PreloadAsync(jobs.SelectMany(job => job.Secrets.Take(1)), cancellationToken);
        var open = jobs.Select(job => job.Office)
            .Distinct()
            .ToDictionary(office => office.Path, JobRecord.FindOpen, StringComparer.Ordinal);
        foreach (var job in jobs)
            yield return (job, open[job.Office.Path].GetValueOrDefault(JobRecord.KeyOf(job)));
    }

    private async Task<PermissionJobResult> DoAsync(
        PermissionJob job,
        string? earlier,
        CancellationToken cancellationToken
    )
    {
        using var record = new JobRecord(job, time);
        try
        {
            if (earlier is not null)
                record.Continue(earlier);
            var result = await TryEachAsync(job, earlier, record, cancellationToken);
            record.Finish();
            return new PermissionJobResult(job, ChangeNouns.Of(job, result), Failure: null);
        }
        catch (PermissionException open) when (open.Failure is PermissionFailure.StillInProgress)
        {
            // The record stays open: the next run asks for the number.
            return new PermissionJobResult(job, ChangeNouns.InProgress(job, open), Failure: null);
        }
        catch (Exception refusal) when (IsRefusal(refusal))
        {
            record.Refused();
            return new PermissionJobResult(job, Change: null, refusal);
        }
        catch (Exception failure) when (IsOfJob(failure))
        {
            return new PermissionJobResult(job, Change: null, failure);
        }
    }

    private async Task<GrantResult> TryEachAsync(
        PermissionJob job,
        string? earlier,
        JobRecord record,
        CancellationToken cancellationToken
    )
    {
        Exception? telling = null;
        foreach (var secret in job.Secrets)
            try
            {
                var session = await sessions.OpenAsync(
                    job.Environment,
                    secret,
                    job.Context,
                    fresh: false,
                    cancellationToken
                );
                return job.Order is { } order
                    ? await new GrantRun(session, order, options, time).RunAsync(earlier, record, cancellationToken)
                    : await new RevokeRun(session, job.PermissionId!, options, time).RunAsync(
                        earlier,
                        record,
                        cancellationToken
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

    private static bool IsOfJob(Exception failure) =>
        failure
            is CredentialException
                or SecretVaultException
                or SignInException
                or KsefApiException
                or OfficeFolderException
                or IOException;
}
