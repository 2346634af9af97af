using System.Text;
using System.Text.RegularExpressions;

namespace KsefTools.Core.SignIn.Xades.Checking;

/// <summary>
/// Recognises by its content what a file is that KSeF would not take in any case: another form of signature, or a
/// request that an editor has saved again.
/// </summary>
internal static partial class SignedFileForm
{
    private const string RootName = AuthTokenRequestXml.RootName;

    /// <summary>No XML declaration is longer.</summary>
    private const int Declaration = 256;

    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>Why it cannot be sent; null where nothing of the kind is seen.</summary>
    public static SignedRequestFailure? Refused(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("PK"u8))
            return SignedRequestFailure.Container;
        if (content.StartsWith("%PDF"u8))
            return SignedRequestFailure.Pdf;
        if (content.StartsWith("0"u8) || content.StartsWith("-----BEGIN"u8))
            return SignedRequestFailure.Cades;
        if (IsWide(content))
            return SignedRequestFailure.NotUtf8;
        if (!IsUtf8(content))
            return content.IndexOf("<"u8) >= 0 ? SignedRequestFailure.NotUtf8 : null;
        var text = Encoding.UTF8.GetString(content).TrimStart('\uFEFF');
        if (InBase64(text) is { } inside)
            return inside.StartsWith('<') ? SignedRequestFailure.RequestInBase64
                : inside.StartsWith('0') ? SignedRequestFailure.Cades
                : null;
        return OfXml(text);
    }

    /// <summary>What a file is by its name alone, for one whose content says nothing.</summary>
    public static SignedRequestFailure? Named(string path) =>
        Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".asice" or ".asics" or ".sce" or ".scs" or ".zip" => SignedRequestFailure.Container,
            ".p7m" or ".p7s" or ".p7b" or ".p7" or ".sig" => SignedRequestFailure.Cades,
            ".pdf" => SignedRequestFailure.Pdf,
            _ => null,
        };

    /// <summary>Whether a text is a sign-in request in Base64.</summary>
    public static bool IsBase64OfRequest(string text) =>
        InBase64(text) is { } inside && inside.Contains(RootName, StringComparison.Ordinal);

    private static SignedRequestFailure? OfXml(string text)
    {
        if (!text.Contains(RootName, StringComparison.Ordinal))
            return null;
        if (Encodings().Match(text[..Math.Min(text.Length, Declaration)]) is { Success: true } declared)
            if (declared.Groups["name"].Value.ToUpperInvariant() is not ("UTF-8" or "UTF8" or "US-ASCII" or "ASCII"))
                return SignedRequestFailure.NotUtf8;
        return Doctype().IsMatch(text) ? SignedRequestFailure.WithDoctype : null;
    }

    // UTF-16 and UTF-32, with and without a mark.
    private static bool IsWide(ReadOnlySpan<byte> content) =>
        content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, ..] || (content is [(byte)'<', 0, ..]);

    private static bool IsUtf8(ReadOnlySpan<byte> content)
    {
        try
        {
            Strict.GetCharCount(content);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static string? InBase64(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length < 16 || trimmed.StartsWith('<'))
            return null;
        var bytes = new byte[trimmed.Length];
        return Convert.TryFromBase64Chars(trimmed, bytes, out var written)
            ? Encoding.UTF8.GetString(bytes, 0, written).TrimStart('\uFEFF')
            : null;
    }

    [GeneratedRegex(
        """^\s*<\?xml[^>]*?encoding\s*=\s*["'](?<name>[^"']{1,40})["']""",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Encodings();

    [GeneratedRegex(
        """<!DOCTYPE\s+([A-Za-z0-9_-]+:)?AuthTokenRequest""",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Doctype();
}
