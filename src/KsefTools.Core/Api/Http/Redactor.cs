using System.Text.RegularExpressions;

namespace KsefTools.Core.Api.Http;

/// <summary>
/// Blots out what looks like a secret in text that came from the other side: a server or a proxy that quotes the
/// request it refuses must not carry a token into an error message.
/// </summary>
internal static partial class Redactor
{
    private const int LongestKept = 300;

    internal static string Scrub(string text)
    {
        var scrubbed = SecretLike().Replace(text, "***");
        return scrubbed.Length <= LongestKept ? scrubbed : string.Concat(scrubbed.AsSpan(0, LongestKept), "…");
    }

    // A JWT; the last segment of a token's text; 40 and more characters of hex or Base64. A reference number is shorter.
    [GeneratedRegex(
        @"eyJ[\w-]+(\.[\w-]*)*|(?<=\|)[^|\s""]+$|(?<=\|)[0-9A-Za-z]{16,}|[0-9A-Za-z+/_-]{40,}=*",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex SecretLike();
}
