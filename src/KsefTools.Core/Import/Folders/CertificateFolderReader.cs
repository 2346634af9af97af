namespace KsefTools.Core.Import.Folders;

/// <summary>
/// Reads a folder as people keep what KSeF's portal gave them: certificates, encrypted keys and PFX files, in folders
/// of any depth and under any names. Which key belongs to which certificate, the keys themselves tell.
/// </summary>
public static class CertificateFolderReader
{
    /// <summary>Whether a path is a folder, or a file of a certificate or a key.</summary>
    public static bool IsOne(string path) => Directory.Exists(path) || FolderWalk.IsOne(path);

    /// <summary>Reads all files; whatever one of them is, the others are read.</summary>
    /// <param name="paths">Folders and files, as full paths.</param>
    /// <param name="passwords">What may open the keys.</param>
    /// <param name="progress">Told how many files of how many are read, from any thread; null for nobody.</param>
    /// <param name="cancellationToken">Ends it between two files.</param>
    /// <exception cref="SpreadsheetException">There is no such file, or too many.</exception>
    public static CertificateFolder Read(
        IReadOnlyList<string> paths,
        KeyPasswords passwords,
        Action<int, int>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        var walk = FolderWalk.Of(paths, cancellationToken);
        if (walk.Files.Count == 0)
            throw new SpreadsheetException(RootOf(paths), FolderSentences.Empty);
        var done = 0;
        try
        {
            // A key's password costs a tenth of a second, so all processors work.
            Parallel.ForEach(
                walk.Files,
                new ParallelOptions
                {
                    CancellationToken = cancellationToken,
                    MaxDegreeOfParallelism = Environment.ProcessorCount,
                },
                file =>
                {
                    file.Read(passwords);
                    progress?.Invoke(Interlocked.Increment(ref done), walk.Files.Count);
                }
            );
            var root = RootOf(paths);
            return new CertificateFolder
            {
                Path = root,
                Others = walk.Others,
                Rows = [.. new FolderMatching(root, walk.Files).Rows().Select(Numbered)],
            };
        }
        finally
        {
            foreach (var file in walk.Files)
                file.Dispose();
        }
    }

    private static PlannedRow Numbered(PlannedRow row, int index) =>
        row with
        {
            Row = row.Row with { Number = index + 1 },
        };

    /// <summary>The folder that all are in.</summary>
    private static string RootOf(IReadOnlyList<string> paths)
    {
        var folders = paths
            .Select(path =>
                Directory.Exists(path) ? Path.TrimEndingDirectorySeparator(path) : Path.GetDirectoryName(path) ?? path
            )
            .ToList();
        var root = folders[0];
        foreach (var folder in folders)
            while (!IsIn(folder, root) && Path.GetDirectoryName(root) is { } above)
                root = above;
        return root;
    }

    private static bool IsIn(string folder, string root) =>
        folder == root
        || folder.StartsWith(
            Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar,
            StringComparison.Ordinal
        );
}
