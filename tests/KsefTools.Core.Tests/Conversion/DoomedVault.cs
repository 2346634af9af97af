using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Certificates.Enrolment;

namespace KsefTools.Core.Tests.Conversion;

/// <summary>A vault that outlives its process, which may die before and after each change.</summary>
internal sealed class DoomedVault(ISecretVault vault, Fate fate) : ISecretVault
{
    /// <summary>Fails the next change, as a locked vault does.</summary>
    public bool FailsOnce { get; set; }

    public Task<IReadOnlySet<string>> ListAsync(string? name, CancellationToken cancellationToken) =>
        vault.ListAsync(name, cancellationToken);

    public Task<IReadOnlyDictionary<SecretAddress, SecretText>> ReadAsync(
        IReadOnlyCollection<SecretAddress> addresses,
        CancellationToken cancellationToken
    ) => vault.ReadAsync(addresses, cancellationToken);

    public async Task WriteAsync(
        IReadOnlyDictionary<SecretAddress, SecretText> secrets,
        CancellationToken cancellationToken
    )
    {
        fate.Pass("before writing to the vault");
        await vault.WriteAsync(secrets, cancellationToken);
        fate.Pass("after writing to the vault");
    }

    public async Task RemoveAsync(IReadOnlyCollection<SecretAddress> addresses, CancellationToken cancellationToken)
    {
        fate.Pass("before removing from the vault");
        if (FailsOnce)
        {
            FailsOnce = false;
            throw new SecretVaultException(SecretVaultFailure.Locked, ConversionBench.VaultName, "the vault is locked");
        }
        await vault.RemoveAsync(addresses, cancellationToken);
        fate.Pass("after removing from the vault");
    }
}
