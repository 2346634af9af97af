namespace KsefTools.Core.Secrets;

/// <summary>
/// A vault as it is: one call, one request, no protection against other processes. To be used through
/// <see cref="GuardedVault"/>. Each method throws <see cref="SecretVaultException"/> when the vault refuses.
/// </summary>
public interface IUnguardedVault
{
    /// <summary>The names of all secrets in a vault.</summary>
    Task<IReadOnlySet<string>> ListAsync(string? vault, CancellationToken cancellationToken);

    /// <summary>Reads secrets of one vault; a name that holds none is left out of the answer.</summary>
    Task<IReadOnlyDictionary<string, SecretText>> ReadAsync(
        string? vault,
        IReadOnlyCollection<string> names,
        CancellationToken cancellationToken
    );

    /// <summary>Writes one secret, over an older one of the same name.</summary>
    Task WriteAsync(SecretAddress address, SecretText secret, CancellationToken cancellationToken);

    /// <summary>Removes one secret; one that is not there is no error.</summary>
    Task RemoveAsync(SecretAddress address, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the vault forget what this process remembers of it and read what other processes have written. Does
    /// nothing for a vault that remembers nothing.
    /// </summary>
    /// <param name="vault">The vault.</param>
    /// <param name="beforeWriting">
    /// True where stale memory would overwrite other processes' secrets, so that the answer must be certain even if it
    /// takes seconds; false where it would only be a few seconds old.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task RefreshAsync(string? vault, bool beforeWriting, CancellationToken cancellationToken);

    /// <summary>
    /// The folder with the files in which the vault keeps all its secrets, and which it writes whole with each of them,
    /// so that a full disk can cost them all; null for a vault of which that is not known.
    /// </summary>
    Task<string?> FindFilesAsync(string? vault, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
