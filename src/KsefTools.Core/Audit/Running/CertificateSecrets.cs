using KsefTools.Core.Credentials;
using KsefTools.Core.Keys;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Audit.Running;

/// <summary>
/// Certificates with their keys as the vault gave them, each read and kept once a run: one identity of the office
/// serves a thousand clients. Ends them with itself.
/// </summary>
internal sealed class CertificateSecrets : IDisposable
{
    private readonly Dictionary<SecretAddress, SecretLookup> _known = [];

    public bool Has(SecretAddress address) => _known.ContainsKey(address);

    /// <summary>
    /// What the secret is, whether or not it was read before; null where it was neither read nor given.
    /// </summary>
    public SecretLookup? Find(SecretAddress address, SecretText? secret)
    {
        if (_known.TryGetValue(address, out var known) || secret is null)
            return known;
        return _known[address] = Read(secret);
    }

    public void Dispose()
    {
        foreach (var lookup in _known.Values)
            lookup.Material?.Dispose();
    }

    private static SecretLookup Read(SecretText secret)
    {
        try
        {
            return new SecretLookup(SecretState.Present, Material: KeyMaterial.FromVaultText(secret));
        }
        catch (KeyMaterialException exception)
        {
            var state = exception.Failure is KeyMaterialFailure.KeyMismatch or KeyMaterialFailure.KeyOfOtherAlgorithm
                ? SecretState.KeyMismatch
                : SecretState.NotACertificate;
            return new SecretLookup(state, Problem: exception.Message);
        }
    }
}
