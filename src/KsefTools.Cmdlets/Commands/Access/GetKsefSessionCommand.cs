using System.Management.Automation;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Cmdlets.Sessions;
using KsefTools.Core.Access;
using KsefTools.Core.Office;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Lists the sessions that are open at clients for the office's credentials, as KSeF shows them: those of each
/// credential's own subject.
/// </summary>
[Cmdlet(VerbsCommon.Get, "KsefSession")]
[OutputType(typeof(KsefOpenSession))]
public sealed class GetKsefSessionCommand : CredentialQueryCmdlet
{
    // Each of a client's credentials sees the same ones.
    private readonly HashSet<(string Nip, string Reference)> _seen = [];

    /// <inheritdoc/>
    private protected override async Task AskAsync(
        OfficeFolder office,
        IReadOnlyList<KsefCredential> credentials,
        Ksef ksef,
        CancellationToken cancellationToken
    )
    {
        var care = new SessionCare(office, ksef.Vault, ksef.Sessions, TimeProvider.System);
        await foreach (var listing in care.ListAsync(credentials, Parallelism(office), cancellationToken))
            Pump.Post(() =>
            {
                if (listing.Failure is not null)
                    WriteFailure(listing.Failure, listing.Credential);
                WriteObject(
                    listing.Sessions.Where(session => _seen.Add((session.Nip, session.Reference))).ToList(),
                    enumerateCollection: true
                );
            });
    }
}
