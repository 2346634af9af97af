using System.Runtime.CompilerServices;
using KsefTools.Core.Audit.Observations;
using KsefTools.Core.Audit.Running;
using KsefTools.Core.Credentials;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Audit;

/// <summary>
/// Tests tokens and certificates: one result for each credential that went in, whatever broke. Reads secrets ahead in
/// batches and asks KSeF at the speed its limits allow.
/// </summary>
/// <param name="vault">Where the secrets are; it is only read.</param>
/// <param name="sessions">
/// Sign-ins and limits; the same for every audit of a process, so that limits are counted once.
/// </param>
/// <param name="observations">Memory between audits; null for none.</param>
/// <param name="time">The clock.</param>
public sealed class TokenAudit(
    ISecretVault vault,
    KsefSessions sessions,
    ObservationStore? observations,
    TimeProvider time
)
{
    /// <summary>
    /// Results in the order in which they are reached. Leaving the enumeration early, or cancelling, ends the work
    /// and waits until nothing runs any more.
    /// </summary>
    /// <param name="credentials">What to test.</param>
    /// <param name="options">How to run.</param>
    /// <param name="cancellationToken">Ends the audit.</param>
    /// <exception cref="OperationCanceledException">The audit was cancelled; results so far were given.</exception>
    public async IAsyncEnumerable<KsefTokenTestResult> RunAsync(
        IEnumerable<KsefCredential> credentials,
        AuditOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        using var clients = new ClientSessions(vault, sessions);
        var run = new AuditRun(
            [.. credentials],
            options,
            clients.Secrets,
            new TokenQuestions(clients, options.Fresh, time),
            CertificateQuestionsOf(options),
            observations,
            time
        );
        await foreach (var result in run.RunAsync(cancellationToken))
            yield return result;
    }

    private ICertificateQuestions CertificateQuestionsOf(AuditOptions options) =>
        options.Certificates switch
        {
            CertificateDepth.Local => new NoQuestions(),
            CertificateDepth.Listed => new ListedQuestions(sessions, options.Office?.Nip),
            _ => new CertificateQuestions(sessions, options.Fresh, options.Office?.Nip),
        };
}
