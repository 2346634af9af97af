using System.Diagnostics;

namespace KsefTools.Cmdlets.Vault;

/// <summary>
/// Decides when SecretStore's memory of its file may be old. It reloads by itself only 5 s after another process's
/// write, and not at all when this process wrote within the 5 s before it.
/// </summary>
internal static class SecretStoreReload
{
    // From SecretStore's sources: the delay of its timer, and the age that a change must have over its own last write.
    private static readonly TimeSpan StoreDelay = TimeSpan.FromSeconds(5);

    // One SecretStore a process, whatever the number of runspaces and vault names.
    private static readonly Lock Sync = new();
    private static DateTime _known = DateTime.MinValue;

    private static readonly DateTime ProcessStart = Process.GetCurrentProcess().StartTime.ToUniversalTime();

    private static string StoreFile { get; } = Path.Join(StoreFolder, "storefile");

    /// <summary>The folder of SecretStore's own files, all of which are needed to open it.</summary>
    internal static string StoreFolder => Path.Join(Folder, "localstore");

    /// <summary>The folder that SecretManagement and SecretStore keep their files in.</summary>
    internal static string Folder =>
        OperatingSystem.IsWindows()
            ? Path.Join(
                Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData),
                "Microsoft",
                "PowerShell",
                "secretmanagement"
            )
            : Path.Join(Environment.GetEnvironmentVariable("HOME"), ".secretmanagement");

    /// <summary>The lock's folder, beside the store: whoever shares the store shares the lock.</summary>
    internal static string LockFolder => Path.Join(Folder, "kseftools");

    /// <summary>
    /// Where the store's file was, if it is gone though its key is there, which comes with the first secret; else null.
    /// </summary>
    internal static string? LostFile() =>
        !File.Exists(StoreFile) && File.Exists(Path.Join(StoreFolder, "storeaux")) ? StoreFile : null;

    /// <summary>Whether the file has changed since this process last knew that memory and file were the same.</summary>
    internal static bool MayBeStale()
    {
        lock (Sync)
        {
            var changed = File.GetLastWriteTimeUtc(StoreFile);
            // What is older than the process cannot have changed after the process read it.
            return changed != _known && changed >= ProcessStart;
        }
    }

    /// <summary>
    /// After a forced reload, and after a write of our own under the lock: memory is what the file says.
    /// </summary>
    internal static void NoteCurrent()
    {
        lock (Sync)
            _known = File.GetLastWriteTimeUtc(StoreFile);
    }

    /// <summary>
    /// For a store with a password, which only its owner could unlock again: makes its file look changed, late enough
    /// to count over the store's own last write, so that the store's file watcher reloads it.
    /// </summary>
    /// <returns>How long that takes.</returns>
    internal static TimeSpan AskStoreToReload()
    {
        lock (Sync)
        {
            File.SetLastWriteTimeUtc(StoreFile, DateTime.UtcNow + StoreDelay + TimeSpan.FromSeconds(1));
            _known = File.GetLastWriteTimeUtc(StoreFile);
        }

        return StoreDelay + TimeSpan.FromSeconds(1);
    }
}
