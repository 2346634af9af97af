using System.Management.Automation;
using KsefTools.Cmdlets.Errors;
using KsefTools.Core.Letters;

namespace KsefTools.Cmdlets.Parameters;

/// <summary>What a command's parameters for files and folders name, as full paths.</summary>
internal static class FilePaths
{
    /// <summary>
    /// One for each name; for a name with wildcards each file (and folder) that it matches. A name that is there as it
    /// is written is no pattern, and one that matches nothing comes back as it is, so that its reader says what is
    /// missing.
    /// </summary>
    public static IReadOnlyList<string> Of(
        PSCmdlet cmdlet,
        IEnumerable<string> patterns,
        IEnumerable<string> literal,
        bool mayBeFolders = false
    ) =>
        [
            .. patterns.SelectMany(pattern => Resolve(cmdlet, pattern, mayBeFolders)),
            .. literal.Select(path => Full(cmdlet, path)),
        ];

    /// <summary>The one file of a name, which may be a pattern that matches only it.</summary>
    /// <exception cref="ShellException">It matches several.</exception>
    public static string One(PSCmdlet cmdlet, string pattern) =>
        Resolve(cmdlet, pattern, mayBeFolders: false) switch
        {
            [var only] => only,
            var several => throw ShellErrors.SeveralFiles(pattern, several),
        };

    /// <summary>
    /// The file or folder of a name as it is written. What copying brought along and nobody sees (a mark of direction
    /// before the drive) is no part of it, unless there is such a file.
    /// </summary>
    public static string Full(PSCmdlet cmdlet, string path)
    {
        var tidy = InvisibleLetters.Tidy(path).Trim();
        if (tidy.Length == 0 || string.Equals(tidy, path.Trim(), StringComparison.Ordinal))
            return cmdlet.GetUnresolvedProviderPathFromPSPath(path);
        try
        {
            var written = cmdlet.GetUnresolvedProviderPathFromPSPath(path);
            if (Path.Exists(written))
                return written;
        }
        catch (RuntimeException)
        {
            // An invisible letter made another drive of it.
        }
        return cmdlet.GetUnresolvedProviderPathFromPSPath(tidy);
    }

    private static List<string> Resolve(PSCmdlet cmdlet, string pattern, bool mayBeFolders)
    {
        Func<string, bool> isThere = mayBeFolders ? Path.Exists : File.Exists;
        var full = Full(cmdlet, pattern);
        if (!WildcardPattern.ContainsWildcardCharacters(pattern) || isThere(full))
            return [full];
        try
        {
            var found = cmdlet
                .GetResolvedProviderPathFromPSPath(InvisibleLetters.Tidy(pattern), out _)
                .Where(isThere)
                .ToList();
            return found.Count > 0 ? found : [full];
        }
        catch (ItemNotFoundException)
        {
            return [full];
        }
    }
}
