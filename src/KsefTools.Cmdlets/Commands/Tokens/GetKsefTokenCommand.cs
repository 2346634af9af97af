using System.Management.Automation;
using KsefTools.Cmdlets.Pipeline;
using KsefTools.Cmdlets.Sessions;
using KsefTools.Core.Office;
using KsefTools.Core.Tokens;

namespace KsefTools.Cmdlets.Commands;

/// <summary>
/// Lists the tokens that KSeF has for clients, with the secret of ours that each is. A token that may manage or read
/// credentials shows all of its client's; any other shows itself.
/// </summary>
[Cmdlet(VerbsCommon.Get, "KsefToken")]
[OutputType(typeof(KsefToken))]
public sealed class GetKsefTokenCommand : CredentialQueryCmdlet
{
    /// <summary>Only tokens in these states; without it, all.</summary>
    [Parameter]
    [ValidateSet("Pending", "Active", "Revoking", "Revoked", "Failed")]
    public string[] Status { get; set; } = [];

    /// <inheritdoc/>
    private protected override async Task AskAsync(
        OfficeFolder office,
        IReadOnlyList<KsefCredential> credentials,
        Ksef ksef,
        CancellationToken cancellationToken
    )
    {
        var inventory = new TokenInventory(office, ksef.Vault, ksef.Sessions);
        var listings = inventory.RunAsync(credentials, Status, Parallelism(office), cancellationToken);
        await foreach (var listing in listings)
            Pump.Post(() =>
            {
                if (listing.Failure is not null)
                    WriteFailure(listing.Failure, listing.Credential);
                WriteObject(listing.Tokens, enumerateCollection: true);
            });
    }
}
