using KsefTools.Core.Secrets;

namespace KsefTools.Core.Tests.SignIn;

/// <summary>A vault that remembers which secrets it was asked for, one entry a request.</summary>
internal sealed class CountingVault(ISecretVault inner) : ISecretVault
{
    public List<IReadOnlyCollection<SecretAddress>> Reads { get; } = [];

    public Task<IReadOnlySet<string>> ListAsync(string? vault, CancellationToken cancellationToken) =>
        inner.ListAsync(vault, cancellationToken);

    public Task<IReadOnlyDictionary<SecretAddress, SecretText>> ReadAsync(
        IReadOnlyCollection<SecretAddress> addresses,
        CancellationToken cancellationToken
    )
    {
        Reads.Add(addresses);
        return inner.ReadAsync(addresses, cancellationToken);
    }

    public Task WriteAsync(
        IReadOnlyDictionary<SecretAddress, SecretText> secrets,
        CancellationToken cancellationToken
    ) => inner.WriteAsync(secrets, cancellationToken);

    public Task RemoveAsync(IReadOnlyCollection<SecretAddress> addresses, CancellationToken cancellationToken) =>
        inner.RemoveAsync(addresses, cancellationToken);
}
