using System.Collections.Concurrent;
using System.Collections.Frozen;
using KsefTools.Core.Secrets;

namespace KsefTools.Testing.Vaults;

/// <summary>A vault that fails, waits or ends its process where a test wants it, and remembers its requests.</summary>
/// <param name="inner">What keeps the secrets.</param>
/// <param name="fate">Hears of each change before and after it, and may end the process; null for nobody.</param>
public sealed class FatefulVault(ISecretVault inner, IFate? fate = null) : ISecretVault
{
    private readonly ConcurrentQueue<VaultRequest> _requests = new();

    /// <summary>What it was asked, in order, whether it succeeded or not.</summary>
    public IEnumerable<VaultRequest> Requests => _requests;

    /// <summary>How long each request takes.</summary>
    public TimeSpan Slowness { get; init; }

    /// <summary>The clock of that time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What happens to a request. <see cref="VaultHandlings"/> has those that several tests need.</summary>
    public VaultHandling Handling { get; set; } = VaultHandlings.Sound;

    /// <summary>Whether the secrets of one write are requests of their own, ordered by their names.</summary>
    public bool WritesOneByOne { get; init; }

    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>> ListAsync(string? vault, CancellationToken cancellationToken)
    {
        IReadOnlySet<string> names = FrozenSet<string>.Empty;
        await HandleAsync(
            new VaultRequest(VaultAct.List, vault, []),
            async () => names = await inner.ListAsync(vault, cancellationToken),
            cancellationToken
        );
        return names;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<SecretAddress, SecretText>> ReadAsync(
        IReadOnlyCollection<SecretAddress> addresses,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyDictionary<SecretAddress, SecretText> found = FrozenDictionary<SecretAddress, SecretText>.Empty;
        await HandleAsync(
            new VaultRequest(VaultAct.Read, null, addresses),
            async () => found = await inner.ReadAsync(addresses, cancellationToken),
            cancellationToken
        );
        return found;
    }

    /// <inheritdoc/>
    public async Task WriteAsync(
        IReadOnlyDictionary<SecretAddress, SecretText> secrets,
        CancellationToken cancellationToken
    )
    {
        IEnumerable<IReadOnlyDictionary<SecretAddress, SecretText>> writes = WritesOneByOne
            ? secrets
                .OrderBy(pair => pair.Key.Name, StringComparer.Ordinal)
                .Select(pair => new Dictionary<SecretAddress, SecretText>([pair]))
            : [secrets];
        foreach (var write in writes)
        {
            fate?.Pass("before writing to the vault");
            await HandleAsync(
                new VaultRequest(VaultAct.Write, null, [.. write.Keys]),
                () => inner.WriteAsync(write, cancellationToken),
                cancellationToken
            );
            fate?.Pass("after writing to the vault");
        }
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(IReadOnlyCollection<SecretAddress> addresses, CancellationToken cancellationToken)
    {
        fate?.Pass("before removing from the vault");
        await HandleAsync(
            new VaultRequest(VaultAct.Remove, null, addresses),
            () => inner.RemoveAsync(addresses, cancellationToken),
            cancellationToken
        );
        fate?.Pass("after removing from the vault");
    }

    private async Task HandleAsync(VaultRequest request, Func<Task> pass, CancellationToken cancellationToken)
    {
        _requests.Enqueue(request);
        if (Slowness > TimeSpan.Zero)
            await Task.Delay(Slowness, Clock, cancellationToken);
        await Handling(request, pass);
    }
}
