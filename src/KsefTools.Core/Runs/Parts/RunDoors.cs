using System.Runtime.CompilerServices;
using KsefTools.Core.Api;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Runs.Parts;

/// <summary>
/// The two doors that a run needs: the vaults and KSeF. A closed one is told once, with its own exit code, and not once
/// for each client.
/// </summary>
internal sealed class RunDoors(RunContext run)
{
    private readonly KsefReach _reach = new(run.Sessions, run.Office.Settings.Policy, run.Time);
    private readonly HashSet<string> _closed = new(StringComparer.OrdinalIgnoreCase);
    private bool _anyOpen;

    /// <summary>Whether any vault opened.</summary>
    public bool HasVaults => _anyOpen;

    /// <summary>Looks into each vault that is named; reads no secret.</summary>
    public async Task TryVaultsAsync(IReadOnlyList<KsefCredential> credentials, CancellationToken cancellationToken)
    {
        var vaults = credentials
            .Where(credential => credential.SecretName is not null)
            .Select(credential => credential.Vault)
            .Distinct(StringComparer.OrdinalIgnoreCase);
        foreach (var vault in vaults)
            try
            {
                await run.Vault.ListAsync(vault, cancellationToken);
                _anyOpen = true;
            }
            catch (SecretVaultException closed)
            {
                _closed.Add(vault ?? "");
                run.Ending = (AuditOutcome.VaultUnavailable, closed.Message);
            }
    }

    /// <summary>Asks each environment once, before its clients are.</summary>
    public async IAsyncEnumerable<KsefAuditResult> TryKsefAsync(
        IReadOnlyList<KsefCredential> credentials,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var names = credentials
            .Where(credential => credential.SecretName is not null && !_closed.Contains(credential.Vault ?? ""))
            .Select(credential => credential.Environment)
            .Distinct(StringComparer.Ordinal);
        foreach (var name in names)
            if (
                KsefEnvironment.TryParse(name, out var environment, out _)
                && run.Options.Allowed.Allows(environment)
                && await _reach.TryAsync(environment, cancellationToken) is { } silence
            )
            {
                run.Silence(name, silence);
                yield return await TellAsync(environment, silence, cancellationToken);
            }
    }

    /// <summary>
    /// Whether KSeF went away while it was asked: every client of an environment without an answer is not a thousand
    /// troubles.
    /// </summary>
    public async IAsyncEnumerable<KsefAuditResult> LookBackAsync(
        IReadOnlyList<KsefAuditResult> results,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var environments = results
            .Where(result => result is { Area: AuditArea.Credential, Environment: not null })
            .GroupBy(result => result.Environment!, StringComparer.Ordinal)
            .Where(group => run.SilenceOf(group.Key) is null && IsMostlySilent([.. group]))
            .Select(group => group.Key)
            .ToList();
        foreach (var name in environments)
            if (
                KsefEnvironment.TryParse(name, out var environment, out _)
                && await _reach.TryAsync(environment, cancellationToken) is { } silence
            )
            {
                run.Silence(name, silence);
                yield return await TellAsync(environment, silence, cancellationToken);
            }
    }

    private static bool IsMostlySilent(IReadOnlyCollection<KsefAuditResult> results) =>
        results.Count(result => result.Findings.Any(one => one.Code is nameof(FindingCode.Unreachable))) * 2
        > results.Count;

    private async Task<KsefAuditResult> TellAsync(
        KsefEnvironment environment,
        string silence,
        CancellationToken cancellationToken
    )
    {
        await _reach.AskPageAsync(environment, cancellationToken);
        var finding = _reach.Announcement is { } announcement
            ? RunFindings.Outage(announcement)
            : RunFindings.Silent(silence);
        // A closed vault comes first: it is what somebody here can open.
        if (run.Ending.Outcome is not AuditOutcome.VaultUnavailable)
            run.Ending = (
                _reach.Announcement is null ? AuditOutcome.KsefSilent : AuditOutcome.KsefOutage,
                finding.Message
            );
        return new()
        {
            Area = AuditArea.Ksef,
            Name = environment.Name,
            Environment = environment.Name,
            Status = CredentialStatus.Unknown,
            Findings = new([finding]),
            TestedAt = run.Now,
            OfficePath = run.Office.Path,
        };
    }
}
