using System.Runtime.CompilerServices;
using KsefTools.Core.Access;
using KsefTools.Core.Runs.Storage;

namespace KsefTools.Core.Runs.Parts;

/// <summary>
/// Who has access where. Clients that the audit found no way into are not asked again: its sentence is the reason.
/// </summary>
internal sealed class AccessPart(RunContext run)
{
    private readonly List<KsefAccess> _rows = [];
    private readonly List<AccessClient> _clients = [];

    /// <summary>Fills <see cref="RunContext.Access"/>; gives no result of its own.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="credentials">The clients'.</param>
    /// <param name="results">What the audit has said of them.</param>
    /// <param name="cancellationToken">Ends the work and waits for it.</param>
    public async IAsyncEnumerable<KsefAuditResult> LookAsync(
        string runId,
        IReadOnlyList<KsefCredential> credentials,
        IReadOnlyList<KsefAuditResult> results,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        run.Access = new AccessRecord
        {
            RunId = runId,
            Clients = _clients,
            Rows = _rows,
        };
        var said = results
            .Where(result => result.Area is AuditArea.Credential)
            .ToLookup(result => (result.Nip, result.SecretName, result.Identity, result.Environment));
        // What a session may do is known of those that opened.
        var open = credentials
            .Where(one =>
                said[(one.Nip, one.SecretName, one.Identity, one.Environment)]
                    .Any(result => result.Permissions.Count > 0)
            )
            .ToList();
        var isOpen = open.Select(Key).ToHashSet();
        foreach (var client in credentials.GroupBy(Key).Where(client => !isOpen.Contains(client.Key)))
        {
            var first = client.First();
            var why = said[(first.Nip, first.SecretName, first.Identity, first.Environment)].FirstOrDefault()?.Summary;
            See(first, AccessSight.None, why);
        }
        if (open.Count > 0)
            await ListAsync(open, cancellationToken);
        run.Access = run.Access with { IsWhole = true };
        yield break;
    }

    private async Task ListAsync(IReadOnlyList<KsefCredential> open, CancellationToken cancellationToken)
    {
        var limit = run.Options.ThrottleLimit ?? run.Office.Settings.Policy.Throttle.Parallel;
        var inventory = new AccessInventory(run.Office, run.Vault, run.Sessions, run.Time);
        var besides = await inventory.ReadBesidesAsync(limit, run.Warn, run.Warn, cancellationToken);
        var home = run.Office.Settings.Nip.Value;
        if (!open.Any(one => one.Nip == home))
            _rows.AddRange(besides[home]);
        await foreach (var listing in inventory.RunAsync(open, limit, cancellationToken))
        {
            _rows.AddRange(listing.With(besides[listing.Client.Nip]));
            if (listing.Failure is { } failure)
                See(listing.Client, AccessSight.None, RunContext.Why(failure));
            else
                See(listing.Client, listing.SawAll ? AccessSight.All : AccessSight.Own, why: null);
        }
    }

    private void See(KsefCredential client, AccessSight sight, string? why) =>
        _clients.Add(new(client.Nip, client.Name, client.Environment, sight, why));

    private static (string Nip, string Environment) Key(KsefCredential one) => (one.Nip, one.Environment);
}
