namespace KsefTools.Core.Files;

/// <summary>
/// What one person decides for herself on one machine: <c>~/.config/ksef-tools</c>, <c>%APPDATA%\ksef-tools</c>. Never
/// inside an office's folder, which others may write.
/// </summary>
internal static class UserFolder
{
    private const string Name = "ksef-tools";
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>About two seconds: a change takes milliseconds.</summary>
    private const int Attempts = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>The folder; null where the account has no configuration folder.</summary>
    public static string? Locate() =>
        Environment.GetFolderPath(
            Environment.SpecialFolder.ApplicationData,
            Environment.SpecialFolderOption.DoNotVerify
        )
            is { Length: > 0 } configuration
            ? Path.Join(configuration, Name)
            : null;

    /// <summary>
    /// Whether a file's content is this person's own word: on Unix, nobody else may write the file or its folder. A
    /// file that is not there is nobody's.
    /// </summary>
    public static bool IsOwn(string path)
    {
        if (!File.Exists(path))
            return false;
        return OperatingSystem.IsWindows()
            || ((File.GetUnixFileMode(path) | File.GetUnixFileMode(Path.GetDirectoryName(path)!)) & WritableByOthers)
                == UnixFileMode.None;
    }

    /// <summary>Runs a change while no other of this person's processes makes one.</summary>
    /// <exception cref="IOException">The folder cannot be written, or is held for too long.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is somebody else's.</exception>
    public static T Change<T>(string folder, Func<T> change)
    {
        AtomicFile.CreateFolder(folder);
        var path = Path.Join(folder, ".lock");
        for (var attempt = 1; ; attempt++)
        {
            FileStream held;
            try
            {
                held = new FileStream(
                    path,
                    AtomicFile.OwnerOnly(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
                );
            }
            catch (IOException) when (attempt < Attempts && File.Exists(path))
            {
                Thread.Sleep(Pause);
                continue;
            }
            using (held)
                return change();
        }
    }
}
