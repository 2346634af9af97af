using System.Collections.Concurrent;

namespace KsefTools.Core.Secrets;

/// <summary>A vault that lives as long as the process: for tests and for the demo.</summary>
public sealed class InMemoryVault : ISecretVault
{
    private readonly ConcurrentDictionary<SecretAddress, SecretText> _secrets = new();

    /// <inheritdoc/>
    public Task<IReadOnlySet<string>> ListAsync(string? vault, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<string>>(
            _secrets
                .Keys.Where(address => string.Equals(address.Vault, vault, StringComparison.OrdinalIgnoreCase))
                .Select(address => address.Name)
                .ToHashSet(StringComparer.OrdinalIgnoreCase)
        );

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<SecretAddress, SecretText>> ReadAsync(
        IReadOnlyCollection<SecretAddress> addresses,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<SecretAddress, SecretText>();
        foreach (var address in addresses)
            if (_secrets.TryGetValue(address, out var secret))
                found[address] = secret.From(address);
        return Task.FromResult<IReadOnlyDictionary<SecretAddress, SecretText>>(found);
    }

    /// <inheritdoc/>
    public Task WriteAsync(IReadOnlyDictionary<SecretAddress, SecretText> secrets, CancellationToken cancellationToken)
    {
        foreach (var (address, secret) in secrets)
            _secrets[address] = secret;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task RemoveAsync(IReadOnlyCollection<SecretAddress> addresses, CancellationToken cancellationToken)
    {
        foreach (var address in addresses)
            _secrets.TryRemove(address, out _);
        return Task.CompletedTask;
    }
}
