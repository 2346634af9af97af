using KsefTools.Core.Secrets;

namespace KsefTools.Core.Import.Folders;

/// <summary>Looks what lies in the vault already where an import would write.</summary>
internal static class PresentSecrets
{
    /// <summary>What lies at addresses; those that are null, or hold nothing, are left out.</summary>
    /// <exception cref="SecretVaultException">A vault cannot be read.</exception>
    public static async Task<IReadOnlyDictionary<SecretAddress, SecretText>> ReadAsync(
        ISecretVault vault,
        IEnumerable<SecretAddress?> addresses,
        CancellationToken cancellationToken
    )
    {
        var wanted = new HashSet<SecretAddress>();
        // A listing is one request; reading costs one for each secret, so only what is there is read.
        var groups = addresses
            .OfType<SecretAddress>()
            .Distinct()
            .GroupBy(address => address.Vault, StringComparer.OrdinalIgnoreCase);
        foreach (var group in groups)
        {
            var names = await vault.ListAsync(group.Key, cancellationToken).ConfigureAwait(false);
            wanted.UnionWith(group.Where(address => names.Contains(address.Name)));
        }
        return wanted.Count == 0
            ? new Dictionary<SecretAddress, SecretText>()
            : await vault.ReadAsync(wanted, cancellationToken).ConfigureAwait(false);
    }
}
