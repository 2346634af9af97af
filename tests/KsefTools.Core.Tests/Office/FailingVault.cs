using KsefTools.Core.Secrets;

namespace KsefTools.Core.Tests.Office;

/// <summary>A vault that fails where a test wants it to; what it did before stays done.</summary>
internal sealed class FailingVault(ISecretVault inner) : ISecretVault
{
    public SecretVaultFailure? OnList { get; init; }

    /// <summary>How many secrets still get in before writing fails; null for no end.</summary>
    public int? WritesLeft { get; set; }

    /// <summary>What a write that fails throws.</summary>
    public Func<Exception> WriteError { get; init; } =
        () => new SecretVaultException(SecretVaultFailure.WriteLost, null, "the disk of the vault is full");

    public bool RemoveFails { get; init; }

    public bool ReadFails { get; set; }

    /// <summary>Called after each secret that got in.</summary>
    public Action<SecretAddress>? Written { get; init; }

    public Task<IReadOnlySet<string>> ListAsync(string? vault, CancellationToken cancellationToken) =>
        OnList is { } failure
            ? throw new SecretVaultException(failure, vault, "the vault does not answer")
            : inner.ListAsync(vault, cancellationToken);

    public Task<IReadOnlyDictionary<SecretAddress, SecretText>> ReadAsync(
        IReadOnlyCollection<SecretAddress> addresses,
        CancellationToken cancellationToken
    ) =>
        ReadFails
            ? throw new SecretVaultException(SecretVaultFailure.Locked, null, "the vault is locked")
            : inner.ReadAsync(addresses, cancellationToken);

    public async Task WriteAsync(
        IReadOnlyDictionary<SecretAddress, SecretText> secrets,
        CancellationToken cancellationToken
    )
    {
        foreach (var pair in secrets.OrderBy(pair => pair.Key.Name, StringComparer.Ordinal))
        {
            if (WritesLeft-- <= 0)
                throw WriteError();
            await inner.WriteAsync(new Dictionary<SecretAddress, SecretText>([pair]), cancellationToken);
            Written?.Invoke(pair.Key);
        }
    }

    public Task RemoveAsync(IReadOnlyCollection<SecretAddress> addresses, CancellationToken cancellationToken) =>
        RemoveFails
            ? throw new SecretVaultException(SecretVaultFailure.Other, null, "the vault refuses to remove")
            : inner.RemoveAsync(addresses, cancellationToken);
}
