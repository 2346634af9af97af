using System.Text.RegularExpressions;

namespace KsefTools.Core.Secrets;

/// <summary>
/// Recognises secrets where none belongs: a token in a spreadsheet's column of names, in a profile, in what a server
/// or a vault says of a request it refuses.
/// </summary>
internal static partial class SecretShape
{
    private const string Mark = "***";

    /// <summary>
    /// Whether a text holds a token, a JWT, or a run of characters like the secret part of one. Reference numbers,
    /// secrets' names, certificates' serial numbers and addresses are no secrets.
    /// </summary>
    internal static bool IsIn(string? text) => text is { Length: > 16 } && (IsTokenIn(text) || IsRunIn(text));

    /// <summary>As <see cref="IsIn"/> for texts that may hold a fingerprint: tokens and JWTs only.</summary>
    internal static bool IsTokenIn(string text) => Token().IsMatch(text) || Jwt().IsMatch(text);

    /// <summary>
    /// Blots out all that may be a secret in text of others, rather too much than too little, and makes one line of
    /// it: control characters could forge lines of a log or colour a terminal.
    /// </summary>
    internal static string Blot(string text) => PlainText.Line(Doubtful().Replace(text, "${kept}" + Mark));

    /// <summary>
    /// 64 hexadecimal digits, whole or with a few lost in copying; or as many characters of Base64, in which letters of
    /// both cases and digits mix as they do in no name or address. By hand, because the pattern would have to look
    /// around.
    /// </summary>
    private static bool IsRunIn(string text)
    {
        var (hex, run, digit, lower, upper) = (0, 0, false, false, false);
        foreach (var letter in text)
        {
            hex = char.IsAsciiHexDigit(letter) ? hex + 1 : 0;
            if (char.IsAsciiLetterOrDigit(letter) || letter is '+' or '/')
                (run, digit, lower, upper) = (
                    run + 1,
                    digit || char.IsAsciiDigit(letter),
                    lower || char.IsAsciiLetterLower(letter),
                    upper || char.IsAsciiLetterUpper(letter)
                );
            else
                (run, digit, lower, upper) = (0, false, false, false);
            if (hex >= 48 || (run >= 40 && digit && lower && upper))
                return true;
        }
        return false;
    }

    [GeneratedRegex(
        @"[0-9]{8}-EC-[0-9A-Fa-f]{10}-[0-9A-Fa-f]{10}-[0-9A-Fa-f]{2}\s*\|",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
    )]
    private static partial Regex Token();

    [GeneratedRegex(@"eyJ[\w-]{8,}\.[\w-]+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Jwt();

    // A JWT; the last segment of a token's text; 40 and more characters of hex or Base64. A reference number is
    // shorter.
    [GeneratedRegex(
        @"eyJ[\w-]+(?:\.[\w-]*)*|(?<kept>\|)(?:[^|\s""]+$|[0-9A-Za-z]{16,})|[0-9A-Za-z+/_-]{40,}=*",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
    )]
    private static partial Regex Doubtful();
}
