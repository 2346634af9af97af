namespace KsefTools.Core.Secrets;

/// <summary>
/// The vaults of a session, as the engine sees them. May be called from any thread; an implementation that is bound
/// to one thread queues the request there. A method that cannot do its work throws <see cref="SecretVaultException"/>.
/// </summary>
public interface ISecretVault
{
    /// <summary>The names of all secrets in a vault, in one request.</summary>
    /// <param name="vault">The vault's registered name; null for the session's default vault.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlySet<string>> ListAsync(string? vault, CancellationToken cancellationToken);

    /// <summary>Reads secrets; an address that holds none is left out of the answer.</summary>
    Task<IReadOnlyDictionary<SecretAddress, SecretText>> ReadAsync(
        IReadOnlyCollection<SecretAddress> addresses,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Writes secrets as one batch, reads each back and compares. When this returns, every secret is in its vault;
    /// when it throws, <see cref="SecretVaultException.Written"/> tells which ones are, and so does
    /// <see cref="SecretWriteStoppedException"/> after a cancellation.
    /// </summary>
    Task WriteAsync(IReadOnlyDictionary<SecretAddress, SecretText> secrets, CancellationToken cancellationToken);

    /// <summary>Removes secrets; one that is not there is no error.</summary>
    Task RemoveAsync(IReadOnlyCollection<SecretAddress> addresses, CancellationToken cancellationToken);
}
