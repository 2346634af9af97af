using System.Security;
using KsefTools.Core.Files;

namespace KsefTools.Core.Import.Folders;

/// <summary>Finds the files of folders that may hold certificates and keys. Links are not followed.</summary>
internal sealed class FolderWalk
{
    /// <summary>More than any office has; a folder with more is another one than was meant.</summary>
    public const int MostFiles = 100_000;

    private const int LargestText = 64 * 1024;

    private static readonly HashSet<string> Endings = new(StringComparer.OrdinalIgnoreCase)
    {
        ".crt",
        ".cer",
        ".pem",
        ".der",
        ".key",
        ".p8",
        ".pk8",
        ".pfx",
        ".p12",
    };

    private readonly SortedDictionary<string, FolderFile> _files = new(StringComparer.Ordinal);
    private readonly CancellationToken _cancellation;
    private int _seen;

    private FolderWalk(CancellationToken cancellation) => _cancellation = cancellation;

    /// <summary>Each once, in the order of their paths.</summary>
    public IReadOnlyCollection<FolderFile> Files => _files.Values;

    /// <summary>How many files are of other kinds.</summary>
    public int Others { get; private set; }

    /// <summary>Whether a file is a certificate or a key, as its ending or its first line says.</summary>
    public static bool IsOne(string path) => Endings.Contains(Path.GetExtension(path)) || BeginsAsPem(path);

    /// <summary>Looks through folders; a file that is named itself is always taken.</summary>
    /// <param name="paths">Folders and files, as full paths.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="SpreadsheetException">A folder holds more files than any office has.</exception>
    public static FolderWalk Of(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        var walk = new FolderWalk(cancellation);
        foreach (var path in paths)
            if (Directory.Exists(path))
                walk.Enter(path);
            else
                walk.Take(new FolderFile(path));
        return walk;
    }

    private void Enter(string root)
    {
        var folders = new Stack<string>([root]);
        while (folders.TryPop(out var folder))
            try
            {
                foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
                {
                    _cancellation.ThrowIfCancellationRequested();
                    if (++_seen > MostFiles)
                        throw new SpreadsheetException(root, FolderSentences.TooMany(MostFiles));
                    if (entry is DirectoryInfo)
                    {
                        if (entry.LinkTarget is null)
                            folders.Push(entry.FullName);
                    }
                    else if (Endings.Contains(entry.Extension))
                        Take(new FolderFile(entry.FullName) { IsLink = entry.LinkTarget is not null });
                    else if (entry.LinkTarget is null && BeginsAsPem(entry.FullName))
                        Take(new FolderFile(entry.FullName));
                    else
                        Others++;
                }
            }
            catch (Exception exception)
                when (exception is IOException or UnauthorizedAccessException or SecurityException)
            {
                Take(new FolderFile(folder) { IsClosedFolder = true });
            }
    }

    private void Take(FolderFile file) => _files.TryAdd(file.Path, file);

    private static bool BeginsAsPem(string path)
    {
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: <= LargestText })
                return false;
            using var stream = RegularFile.OpenRead(path);
            Span<byte> head = stackalloc byte[64];
            head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
            return head.IndexOf("-----BEGIN "u8) >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
