using System.Diagnostics;

namespace KsefTools.Core.Files;

/// <summary>
/// Lets one process at a time do something: a file held open for itself alone, so a killed process lets go of it.
/// </summary>
public sealed class FileLock : IDisposable
{
    // Short against what is done under such a lock (40-70 ms a secret), so that two processes take turns without
    // idling.
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(40);

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Waits for the lock; null when another process held it all the time.</summary>
    /// <param name="path">The lock's file; made, and its folder, for the owner alone where it is missing.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is somebody else's.</exception>
    public static async Task<FileLock?> TryTakeAsync(
        string path,
        TimeSpan patience,
        CancellationToken cancellationToken
    )
    {
        AtomicFile.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var waited = Stopwatch.StartNew();
        do
        {
            try
            {
                return new FileLock(
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
