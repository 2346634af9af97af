using KsefTools.Core.Access.Ending;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Doomed.Operations;

/// <summary>Ends the office's access at all its clients.</summary>
internal sealed class AccessOperation : IDoomedOperation
{
    public string Name => "end-access";

    public async Task<string> RunAsync(DoomedOffice office, CancellationToken cancellationToken)
    {
        var clients = office
            .Office.Profiles.ReadAll(cancellationToken: cancellationToken)
            .Select(result => result.Profile)
            .OfType<ClientProfile>()
            .ToList();
        var options = new AccessEndOptions { ThrottleLimit = 1, Steps = office.Fate };
        var ending = new AccessEnding(
            office.Office,
            office.Vault,
            office.Sessions,
            office.Cache,
            office.Clock,
            options
        );
        List<string> outcomes = [];
        await foreach (var end in ending.RunAsync(new AccessEndOrder(clients), cancellationToken))
        {
            // Here nothing else fails than the vault.
            if (end.Outcome is AccessEndOutcome.Failed)
                return DoomedOrder.VaultFailed;
            outcomes.Add($"{end.Outcome}");
        }
        return string.Join(' ', outcomes);
    }
}
