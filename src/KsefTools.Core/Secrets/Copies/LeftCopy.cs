using System.Globalization;
using System.Text;
using KsefTools.Core.Files;

namespace KsefTools.Core.Secrets.Copies;

/// <summary>
/// A copy that an earlier batch left, because it failed or its process was killed. Beside it is a list of the secrets
/// that the vault had then (names, no secrets): once the vault has them all, the copy holds nothing that it has lost.
/// </summary>
/// <param name="path">The copy's folder.</param>
internal sealed class LeftCopy(string path)
{
    /// <summary>Of the process that is at work, or of one that was killed.</summary>
    public const string Working = "before-";

    /// <summary>Of a batch that failed: a person has been told of it.</summary>
    public const string Kept = "kept-";

    private const string TimeFormat = "yyyyMMdd'T'HHmmssfff'Z'";

    /// <summary>How long a copy stays that a person has been told of, although the vault has all again.</summary>
    private static readonly TimeSpan Told = TimeSpan.FromDays(14);

    public static string KeptNow(DateTimeOffset now) =>
        Kept + now.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>Writes down what the vault has.</summary>
    public void WriteNames(IEnumerable<string> names) =>
        OwnerOnlyFile.Write(ListOf(path), Encoding.UTF8.GetBytes(string.Join('\n', names)), overwrite: true);

    public void MoveTo(string target)
    {
        Directory.Move(path, target);
        if (File.Exists(ListOf(path)))
            File.Move(ListOf(path), ListOf(target));
    }

    /// <summary>What the vault had; null for a copy from before that was written down.</summary>
    public IReadOnlyList<string>? ReadNames() =>
        File.Exists(ListOf(path))
            ? RegularFile.ReadAllText(ListOf(path)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : null;

    /// <summary>Whether it may still hold what the vault has lost, or a person may still look for it.</summary>
    /// <param name="present">What the vault has.</param>
    /// <param name="removed">What was removed from it on purpose just now.</param>
    /// <param name="store">The vault's files.</param>
    /// <param name="now">The present.</param>
    public bool IsNeeded(IReadOnlySet<string> present, IReadOnlySet<string> removed, string store, DateTimeOffset now)
    {
        var isKept = Path.GetFileName(path).StartsWith(Kept, StringComparison.Ordinal);
        if (ReadNames() is not { } names)
            return isKept || SizeOf(path) > SizeOf(store);
        if (names.Any(removed.Contains))
            WriteNames(names.Where(name => !removed.Contains(name)));
        return names.Any(name => !present.Contains(name) && !removed.Contains(name)) || (isKept && IsRecent(now));
    }

    public void TryDelete()
    {
        try
        {
            File.Delete(ListOf(path));
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It costs room, and nothing else.
        }
    }

    private bool IsRecent(DateTimeOffset now) =>
        !DateTimeOffset.TryParseExact(
            Path.GetFileName(path)[Kept.Length..],
            TimeFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var begun
        )
        || now - begun < Told;

    private static string ListOf(string folder) => $"{folder}.names";

    private static long SizeOf(string folder) => new DirectoryInfo(folder).GetFiles().Sum(file => file.Length);
}
