using KsefTools.Core;
using KsefTools.Core.Secrets;

namespace KsefTools.Cmdlets.Parameters;

/// <summary>
/// What to type where a text without a parameter's name came to be taken for a NIP: clients come through the pipeline,
/// so a path or an identity stands first, where -Nip does.
/// </summary>
internal static class MeantParameter
{
    /// <summary>A sentence with the parameters that may be meant, after a space; empty where none can be.</summary>
    /// <param name="text">What was typed. Nothing of a text that could be a secret is shown.</param>
    /// <param name="parameters">The command's other parameters.</param>
    internal static string Hint(string text, params IReadOnlyList<string> parameters)
    {
        var isPath = text.StartsWith('~') || text.StartsWith('.') || text.AsSpan().ContainsAny('/', '\\');
        if (!(isPath || text.Any(char.IsLetter)) || QuotedText.Target(text) as string != text)
            return "";
        var meant = parameters
            .Where(parameter => !(isPath && parameter is "Identity"))
            .Select(parameter => $"-{parameter} {CommandText.Quote(text)}")
            .ToList();
        return meant.Count == 0
            ? ""
            : UiText.Of(
                $" Did you mean {string.Join(" or ", meant)}?",
                $" Czy chodziło o {string.Join(" lub ", meant)}?"
            );
    }
}
