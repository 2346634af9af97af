using System.Collections.Concurrent;
using System.IO.Enumeration;
using KsefTools.Core.Files;
using KsefTools.Core.Letters;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Import.Folders;

/// <summary>
/// The passwords that may open a key: those that a person gave, and the lines of text files beside the key, where the
/// person names such files.
/// </summary>
/// <param name="given">As typed.</param>
/// <param name="fileNames">Names of files, with * and ?, that lie beside keys; empty for none.</param>
public sealed class KeyPasswords(IReadOnlyList<SecretText> given, IReadOnlyList<string> fileNames)
{
    private const int LargestFile = 16 * 1024;
    private const int MostLines = 20;

    private readonly ConcurrentDictionary<string, IReadOnlyList<SecretText>> _folders = new(StringComparer.Ordinal);

    /// <summary>None.</summary>
    public static KeyPasswords None { get; } = new([], []);

    /// <summary>What to try, each once: what lies nearest to the key first.</summary>
    internal IEnumerable<SecretText> For(string path) =>
        _folders.GetOrAdd(Path.GetDirectoryName(path) ?? "", Beside).Concat(given).Distinct();

    private IReadOnlyList<SecretText> Beside(string folder)
    {
        if (fileNames.Count == 0)
            return [];
        try
        {
            return
            [
                .. Directory
                    .EnumerateFiles(folder)
                    .Where(path => fileNames.Any(name => IsLike(path, name)))
                    .Order(StringComparer.Ordinal)
                    .SelectMany(Lines),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool IsLike(string path, string name) =>
        FileSystemName.MatchesSimpleExpression(name, Path.GetFileName(path), ignoreCase: true);

    private static IEnumerable<SecretText> Lines(string path)
    {
        try
        {
            if (new FileInfo(path) is not { Length: <= LargestFile, LinkTarget: null })
                return [];
            var text = TextDecoding.Decode(RegularFile.ReadAllBytes(path))?.Text ?? "";
            return text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Take(MostLines)
                .SelectMany(Readings)
                .Select(reading => new SecretText(reading))
                .ToList();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The line itself, and what stands after "hasło:" in it.</summary>
    private static IEnumerable<string> Readings(string line)
    {
        yield return line;
        if (line.IndexOfAny([':', '=', '\t']) is >= 0 and var mark && line[(mark + 1)..].Trim() is { Length: > 0 } rest)
            yield return rest;
    }
}
