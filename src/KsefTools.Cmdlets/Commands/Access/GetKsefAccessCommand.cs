using System.Management.Automation;
using KsefTools.Cmdlets.Parameters;
using KsefTools.Cmdlets.Parameters.Completion;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Cmdlets.Sessions;
using KsefTools.Core;
using KsefTools.Core.Access;
using KsefTools.Core.Office;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Shows in one matrix who has access to which client: every token, permission, certificate and open session, as far as
/// the office's credentials are shown them. Changes nothing.
/// </summary>
[Cmdlet(VerbsCommon.Get, "KsefAccess")]
[OutputType(typeof(KsefAccess))]
public sealed class GetKsefAccessCommand : CredentialQueryCmdlet
{
    /// <summary>Whose: a PESEL, NIP, fingerprint, name, identity, or a token's number; patterns, too.</summary>
    [Parameter]
    [TidyText]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AuthorCompleter))]
    [SupportsWildcards]
    public string[] Holder { get; set; } = [];

    /// <summary>Only what is not the office's own.</summary>
    [Parameter]
    public SwitchParameter NotOurs { get; set; }

    /// <inheritdoc/>
    private protected override async Task AskAsync(
        OfficeFolder office,
        IReadOnlyList<KsefCredential> credentials,
        Ksef ksef,
        CancellationToken cancellationToken
    )
    {
        var filter = new AccessFilter(Holder, NotOurs);
        var inventory = new AccessInventory(office, ksef.Vault, ksef.Sessions, TimeProvider.System);
        var progress = new ThrottledProgress(
            WriteProgress,
            TimeProvider.System,
            UiText.Of("Reading access", "Odczyt dostępu")
        );
        // Beside the clients, whose sign-ins fill KSeF's limit meanwhile.
        var reading = Task.Run(
            () =>
                inventory.ReadBesidesAsync(
                    Parallelism(office),
                    warning => Pump.Post(() => WriteWarning(warning)),
                    remark => Pump.Post(() => WriteVerbose(remark)),
                    cancellationToken
                ),
            cancellationToken
        );
        var clients = credentials.Select(credential => credential.Nip).Distinct(StringComparer.Ordinal).ToList();
        var done = 0;
        try
        {
            await foreach (var listing in inventory.RunAsync(credentials, Parallelism(office), cancellationToken))
            {
                var (at, rows) = (++done, (await reading)[listing.Client.Nip]);
                Pump.Post(() =>
                {
                    progress.Report(at, clients.Count, listing.Client.Name);
                    Write(listing, rows, filter);
                });
            }
        }
        finally
        {
            // Nothing may run on after the command.
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        var besides = await reading;
        var home = office.Settings.Nip.Value;
        Pump.Post(() =>
        {
            // At home and at all partners: nobody's client, and part of the whole.
            if (Nip is null && Name is null && Tag is null && !clients.Contains(home, StringComparer.Ordinal))
                Write(besides[home], filter);
            progress.Complete();
        });
    }

    private void Write(AccessListing listing, IEnumerable<KsefAccess> besides, AccessFilter filter)
    {
        var client = $"{listing.Client.Nip} ({listing.Client.Name})";
        if (listing.Failure is not null)
            WriteFailure(listing.Failure, listing.Client);
        else if (!listing.SawAll)
            WriteVerbose(
                UiText.Of(
                    $"{client}: the office's sessions are shown their own access only, not everybody's.",
                    $"{client}: sesje biura widzą tylko własny dostęp, a nie wszystkich."
                )
            );
        Write(listing.With(besides), filter);
    }

    private void Write(IEnumerable<KsefAccess> rows, AccessFilter filter) =>
        WriteObject(
            rows.Where(filter.Fits)
                .OrderBy(row => row.Kind)
                .ThenBy(row => row.Holder, StringComparer.Ordinal)
                .ThenBy(row => row.What, StringComparer.Ordinal)
                .ToList(),
            enumerateCollection: true
        );
}
