using System.Collections.Concurrent;

namespace KsefTools.Core.Office.Profiles;

/// <summary>
/// A folder's files of clients as they were at some moment. Whoever looks for a thousand clients one by one looks
/// through the folder once a second, and at once where a file has come, gone or been replaced. What an editor writes
/// into a file in place may be seen a second later, which matters only where it makes it another client's.
/// </summary>
internal sealed record ClientListing(IReadOnlyList<ClientFile> Files, DateTime FolderChanged, long TakenAt)
{
    private const long Lifetime = 1000;

    // A folder's time counts in ticks: what changed in the last one may change again without a trace.
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(100);

    private static readonly ConcurrentDictionary<string, ClientListing> Known = new(StringComparer.Ordinal);

    /// <summary>The files, at most a second old.</summary>
    /// <exception cref="IOException">The folder cannot be listed.</exception>
    public static IReadOnlyList<ClientFile> Recent(string folder)
    {
        var changed = Directory.GetLastWriteTimeUtc(folder);
        if (Known.TryGetValue(folder, out var known) && known.IsAsOf(changed))
            return known.Files;
        var listing = new ClientListing(ClientFile.All(folder), changed, Environment.TickCount64);
        if (DateTime.UtcNow - changed > Settled)
            Known[folder] = listing;
        return listing.Files;
    }

    private bool IsAsOf(DateTime changed) => FolderChanged == changed && Environment.TickCount64 - TakenAt < Lifetime;
}
