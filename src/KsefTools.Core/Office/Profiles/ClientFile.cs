using System.IO.Enumeration;

namespace KsefTools.Core.Office.Profiles;

/// <summary>A file under clients/, and what tells that it has changed.</summary>
/// <param name="Path">The file.</param>
/// <param name="Written">
/// When it was last written, in ticks of UTC; 0 for a link, which does not tell when its target was.
/// </param>
/// <param name="Length">Bytes.</param>
internal readonly record struct ClientFile(string Path, long Written, long Length)
{
    /// <summary>Whether the file has not been written since.</summary>
    public bool IsAsOf(long written) => Written != 0 && Written == written;

    /// <summary>All files of clients, by name.</summary>
    /// <exception cref="IOException">The folder cannot be listed.</exception>
    public static IReadOnlyList<ClientFile> All(string folder)
    {
        var files = new FileSystemEnumerable<ClientFile>(
            folder,
            (ref entry) =>
                new ClientFile(
                    entry.ToFullPath(),
                    entry.Attributes.HasFlag(FileAttributes.ReparsePoint) ? 0 : entry.LastWriteTimeUtc.UtcTicks,
                    entry.Length
                )
        )
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && IsOfClient(entry.FileName),
        };
        return [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    /// <summary>Whether a file of that name is a client's.</summary>
    public static bool IsOfClient(ReadOnlySpan<char> name) =>
        !name.StartsWith('.')
        && (
            name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)
        );
}
