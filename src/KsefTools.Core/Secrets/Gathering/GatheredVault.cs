namespace KsefTools.Core.Secrets.Gathering;

/// <summary>
/// A vault whose changes leave together where several clients' come at once. Of one secret's change most is what
/// every change needs: lock, reload, a copy of the file, reading back. (Measured: at 1,000 clients a rotation of tokens
/// waited for the vault more than for KSeF.)
/// </summary>
/// <param name="inner">The vault.</param>
public sealed class GatheredVault(ISecretVault inner) : ISecretVault
{
    private readonly SharedTurns<Change, bool> _changes = new(
        change => change.Writes.Keys.Concat(change.Removals).Select(address => address.Name),
        async (turn, cancellationToken) =>
        {
            var writes = turn.SelectMany(change => change.Writes).ToDictionary();
            if (writes.Count > 0)
                await inner.WriteAsync(writes, cancellationToken).ConfigureAwait(false);
            var removals = turn.SelectMany(change => change.Removals).ToList();
            if (removals.Count > 0)
                await inner.RemoveAsync(removals, cancellationToken).ConfigureAwait(false);
            return [.. turn.Select(_ => true)];
        }
    );

    /// <inheritdoc/>
    public Task<IReadOnlySet<string>> ListAsync(string? vault, CancellationToken cancellationToken) =>
        inner.ListAsync(vault, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<SecretAddress, SecretText>> ReadAsync(
        IReadOnlyCollection<SecretAddress> addresses,
        CancellationToken cancellationToken
    ) => inner.ReadAsync(addresses, cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(
        IReadOnlyDictionary<SecretAddress, SecretText> secrets,
        CancellationToken cancellationToken
    ) => _changes.AskAsync(new Change(secrets, []), cancellationToken);

    /// <inheritdoc/>
    public Task RemoveAsync(IReadOnlyCollection<SecretAddress> addresses, CancellationToken cancellationToken) =>
        _changes.AskAsync(new Change(new Dictionary<SecretAddress, SecretText>(), addresses), cancellationToken);

    private sealed record Change(
        IReadOnlyDictionary<SecretAddress, SecretText> Writes,
        IReadOnlyCollection<SecretAddress> Removals
    );
}
