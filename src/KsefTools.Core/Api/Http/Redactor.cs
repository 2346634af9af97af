using KsefTools.Core.Secrets;

namespace KsefTools.Core.Api.Http;

/// <summary>
/// Makes text that came from the other side fit for a message: a server or a proxy that quotes the request it refuses
/// must not carry a token into it, and need not be quoted at length.
/// </summary>
internal static class Redactor
{
    private const int LongestKept = 300;

    internal static string Scrub(string text)
    {
        var scrubbed = SecretShape.Blot(text);
        return scrubbed.Length <= LongestKept ? scrubbed : string.Concat(scrubbed.AsSpan(0, LongestKept), "…");
    }
}
