using System.Globalization;
using System.Runtime.CompilerServices;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Runs.Comparison;
using KsefTools.Core.Runs.Parts;
using KsefTools.Core.Runs.Storage;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Runs;

/// <summary>
/// The audit of a whole office: files, vaults, credentials, the office's certificates, what clients have granted, what
/// is waited for, interrupted operations and quotas; compared with the run before and kept in a folder of its own.
/// </summary>
/// <param name="office">The office.</param>
/// <param name="vault">Where the secrets are; it is only read.</param>
/// <param name="sessions">Sign-ins and limits.</param>
/// <param name="time">The clock.</param>
public sealed class OfficeRun(OfficeFolder office, ISecretVault vault, KsefSessions sessions, TimeProvider time)
{
    private readonly List<KsefAuditResult> _results = [];
    private readonly RunStore _store = new(office);

    /// <summary>What the run came to; there once the enumeration has ended, however it did.</summary>
    public KsefAudit? Summary { get; private set; }

    /// <summary>All that was found, as it would stand in results.json; there once the enumeration has ended.</summary>
    public RunRecord? Record { get; private set; }

    /// <summary>What differs from the run before; there once the enumeration has ended.</summary>
    public IReadOnlyList<KsefAuditChange> Changes { get; private set; } = [];

    /// <summary>Results as they are reached. Leaving early, or cancelling, leaves a folder that says so.</summary>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="OfficeFolderException">The clients' files cannot be listed.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled; results so far were given.</exception>
    public async IAsyncEnumerable<KsefAuditResult> RunAsync(
        RunOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        var start = time.GetUtcNow();
        using var folder = options.IsKept ? Begin(start, options) : null;
        var run = ContextOf(options, folder);
        var record = RecordOf(start, folder, run.Previous);
        Write(folder, record, null);
        var outcome = AuditOutcome.Interrupted;
        string? reason = RunSentences.CutOff;
        try
        {
            await foreach (var result in AllAsync(run, record.RunId, cancellationToken))
            {
                _results.Add(result);
                folder?.Log(LineOf(record, "result", result));
                yield return result;
            }
            (outcome, reason) = run.Ending;
        }
        finally
        {
            record = record with
            {
                Outcome = outcome,
                Reason = reason,
                EndedAt = time.GetUtcNow(),
                Results = _results,
                Access = run.Access,
            };
            Conclude(record, run.Previous, folder, options);
        }
    }

    private RunContext ContextOf(RunOptions options, RunFolder? folder)
    {
        var run = new RunContext
        {
            Office = office,
            Vault = vault,
            Sessions = sessions,
            Time = time,
            Options = options,
            Warn = warning =>
            {
                folder?.Log(
                    new RunLogLine
                    {
                        At = time.GetUtcNow(),
                        Run = folder.RunId,
                        Event = "warning",
                        Text = warning,
                    }
                );
                options.Warn?.Invoke(warning);
            },
        };
        try
        {
            run.Previous = _store.LatestTested() is { } latest ? _store.Read(latest.RunId) : null;
        }
        // Those of another user, too.
        catch (Exception exception) when (exception is RunException or IOException or UnauthorizedAccessException)
        {
            run.Warn(RunSentences.NotCompared(exception.Message));
        }
        return run;
    }

    private RunFolder? Begin(DateTimeOffset start, RunOptions options)
    {
        try
        {
            return _store.Begin(start, exception => options.Warn?.Invoke(RunSentences.NotKept(exception.Message)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            options.Warn?.Invoke(RunSentences.NotKept(exception.Message));
            return null;
        }
    }

    private RunRecord RecordOf(DateTimeOffset start, RunFolder? folder, RunRecord? previous) =>
        new()
        {
            Version = RunRecord.CurrentVersion,
            RunId = folder?.RunId ?? RunStore.NameOf(start),
            Tool = typeof(OfficeRun).Assembly.GetName().Version?.ToString(3) ?? "",
            Language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName is "pl" ? "pl" : "en",
            Nip = office.Settings.Nip.Value,
            Name = office.Settings.Name,
            Outcome = AuditOutcome.Running,
            StartedAt = start,
            PreviousRun = previous?.RunId,
            Policy = RunPolicy.Of(office.Settings.Policy),
            Results = [],
        };

    private void Conclude(RunRecord record, RunRecord? previous, RunFolder? folder, RunOptions options)
    {
        Record = record;
        Changes = previous is null ? [] : RunComparison.Of(previous, record, office.Path);
        var counted = Changes.Where(RunComparison.Counts).ToLookup(change => change.Change);
        var summary = RunVerdict.Count(SummaryOf(record), record.Results) with
        {
            New = counted[AuditChange.New].Count(),
            Worse = counted[AuditChange.Worse].Count(),
            Better = counted[AuditChange.Better].Count(),
            Gone = counted[AuditChange.Gone].Count(),
        };
        Write(folder, record, summary);
        if (folder is not null && folder.IsWhole)
            _store.Prune(options.Keep);
        Summary = summary with { Path = folder is { IsWhole: true } ? folder.Path : null, OfficePath = office.Path };
    }

    private static KsefAudit SummaryOf(RunRecord record) =>
        new()
        {
            RunId = record.RunId,
            Nip = record.Nip,
            Name = record.Name,
            Outcome = record.Outcome,
            ExitCode = RunVerdict.ExitCodeOf(record.Outcome, record.Results),
            Reason = record.Reason,
            StartedAt = record.StartedAt,
            EndedAt = record.EndedAt,
            PreviousRun = record.PreviousRun,
        };

    private void Write(RunFolder? folder, RunRecord record, KsefAudit? summary)
    {
        if (folder is null)
            return;
        folder.Log(
            new RunLogLine
            {
                At = time.GetUtcNow(),
                Run = folder.RunId,
                Event = summary is null ? "begin" : "end",
                Outcome = record.Outcome,
                Text = record.Reason,
            }
        );
        folder.Flush();
        folder.Write(record);
        if (record.Access is { } access)
            folder.Write(access);
        // Last, and only where all else is there: a run that is not kept as a whole is told as cut off.
        if (summary is null || folder.IsWhole)
            folder.Write(summary ?? SummaryOf(record));
    }

    private RunLogLine LineOf(RunRecord record, string what, KsefAuditResult result) =>
        new()
        {
            At = time.GetUtcNow(),
            Run = record.RunId,
            Event = what,
            Area = result.Area,
            Nip = result.Nip,
            Name = result.Name,
            SecretName = result.SecretName,
            Status = result.Status,
            Codes = [.. result.Findings.Select(finding => finding.Code)],
        };

    private async IAsyncEnumerable<KsefAuditResult> AllAsync(
        RunContext run,
        string runId,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var files = office.Profiles.ReadAll(cancellationToken: cancellationToken);
        var names = files
            .Select(file => file.Profile)
            .OfType<ClientProfile>()
            .GroupBy(profile => profile.Nip.Value, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().Name, StringComparer.Ordinal);
        var (offices, credentials) = (new OfficePart(run), new CredentialPart(run));
        await foreach (
            var result in GuardAsync(
                run,
                AuditArea.File,
                offices.FilesAsync(names.GetValueOrDefault, cancellationToken)
            )
        )
            yield return result;
        var identities = Identities().ToList();
        var all = run.CredentialsOf(files).Concat(identities).ToList();
        var doors = new RunDoors(run);
        await doors.TryVaultsAsync(all, cancellationToken);
        await foreach (var result in doors.TryKsefAsync(all, cancellationToken))
            yield return result;
        var arrived = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var result in credentials.ClientsAsync(files, cancellationToken))
        {
            if (result.Nip is { } nip && result.Findings.Any(one => one.Code is nameof(FindingCode.GrantArrived)))
                arrived.Add(nip);
            yield return result;
        }
        await foreach (var result in doors.LookBackAsync(_results, cancellationToken))
            yield return result;
        await foreach (var result in credentials.IdentitiesAsync(identities, cancellationToken))
            yield return result;
        var waiting = offices.Waiting(arrived, names.GetValueOrDefault).ToAsyncEnumerable();
        await foreach (var result in GuardAsync(run, AuditArea.Waiting, waiting))
            yield return result;
        if (doors.HasVaults)
        {
            var places = all.Where(one => one.Identity is not null)
                .Select(one => one.Environment)
                .Distinct(StringComparer.Ordinal);
            // Where the seal is not let in, only that environment's are not known.
            foreach (var place in places.Where(place => run.SilenceOf(place) is null))
            {
                var permissions = offices.PermissionsAsync(place, names.GetValueOrDefault, cancellationToken);
                await foreach (var result in GuardAsync(run, AuditArea.Permission, permissions))
                    yield return result;
            }
            await foreach (var result in GuardAsync(run, AuditArea.Quota, offices.QuotasAsync(cancellationToken)))
                yield return result;
        }
        if (!run.Options.Access)
            yield break;
        var looked = new AccessPart(run).LookAsync(runId, run.CredentialsOf(files), _results, cancellationToken);
        await foreach (var result in GuardAsync(run, AuditArea.Access, looked))
            yield return result;
    }

    private IEnumerable<KsefCredential> Identities() =>
        office
            .Settings.Identities.Where(identity => !string.IsNullOrEmpty(identity.Secret))
            .Select(identity => office.ToKsefCredential(CertificateHolder.OfIdentity(identity.Name)));

    // A part that fails is a result of its own, so that the others are told all the same.
    private async IAsyncEnumerable<KsefAuditResult> GuardAsync(
        RunContext run,
        AuditArea area,
        IAsyncEnumerable<KsefAuditResult> part
    )
    {
        await using var results = part.GetAsyncEnumerator();
        while (true)
        {
            Exception? failure = null;
            var isMore = false;
            try
            {
                isMore = await results.MoveNextAsync();
            }
            catch (Exception exception) when (Faults.AreOfOneItem(exception))
            {
                failure = exception;
            }
            if (failure is not null)
                yield return new OfficePart(run).Failed(area, office.Settings.Name, failure);
            if (!isMore)
                yield break;
            yield return results.Current;
        }
    }
}
