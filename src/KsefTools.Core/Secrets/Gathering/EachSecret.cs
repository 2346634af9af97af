using System.Collections.Frozen;

namespace KsefTools.Core.Secrets.Gathering;

/// <summary>
/// Reads many secrets of which a vault may refuse some: what it refuses together is asked for one by one, so that one
/// secret's failure is not the others'.
/// </summary>
/// <param name="vault">The vaults.</param>
internal sealed class EachSecret(ISecretVault vault)
{
    /// <summary>
    /// So many refused one after the other are the vault's own failure: it is not asked for each of a thousand.
    /// </summary>
    private const int MostRefused = 10;

    private readonly Dictionary<string, int> _inARow = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads secrets of one vault; what it holds none of is in neither answer.</summary>
    /// <exception cref="SecretVaultException">The vault itself did not answer.</exception>
    public async Task<(
        IReadOnlyDictionary<SecretAddress, SecretText> Found,
        IReadOnlyDictionary<SecretAddress, SecretVaultException> Refused
    )> ReadAsync(IReadOnlyCollection<SecretAddress> addresses, CancellationToken cancellationToken)
    {
        if (addresses.Count == 0)
            return (FrozenDictionary<SecretAddress, SecretText>.Empty, None);
        var key = addresses.First().Vault ?? "";
        SecretVaultException? refusal;
        try
        {
            var all = await vault.ReadAsync(addresses, cancellationToken);
            _inARow[key] = 0;
            return (all, None);
        }
        catch (SecretVaultException failure) when (MayBeOfOne(failure))
        {
            refusal = failure;
        }
        if (addresses.Count == 1 && refusal.Failure is not SecretVaultFailure.NotText)
            _inARow[key] = _inARow.GetValueOrDefault(key) + 1;
        var found = new Dictionary<SecretAddress, SecretText>();
        var refused = new Dictionary<SecretAddress, SecretVaultException>();
        foreach (var address in addresses)
        {
            if (addresses.Count == 1 || _inARow.GetValueOrDefault(key) >= MostRefused)
            {
                refused[address] = refusal;
                continue;
            }
            var (one, no) = await ReadAsync([address], cancellationToken);
            foreach (var (at, text) in one)
                found[at] = text;
            foreach (var (at, why) in no)
                refused[at] = refusal = why;
        }
        return (found, refused);
    }

    private static FrozenDictionary<SecretAddress, SecretVaultException> None =>
        FrozenDictionary<SecretAddress, SecretVaultException>.Empty;

    // A vault that is locked, damaged or not there is so for each of its secrets.
    private static bool MayBeOfOne(SecretVaultException failure) =>
        failure.Failure is SecretVaultFailure.NotText or SecretVaultFailure.Forbidden or SecretVaultFailure.Other;
}
