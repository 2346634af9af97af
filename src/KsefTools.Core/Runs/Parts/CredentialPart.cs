using System.Runtime.CompilerServices;
using KsefTools.Core.Audit;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Tokens;

namespace KsefTools.Core.Runs.Parts;

/// <summary>The clients' credentials and the office's own certificates: one result each, whatever breaks.</summary>
internal sealed class CredentialPart(RunContext run)
{
    /// <summary>Every client, also one whose file cannot be read.</summary>
    public async IAsyncEnumerable<KsefAuditResult> ClientsAsync(
        IReadOnlyList<ProfileReadResult> files,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var file in files.Where(file => file.Profile is null))
            yield return RunNouns.Unreadable(file, run.Office.Path, run.Now);
        var credentials = run.CredentialsOf(files);
        await foreach (
            var result in EachAsync(
                credentials,
                AuditArea.Credential,
                (audit, asked, options, cancel) => audit.RunAsync(asked, options, cancel),
                cancellationToken
            )
        )
            yield return result;
    }

    /// <summary>The certificates of the office itself, in its own context.</summary>
    public IAsyncEnumerable<KsefAuditResult> IdentitiesAsync(
        IReadOnlyList<KsefCredential> identities,
        CancellationToken cancellationToken
    ) =>
        EachAsync(
            identities,
            AuditArea.Identity,
            (audit, asked, options, cancel) =>
                audit.RunIdentitiesAsync(asked, options with { Certificates = CertificateDepth.Listed }, cancel),
            cancellationToken
        );

    private async IAsyncEnumerable<KsefAuditResult> EachAsync(
        IReadOnlyList<KsefCredential> credentials,
        AuditArea area,
        Func<
            OfficeAudit,
            IReadOnlyList<KsefCredential>,
            AuditOptions,
            CancellationToken,
            IAsyncEnumerable<KsefTokenTestResult>
        > ask,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var credential in credentials)
            if (run.SilenceOf(credential.Environment) is { } silence)
                yield return RunNouns.NotTested(credential, area, RunFindings.NotAsked(silence), run.Now);
        var asked = credentials.Where(credential => run.SilenceOf(credential.Environment) is null).ToList();
        var missing = asked.ToLookup(KeyOf).ToDictionary(group => group.Key, group => group.ToList());
        var audit = new OfficeAudit(run.Office, run.Vault, run.Sessions, run.Time);
        var options = new AuditOptions
        {
            ThrottleLimit = run.Options.ThrottleLimit ?? run.Office.Settings.Policy.Throttle.Parallel,
            Fresh = run.Options.Fresh,
            Progress = run.Options.Progress,
            Warn = run.Warn,
        };
        Exception? failure = null;
        await using var results = ask(audit, asked, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await results.MoveNextAsync())
                    break;
            }
            catch (Exception exception) when (Faults.AreOfOneItem(exception, cancellationToken))
            {
                failure = exception;
                break;
            }
            var result = results.Current;
            if (missing.TryGetValue(KeyOf(result), out var alike) && alike.Count > 0)
                alike.RemoveAt(0);
            yield return Compared(RunNouns.Of(result, area));
        }
        foreach (var credential in missing.Values.SelectMany(alike => alike))
            yield return RunNouns.NotTested(credential, area, RunFindings.NotAsked(RunContext.Why(failure)), run.Now);
    }

    private KsefAuditResult Compared(KsefAuditResult result)
    {
        if (result.Nip is not { } nip || result.Permissions.Count == 0 || run.Before(result) is not { } before)
            return result;
        return PermissionDrift.Of(nip, before.Permissions, result.Permissions) is { } drift
            ? result.With(drift)
            : result;
    }

    private static (string, string?, string?, string) KeyOf(KsefCredential one) =>
        (one.Nip, one.SecretName, one.Identity, one.Environment);

    private static (string, string?, string?, string) KeyOf(KsefTokenTestResult one) =>
        (one.Nip, one.SecretName, one.Identity, one.Environment);
}
