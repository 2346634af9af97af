using System.Text;
using KsefTools.Core.Secrets;

namespace KsefTools.Doomed.Vault;

/// <summary>
/// A vault that outlives its process: a folder for each vault, a file for each secret, which is there whole and on disk
/// or not at all. Only its owner may read it.
/// </summary>
/// <param name="path">The folder; made with the first secret.</param>
/// <param name="whileWriting">
/// Called when a secret is on disk under a name that nobody reads yet; null for nobody.
/// </param>
public sealed class FolderVault(string path, Action? whileWriting = null) : ISecretVault
{
    private const string Unfinished = ".unfinished";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public FolderVault With(Action whileItWrites) => new(path, whileItWrites);

    /// <inheritdoc/>
    public Task<IReadOnlySet<string>> ListAsync(string? vault, CancellationToken cancellationToken)
    {
        var folder = FolderOf(vault);
        IEnumerable<string> names = Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [];
        return Task.FromResult<IReadOnlySet<string>>(
            names
                .Where(name => !name.EndsWith(Unfinished, StringComparison.Ordinal))
                .Select(name => Path.GetFileName(name))
                .ToHashSet(StringComparer.OrdinalIgnoreCase)
        );
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<SecretAddress, SecretText>> ReadAsync(
        IReadOnlyCollection<SecretAddress> addresses,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult<IReadOnlyDictionary<SecretAddress, SecretText>>(
            addresses
                .Distinct()
                .Where(address => File.Exists(PathOf(address)))
                .ToDictionary(address => address, address => new SecretText(File.ReadAllText(PathOf(address))))
        );

    /// <inheritdoc/>
    public Task WriteAsync(IReadOnlyDictionary<SecretAddress, SecretText> secrets, CancellationToken cancellationToken)
    {
        foreach (var (address, secret) in secrets)
            Write(address, secret);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task RemoveAsync(IReadOnlyCollection<SecretAddress> addresses, CancellationToken cancellationToken)
    {
        foreach (var address in addresses.Where(address => File.Exists(PathOf(address))))
            File.Delete(PathOf(address));
        return Task.CompletedTask;
    }

    private void Write(SecretAddress address, SecretText secret)
    {
        var final = PathOf(address);
        Directory.CreateDirectory(Path.GetDirectoryName(final)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(final + Unfinished, options))
        {
            file.Write(Encoding.UTF8.GetBytes(secret.Reveal()));
            file.Flush(flushToDisk: true);
        }
        whileWriting?.Invoke();
        File.Move(final + Unfinished, final, overwrite: true);
        if (!string.Equals(File.ReadAllText(final), secret.Reveal(), StringComparison.Ordinal))
            throw new SecretVaultException(SecretVaultFailure.WriteLost, address.Vault, $"{address} was not kept.");
    }

    private string FolderOf(string? vault) => Path.Combine(path, vault ?? "default");

    private string PathOf(SecretAddress address) => Path.Combine(FolderOf(address.Vault), address.Name);
}
