using System.Security.Cryptography;
using System.Text;
using KsefTools.Core.Files;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.SignIn.Sessions;

/// <summary>
/// Where sessions outlive a process: a file of the user's own, of any size, sealed under a small key that the vault
/// keeps. One file a vault (docs/decisions/0015-session-file.md).
/// </summary>
/// <param name="folder">The user's own; made, for its owner alone, where it is missing.</param>
/// <param name="vault">The key's vault; null for the session's default vault.</param>
internal sealed class SessionFile(string folder, string? vault)
{
    /// <summary>Longer than a slow vault takes for a key, or a disk for a file.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SecretAddress _keyAddress = new(vault, SecretNames.SessionKey);
    private byte[]? _key;

    public string? Vault => vault;

    public string Path { get; } = System.IO.Path.Join(System.IO.Path.GetFullPath(folder), NameFor(vault));

    /// <summary>Whether the key is at hand; from then on, the vault is not asked any more.</summary>
    public bool IsUnlocked => _key is not null;

    /// <summary>Whether anything is kept.</summary>
    public bool Exists => File.Exists(Path);

    /// <summary>Gets the key from the vault; false where there is none.</summary>
    /// <exception cref="SecretVaultException">The vault refuses.</exception>
    public async Task<bool> TryUnlockAsync(ISecretVault secrets, CancellationToken cancellationToken)
    {
        _key = await FindKeyAsync(secrets, cancellationToken);
        return IsUnlocked;
    }

    /// <summary>Makes a key. Of two processes that do so at once, both get the same.</summary>
    /// <exception cref="SecretVaultException">The vault refuses.</exception>
    /// <exception cref="IOException">The lock cannot be made, or another process holds it for too long.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is somebody else's.</exception>
    public async Task MakeKeyAsync(ISecretVault secrets, CancellationToken cancellationToken)
    {
        using var held = await LockAsync(cancellationToken);
        _key = await FindKeyAsync(secrets, cancellationToken) ?? await WriteKeyAsync(secrets, cancellationToken);
    }

    /// <summary>What the file holds; null where there is none.</summary>
    /// <exception cref="CryptographicException">The file is damaged, or sealed under another key.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It is somebody else's.</exception>
    public byte[]? Read() => SealedFile.Read(Path, _key);

    /// <summary>
    /// Replaces what the file holds, while no other process does; a file that cannot be read counts as none.
    /// </summary>
    /// <param name="change">From the present content, null for none, to the new one.</param>
    /// <param name="cancellationToken">Ends the wait for another process.</param>
    /// <exception cref="IOException">It cannot be written; the old file still stands.</exception>
    /// <exception cref="UnauthorizedAccessException">It is somebody else's.</exception>
    public async Task UpdateAsync(Func<byte[]?, byte[]> change, CancellationToken cancellationToken)
    {
        using var held = await LockAsync(cancellationToken);
        SealedFile.Write(Path, _key, change(TryRead()));
    }

    private byte[]? TryRead()
    {
        try
        {
            return Read();
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private async Task<byte[]?> FindKeyAsync(ISecretVault secrets, CancellationToken cancellationToken)
    {
        var found = await secrets.ReadAsync([_keyAddress], cancellationToken);
        if (!found.TryGetValue(_keyAddress, out var text))
            return null;
        var key = new byte[SealedFile.KeySize];
        // What is no key (cut off, overwritten) opens nothing: a new one takes its place.
        return Convert.TryFromBase64String(text.Reveal(), key, out var length) && length == key.Length ? key : null;
    }

    private async Task<byte[]> WriteKeyAsync(ISecretVault secrets, CancellationToken cancellationToken)
    {
        var made = new SecretText(Convert.ToBase64String(RandomNumberGenerator.GetBytes(SealedFile.KeySize)));
        await secrets.WriteAsync(new Dictionary<SecretAddress, SecretText> { [_keyAddress] = made }, cancellationToken);
        // Another machine may share the vault and not the lock: what the vault says now is the key.
        return await FindKeyAsync(secrets, cancellationToken)
            ?? throw new SecretVaultException(
                SecretVaultFailure.WriteLost,
                _keyAddress.Vault,
                UiText.Of(
                    $"The secret {_keyAddress} was written and is not there.",
                    $"Sekret {_keyAddress} zapisano, ale go nie ma."
                )
            );
    }

    private async Task<FileLock> LockAsync(CancellationToken cancellationToken) =>
        await FileLock.TryTakeAsync($"{Path}.lock", Patience, cancellationToken)
        ?? throw new IOException(
            UiText.Of(
                $"Another process has held '{Path}' for more than {Patience.TotalSeconds:0} s.",
                $"Inny proces trzyma '{Path}' dłużej niż {Patience.TotalSeconds:0} s."
            )
        );

    // A vault's name may hold anything, and counts in any case.
    private static string NameFor(string? vault)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(vault?.ToUpperInvariant() ?? ""));
        return $"sessions-{Convert.ToHexStringLower(hash)[..16]}.sealed";
    }
}
