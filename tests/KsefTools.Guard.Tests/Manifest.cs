using System.Text.RegularExpressions;

namespace KsefTools.Guard.Tests;

/// <summary>KsefTools.psd1, as far as the guards need it: a pwsh may be absent, so it is read as text.</summary>
internal static partial class Manifest
{
    internal static string Text { get; } = File.ReadAllText(Path.Join(Code.RepositoryRoot, "KsefTools.psd1"));

    internal static IReadOnlyList<string> CmdletsToExport => ListOf("CmdletsToExport");

    internal static string Version => Quoted().Match(ValueOf("ModuleVersion")).Groups["text"].Value;

    internal static IReadOnlyList<string> ListOf(string key) =>
        [.. Quoted().Matches(ValueOf(key)).Select(match => match.Groups["text"].Value)];

    private static string ValueOf(string key) =>
        Regex
            .Match(
                Text,
                $@"^\s*{key}\s*=\s*(@\((?<value>[^)]*)\)|(?<value>.*))",
                RegexOptions.Multiline | RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(1)
            )
            .Groups["value"]
            .Value;

    [GeneratedRegex("'(?<text>[^']*)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();
}
