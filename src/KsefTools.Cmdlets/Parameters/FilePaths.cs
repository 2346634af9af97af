using System.Management.Automation;

namespace KsefTools.Cmdlets.Parameters;

/// <summary>What -Path and -LiteralPath of a command that reads files name, as full paths.</summary>
internal static class FilePaths
{
    /// <summary>
    /// One for each name; for a name with wildcards each file that it matches. A name that is there as it is written
    /// is no pattern, and one that matches nothing comes back as it is, so that its reader says what is missing.
    /// </summary>
    public static IReadOnlyList<string> Of(
        PSCmdlet cmdlet,
        IEnumerable<string> patterns,
        IEnumerable<string> literal
    ) => [.. patterns.SelectMany(pattern => Resolve(cmdlet, pattern)), .. literal.Select(path => Full(cmdlet, path))];

    private static List<string> Resolve(PSCmdlet cmdlet, string pattern)
    {
        var full = Full(cmdlet, pattern);
        if (!WildcardPattern.ContainsWildcardCharacters(pattern) || File.Exists(full))
            return [full];
        try
        {
            var found = cmdlet.GetResolvedProviderPathFromPSPath(pattern, out _).Where(File.Exists).ToList();
            return found.Count > 0 ? found : [full];
        }
        catch (ItemNotFoundException)
        {
            return [full];
        }
    }

    private static string Full(PSCmdlet cmdlet, string path) => cmdlet.GetUnresolvedProviderPathFromPSPath(path);
}
