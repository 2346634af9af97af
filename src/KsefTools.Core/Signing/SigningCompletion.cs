using System.Collections.Concurrent;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Core.Signing.Answers;
using KsefTools.Core.Signing.Records;

namespace KsefTools.Core.Signing;

/// <summary>
/// Takes back what was signed elsewhere: in any order, under any name, from any folder. A run may be killed anywhere;
/// the next one goes on, and no signature is sent that has served.
/// </summary>
public sealed class SigningCompletion
{
    private readonly OfficeFolder _office;
    private readonly SigningRecords _records;
    private readonly SigningResults _results;
    private readonly SigningInbox _inbox;
    private readonly AnswerSignIn _signIn;
    private readonly AnswerEnrolment _enrolment;
    private readonly SigningCompletionOptions _options;

    /// <summary>Works on one office.</summary>
    /// <param name="office">The office that wrote the requests.</param>
    /// <param name="vault">For certificates and their keys.</param>
    /// <param name="sessions">Sign in and count the limits.</param>
    /// <param name="cache">Where <paramref name="sessions"/> keep what they opened; written after each sign-in.</param>
    /// <param name="time">Tells the present and measures waits.</param>
    /// <param name="options">Null for the defaults.</param>
    public SigningCompletion(
        OfficeFolder office,
        ISecretVault vault,
        KsefSessions sessions,
        SessionCache cache,
        TimeProvider time,
        SigningCompletionOptions? options = null
    )
    {
        (_office, _options) = (office, options ?? new SigningCompletionOptions());
        (_records, _results) = (new SigningRecords(office), new SigningResults(office));
        _inbox = new SigningInbox(_records, _results, time, _options.Reissues);
        var requests = new SigningRequests(office, sessions, time);
        var reissue = new AnswerReissue(office, requests, _records, _results, time, _options);
        _signIn = new AnswerSignIn(office, sessions, cache, _records, _results, reissue, time, _options);
        _enrolment = new AnswerEnrolment(office, vault, sessions, cache, _records, _results, reissue, time, _options);
    }

    /// <summary>Reads and judges files; sends and changes nothing.</summary>
    public IReadOnlyList<SigningAnswer> Read(IEnumerable<string> paths) => _inbox.Read(paths);

    /// <summary>
    /// Goes on with answers: first all sign-ins, the most urgent ones at the head, because their time runs; then the
    /// certificates. What has a verdict is reported as it is. One that fails does not stop the others.
    /// </summary>
    /// <param name="answers">As <see cref="Read"/> gives them.</param>
    /// <param name="report">Hears one result for each answer, from any thread.</param>
    /// <param name="cancellationToken">Ends the wait; the next run goes on.</param>
    public async Task RunAsync(
        IReadOnlyCollection<SigningAnswer> answers,
        Action<KsefSigningResult> report,
        CancellationToken cancellationToken
    )
    {
        foreach (var answer in answers)
            if (answer.Verdict is { } verdict)
                report(verdict);
        var signedIn = new ConcurrentQueue<OpenAnswer>();
        try
        {
            await ForEachHolderAsync(
                answers.Where(answer => answer.Verdict is null),
                answer => answer.Record!,
                async (answer, cancel) =>
                {
                    var (result, open) = await SignInAsync(answer, cancel);
                    if (open is not null)
                        signedIn.Enqueue(open);
                    if (result is not null)
                        report(result);
                },
                cancellationToken
            );
            await ForEachHolderAsync(
                signedIn,
                open => open.Record,
                async (open, cancel) => report(await _enrolment.RunAsync(open, cancel)),
                cancellationToken
            );
        }
        finally
        {
            foreach (var open in signedIn)
                open.Dispose();
        }
    }

    private async Task<(KsefSigningResult? Result, OpenAnswer? Open)> SignInAsync(
        SigningAnswer answer,
        CancellationToken cancellationToken
    )
    {
        var order = answer.Record!.ToOrder();
        try
        {
            using var held = SubjectLock.OfCertificates(
                _office,
                order.Environment.BaseAddress,
                $"signing {order.Holder}"
            );
            if (held is null)
                return (Failed(answer, SigningSentences.Busy(order.Holder)), null);
            // Another process may have been at it until a moment ago.
            var record = _records.Find(answer.Record.Challenge) ?? answer.Record;
            return _inbox.Ended(answer, record) is { } ended
                ? (ended, null)
                : await _signIn.RunAsync(answer, record, cancellationToken);
        }
        catch (Exception error) when (Failures.AreHandled(error, cancellationToken))
        {
            return (Failed(answer, SigningSentences.RunAgain(Failures.Reason(error))), null);
        }
    }

    private KsefSigningResult Failed(SigningAnswer answer, string reason) =>
        _results.Of(answer.Record!, answer.Path, SigningOutcome.Failed, reason, answer.Signed);

    // Two requests of one holder go one after the other: they share a lock, and quotas.
    private Task ForEachHolderAsync<T>(
        IEnumerable<T> items,
        Func<T, SigningRecord> recordOf,
        Func<T, CancellationToken, Task> work,
        CancellationToken cancellationToken
    ) =>
        Parallel.ForEachAsync(
            items.GroupBy(item => (recordOf(item).HolderKind, recordOf(item).HolderName, recordOf(item).Environment)),
            new ParallelOptions { MaxDegreeOfParallelism = _options.Parallel, CancellationToken = cancellationToken },
            async (group, cancel) =>
            {
                foreach (var item in group)
                    await work(item, cancel);
            }
        );
}
