using System.Diagnostics;
using KsefTools.Core.Files;

namespace KsefTools.Core.Secrets;

/// <summary>
/// Lets one process at a time write to the user's vaults: SecretStore keeps one file a user, and each process
/// rewrites all of it from its own memory. The lock is a file held open for itself alone, so a killed process lets
/// go of it.
/// </summary>
public sealed class VaultLock : IDisposable
{
    // Short against a write (40-70 ms), so that two batches take turns without much idling.
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(40);

    private readonly FileStream _file;

    private VaultLock(FileStream file) => _file = file;

    /// <summary>Waits for the lock; null when another process held it all the time.</summary>
    /// <param name="folder">Where the lock's file is; made, for the owner alone, where it is missing.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is somebody else's.</exception>
    public static async Task<VaultLock?> TryTakeAsync(
        string folder,
        TimeSpan patience,
        CancellationToken cancellationToken
    )
    {
        AtomicFile.CreateFolder(folder);
        var path = Path.Join(folder, "vault.lock");
        var waited = Stopwatch.StartNew();
        do
        {
            try
            {
                return new VaultLock(
                    new FileStream(
                        path,
                        AtomicFile.OwnerOnly(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
                    )
                );
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(Retry, cancellationToken);
            }
        } while (waited.Elapsed < patience);
        return null;
    }

    /// <inheritdoc/>
    // The file stays: deleting it would let two processes hold two files of the same name.
    public void Dispose() => _file.Dispose();
}
