using KsefTools.Core.Secrets;
using KsefTools.Core.Secrets.Gathering;

namespace KsefTools.Core.Import.Folders;

/// <summary>What lies in vaults already where an import would write.</summary>
/// <param name="Found">What was read.</param>
/// <param name="Refused">
/// Why a place could not be looked at: what is there is nobody's to overwrite. Others' rows go on.
/// </param>
internal sealed record PresentSecrets(
    IReadOnlyDictionary<SecretAddress, SecretText> Found,
    IReadOnlyDictionary<SecretAddress, SecretVaultException> Refused
)
{
    /// <summary>What lies at addresses; those that are null, or hold nothing, are left out.</summary>
    /// <exception cref="SecretVaultException">No vault answered.</exception>
    public static async Task<PresentSecrets> ReadAsync(
        ISecretVault vault,
        IEnumerable<SecretAddress?> addresses,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<SecretAddress, SecretText>();
        var refused = new Dictionary<SecretAddress, SecretVaultException>();
        var secrets = new EachSecret(vault);
        var groups = addresses
            .OfType<SecretAddress>()
            .Distinct()
            .GroupBy(address => address.Vault, StringComparer.OrdinalIgnoreCase)
            .ToList();
        var answered = groups.Count == 0;
        SecretVaultException? silence = null;
        foreach (var group in groups)
            try
            {
                // A listing is one request; reading costs one for each secret, so only what is there is read.
                var names = await vault.ListAsync(group.Key, cancellationToken).ConfigureAwait(false);
                var wanted = group.Where(address => names.Contains(address.Name)).ToList();
                var (texts, refusals) = await secrets.ReadAsync(wanted, cancellationToken).ConfigureAwait(false);
                foreach (var (address, text) in texts)
                    found[address] = text;
                foreach (var (address, why) in refusals)
                    refused[address] = why;
                answered = true;
            }
            catch (SecretVaultException failure)
            {
                silence = failure;
                foreach (var address in group)
                    refused[address] = failure;
            }
        return answered ? new PresentSecrets(found, refused) : throw silence!;
    }
}
