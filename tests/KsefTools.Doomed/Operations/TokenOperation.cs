using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Tokens;
using KsefTools.Core.Tokens.Making;

namespace KsefTools.Doomed.Operations;

/// <summary>Makes a token for every client that has none in its profile, or rotates those that it names.</summary>
/// <param name="rotates">Whether tokens take the place of others.</param>
internal sealed class TokenOperation(bool rotates) : IDoomedOperation
{
    public string Name => rotates ? "rotate" : "make-token";

    public async Task<string> RunAsync(DoomedOffice office, CancellationToken cancellationToken)
    {
        var options = new TokenOptions { ThrottleLimit = 1, Steps = office.Fate };
        var making = new TokenMaking(office.Office, office.Vault, office.Sessions, office.Clock, options);
        var orders = office
            .Office.Profiles.ReadAll(cancellationToken: cancellationToken)
            .Select(result => result.Profile)
            .OfType<ClientProfile>()
            .Select(profile =>
                rotates
                    ? new TokenOrder(profile)
                    {
                        Former = profile.Access.First(entry =>
                            entry is { Kind: CredentialKind.Token, Secret: not null }
                        ),
                    }
                    : new TokenOrder(profile) { Permissions = ["InvoiceRead"] }
            );
        List<string> outcomes = [];
        await foreach (var result in making.RunAsync([.. orders], cancellationToken))
        {
            // Here nothing else fails than the vault.
            if (result.Outcome is TokenOutcome.Failed)
                return DoomedOrder.VaultFailed;
            outcomes.Add($"{result.Outcome}");
        }
        return string.Join(' ', outcomes);
    }
}
