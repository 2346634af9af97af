using System.Collections.Concurrent;
using KsefTools.Core.Files;

namespace KsefTools.Core.Office.Profiles.Index;

/// <summary>
/// The clients of an office for whoever cannot wait for a thousand files to be parsed: a person who presses Tab. What
/// was read is remembered by each file's time and length, in the process and in <c>.state</c>. It may be wrong for as
/// long as it takes to press Tab again, so nothing is decided by it.
/// </summary>
public static class ClientIndex
{
    private const string FileName = "clients.index";

    /// <summary>Files whose reading a person would notice.</summary>
    private const int Noticeable = 100;

    private static readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, IndexedClient>> Known = new(
        StringComparer.Ordinal
    );

    /// <summary>The clients whose files can be used, in the order of the files' names.</summary>
    /// <param name="officePath">The office's folder.</param>
    /// <exception cref="IOException">The folder cannot be listed.</exception>
    public static IReadOnlyList<ClientProfile> Read(string officePath)
    {
        var folder = Path.Combine(officePath, "clients");
        var index = IndexOf(officePath);
        if (!Directory.Exists(folder))
            return [];
        var known = Known.GetOrAdd(officePath, _ => ClientIndexFile.Read(index, folder));
        var files = ClientFile.All(folder);
        ClientFile[] changed = [.. files.Where(file => !IsKnown(known, file))];
        if (changed.Length > 0)
        {
            known = Merge(known, changed, ProfileStore.ReadFiles([.. changed.Select(file => file.Path)], default));
            Known[officePath] = known;
            TryKeep(index, files.Select(file => known[file.Path]));
        }
        return [.. files.SelectMany(file => known[file.Path].Profiles)];
    }

    /// <summary>
    /// Keeps in mind what a command has read anyway; on disk where that saves the next session a noticeable wait.
    /// </summary>
    /// <param name="officePath">The office's folder.</param>
    /// <param name="files">The files as they were before they were read.</param>
    /// <param name="results">What reading each came to.</param>
    internal static void Remember(
        string officePath,
        IReadOnlyList<ClientFile> files,
        IReadOnlyList<IReadOnlyList<ProfileReadResult>> results
    )
    {
        var known = Known.GetValueOrDefault(officePath, new Dictionary<string, IndexedClient>(StringComparer.Ordinal));
        var news = files.Count(file => !IsKnown(known, file));
        if (news == 0)
            return;
        Known[officePath] = known = Merge(known, files, results);
        if (news >= Noticeable)
            TryKeep(IndexOf(officePath), files.Select(file => known[file.Path]));
    }

    /// <summary>Leaves the process as one that has read nothing yet.</summary>
    internal static void Forget(string officePath) => Known.TryRemove(officePath, out _);

    private static string IndexOf(string officePath) => Path.Combine(officePath, ".state", FileName);

    private static bool IsKnown(IReadOnlyDictionary<string, IndexedClient> known, ClientFile file) =>
        file.Written != 0 && known.TryGetValue(file.Path, out var client) && client.File == file;

    private static Dictionary<string, IndexedClient> Merge(
        IReadOnlyDictionary<string, IndexedClient> known,
        IReadOnlyList<ClientFile> files,
        IReadOnlyList<IReadOnlyList<ProfileReadResult>> results
    )
    {
        var merged = new Dictionary<string, IndexedClient>(known, StringComparer.Ordinal);
        foreach (var (file, result) in files.Zip(results))
            merged[file.Path] = new IndexedClient(file, [.. result.Select(one => one.Profile).OfType<ClientProfile>()]);
        return merged;
    }

    // A disk that is full or read-only costs time at the next Tab, and nothing else.
    private static void TryKeep(string path, IEnumerable<IndexedClient> clients)
    {
        try
        {
            AtomicFile.CreateOwnFolder(Path.GetDirectoryName(path)!);
            AtomicFile.WritePrivate(path, ClientIndexFile.Bytes(clients));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException) { }
    }
}
