using System.Formats.Tar;

namespace KsefTools.Core.Files;

/// <summary>
/// Opens what others may have put into a folder. A pipe, a socket or a device under a file's name is refused before it
/// is opened: to open a pipe that nobody writes to waits for ever, and a device may give bytes without end.
/// </summary>
internal static class RegularFile
{
    private static readonly int NoArchive = new IOException().HResult;

    /// <summary>
    /// Opens a file for reading. Others may replace it meanwhile: whoever reads must not keep them from it.
    /// </summary>
    /// <exception cref="IOException">It is no file, or cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream OpenRead(string path)
    {
        Require(path);
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
    }

    /// <summary>The whole content of a file.</summary>
    /// <inheritdoc cref="OpenRead" path="/exception"/>
    public static byte[] ReadAllBytes(string path)
    {
        Require(path);
        return File.ReadAllBytes(path);
    }

    /// <summary>The whole text of a file, in UTF-8 unless its byte order mark says otherwise.</summary>
    /// <inheritdoc cref="OpenRead" path="/exception"/>
    public static string ReadAllText(string path)
    {
        Require(path);
        return File.ReadAllText(path);
    }

    /// <summary>Refuses what is there and is no file; what is not there is for the caller to find out.</summary>
    /// <exception cref="IOException">It is a pipe, a socket or a device.</exception>
    public static void Require(string path)
    {
        if (IsSpecial(path))
            throw new IOException(
                UiText.Of(
                    $"'{path}' is not a file but a pipe, a socket or a device.",
                    $"'{path}' to nie plik, lecz potok, gniazdo lub urządzenie."
                )
            );
    }

    // .NET shows a file's type to nobody but those who archive it. All special files have no length, so that of others
    // costs nothing.
    private static bool IsSpecial(string path)
    {
        var file = new FileInfo(path);
        if (OperatingSystem.IsWindows() || !file.Exists)
            return false;
        if (file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
            file = target;
        if (!file.Exists || file.Length > 0)
            return false;
        using var archive = new MemoryStream();
        try
        {
            using var writer = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true);
            writer.WriteEntry(file.FullName, nameof(archive));
        }
        catch (IOException refusal)
        {
            // A socket goes into no archive. Whatever the system itself says is about opening a file that is one.
            return refusal.HResult == NoArchive;
        }
        archive.Position = 0;
        using var reader = new TarReader(archive);
        return reader.GetNextEntry()?.EntryType is not TarEntryType.RegularFile;
    }
}
