using System.Security.Cryptography;

namespace KsefTools.Core.Files;

/// <summary>
/// Writes files so that a reader, a crash or a full disk sees the old content or the new, never half of it. A new file
/// is readable by its owner only; a replaced one keeps its mode.
/// </summary>
internal static class AtomicFile
{
    /// <summary>What an interrupted write leaves behind ends with this.</summary>
    public const string TemporaryExtension = ".ksef-tmp";

    private const UnixFileMode OwnerOnlyFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnlyFolder = OwnerOnlyFile | UnixFileMode.UserExecute;

    public static void Create(string path, ReadOnlySpan<byte> bytes) =>
        Write(path, bytes, OwnerOnlyFile, overwrite: false);

    /// <summary>
    /// Writes a file of the machine's own: new or in place of another, which, like a link, gives way to it.
    /// </summary>
    public static void WritePrivate(string path, ReadOnlySpan<byte> bytes) =>
        Write(path, bytes, OwnerOnlyFile, overwrite: true);

    /// <summary>Replaces a file that a person owns: its mode stays, and so does a link to it.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        // A profile may be a link into a shared folder: the link stays, the file behind it changes.
        var target = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
        var mode = OperatingSystem.IsWindows() ? OwnerOnlyFile : File.GetUnixFileMode(target);
        Write(target, bytes, mode, overwrite: true);
    }

    /// <summary>
    /// Creates a folder that only its owner can enter, and so those above it that are missing; one that exists stays as
    /// it is.
    /// </summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }
        // The mode counts for the last folder alone.
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } above && !Directory.Exists(above))
            CreateFolder(above);
        Directory.CreateDirectory(path, OwnerOnlyFolder);
    }

    /// <summary>Creates a folder of the machine's own, in which nobody else's link leads elsewhere.</summary>
    /// <exception cref="UnauthorizedAccessException">It is a link.</exception>
    public static void CreateOwnFolder(string path)
    {
        RefuseLink(path);
        CreateFolder(path);
    }

    /// <summary>
    /// Opens a file of the machine's own for locking or appending; what is written becomes its owner's alone.
    /// </summary>
    /// <exception cref="UnauthorizedAccessException">It is a link.</exception>
    public static FileStream OpenOwn(string path, FileMode mode, FileAccess access, FileShare share)
    {
        RefuseLink(path);
        return new FileStream(path, OwnerOnly(mode, access, share));
    }

    /// <summary>
    /// Goes to the end of a file of lines. One that a full disk or a killed process tore stays by itself: what is
    /// written next is a line of its own.
    /// </summary>
    public static void GoToNextLine(FileStream file)
    {
        if (file.Length == 0)
            return;
        file.Seek(-1, SeekOrigin.End);
        if (file.ReadByte() is not '\n')
            file.WriteByte((byte)'\n');
    }

    /// <summary>Lets nobody but its owner read a file that is open already.</summary>
    public static void MakePrivate(FileStream file)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file.SafeFileHandle, OwnerOnlyFile);
    }

    /// <summary>Options for a file of ours that is appended to or locked rather than replaced.</summary>
    public static FileStreamOptions OwnerOnly(FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = access,
            Share = share,
        };
        if (!OperatingSystem.IsWindows() && mode is not FileMode.Open)
            options.UnixCreateMode = OwnerOnlyFile;
        return options;
    }

    // Whoever may write into the folder could have put it there to have another file written.
    private static void RefuseLink(string path)
    {
        if (new FileInfo(path).LinkTarget is not null)
            throw new UnauthorizedAccessException(
                UiText.Of(
                    $"'{path}' is a link, and nothing is written through it. Remove it.",
                    $"'{path}' jest dowiązaniem, a przez nie nic nie jest zapisywane. Usuń je."
                )
            );
    }

    private static void Write(string path, ReadOnlySpan<byte> bytes, UnixFileMode mode, bool overwrite)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        // The system's own message would name the temporary file.
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException(
                UiText.Of($"There is no folder '{folder}'.", $"Nie ma folderu '{folder}'.")
            );
        var suffix = RandomNumberGenerator.GetHexString(8, lowercase: true);
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{suffix}{TemporaryExtension}");
        try
        {
            using (
                var stream = new FileStream(temporary, OwnerOnly(FileMode.CreateNew, FileAccess.Write, FileShare.None))
            )
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(temporary, mode);
            File.Move(temporary, path, overwrite);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
