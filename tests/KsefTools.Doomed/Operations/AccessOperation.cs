using KsefTools.Core.Access.Ending;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Doomed.Operations;

/// <summary>Ends the office's access at all its clients, or somebody's, whose tokens get successors.</summary>
/// <param name="leaver">Who leaves; null where the office does.</param>
internal sealed class AccessOperation(string? leaver = null) : IDoomedOperation
{
    public string Name => leaver is null ? "end-access" : "replace-leaver";

    public async Task<string> RunAsync(DoomedOffice office, CancellationToken cancellationToken)
    {
        var clients = office
            .Office.Profiles.ReadAll(cancellationToken: cancellationToken)
            .Select(result => result.Profile)
            .OfType<ClientProfile>()
            .ToList();
        var options = new AccessEndOptions
        {
            ThrottleLimit = 1,
            Replace = leaver is not null,
            Steps = office.Fate,
            Warn = Console.Error.WriteLine,
        };
        var ending = new AccessEnding(
            office.Office,
            office.Vault,
            office.Sessions,
            office.Cache,
            office.Clock,
            options
        );
        var order = new AccessEndOrder(clients) { Holders = leaver is null ? [] : [leaver] };
        List<string> outcomes = [];
        await foreach (var end in ending.RunAsync(order, cancellationToken))
        {
            // Here nothing else fails than the vault.
            if (end.Outcome is AccessEndOutcome.Failed)
            {
                await Console.Error.WriteLineAsync(end.Reason);
                return DoomedOrder.VaultFailed;
            }
            outcomes.Add($"{end.Outcome}");
        }
        return string.Join(' ', outcomes);
    }
}
