using System.Text.RegularExpressions;

namespace KsefTools.Sandbox.Identifiers;

/// <summary>Formats of identifiers as the contract's patterns give them; checksums are not part of the contract.</summary>
internal static partial class Formats
{
    public static bool IsNip(string? text) => text is not null && NipPattern().IsMatch(text);

    public static bool IsPesel(string? text) => text is not null && PeselPattern().IsMatch(text);

    public static bool IsReferenceNumber(string? text) => text is { Length: 36 };

    /// <summary>16 upper-case hexadecimal digits.</summary>
    public static bool IsCertificateSerial(string? text) => text is not null && SerialPattern().IsMatch(text);

    [GeneratedRegex(@"^[0-9A-F]{16}\z", RegexOptions.None, 1000)]
    private static partial Regex SerialPattern();

    /// <summary>reference|context|64 hex digits, as KSeF 2.0 writes its tokens.</summary>
    public static bool IsTokenText(string text) => TokenPattern().IsMatch(text);

    [GeneratedRegex(
        @"^[0-9]{8}-EC-[0-9A-F]{10}-[0-9A-F]{10}-[0-9A-F]{2}\|[a-zA-Z]+-[^|]+\|[0-9a-f]{64}\z",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex TokenPattern();

    [GeneratedRegex(@"^[1-9](([0-9][1-9])|([1-9][0-9]))[0-9]{7}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NipPattern();

    [GeneratedRegex(
        @"^[0-9]{2}(?:0[1-9]|1[0-2]|2[1-9]|3[0-2]|4[1-9]|5[0-2]|6[1-9]|7[0-2]|8[1-9]|9[0-2])[0-9]{7}\z",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex PeselPattern();
}
