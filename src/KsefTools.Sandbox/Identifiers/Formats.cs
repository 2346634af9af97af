using System.Text.RegularExpressions;

namespace KsefTools.Sandbox.Identifiers;

/// <summary>
/// Formats of identifiers as the contract's patterns give them; checksums are not part of the contract.
/// </summary>
internal static partial class Formats
{
    public static bool IsNip(string? text) => text is not null && NipPattern().IsMatch(text);

    public static bool IsPesel(string? text) => text is not null && PeselPattern().IsMatch(text);

    /// <summary>SHA-256 of a certificate: 64 upper-case hexadecimal digits.</summary>
    public static bool IsFingerprint(string? text) => text is not null && FingerprintPattern().IsMatch(text);

    /// <summary>
    /// A NIP, a dash and five digits, the last of them the checksum that POST /permissions/subunits/grants describes.
    /// </summary>
    public static bool IsInternalId(string? text)
    {
        if (text is not { Length: 16 } || text[10] != '-' || !IsNip(text[..10]) || !text[11..].All(char.IsAsciiDigit))
            return false;
        var digits = text[..10] + text[11..];
        var sum = digits.SkipLast(1).Select((digit, place) => (digit - '0') * (place % 2 == 0 ? 1 : 3)).Sum();
        return sum % 10 == digits[^1] - '0';
    }

    /// <summary>A NIP, a dash and a VAT number of the Union.</summary>
    public static bool IsNipVatUe(string? text) =>
        text is { Length: > 11 } && text[10] == '-' && IsNip(text[..10]) && IsVatUe(text[11..]);

    public static bool IsVatUe(string? text) => text is not null && VatUePattern().IsMatch(text);

    /// <summary>A provider of PEPPOL services: P, two letters, six digits.</summary>
    public static bool IsPeppolId(string? text) => text is not null && PeppolPattern().IsMatch(text);

    public static bool IsReferenceNumber(string? text) => text is { Length: 36 };

    /// <summary>16 upper-case hexadecimal digits.</summary>
    public static bool IsCertificateSerial(string? text) => text is not null && SerialPattern().IsMatch(text);

    [GeneratedRegex(@"^[0-9A-F]{64}\z", RegexOptions.None, 1000)]
    private static partial Regex FingerprintPattern();

    // Country by country, as schema EuEntityPermissionsQueryRequest has them.
    [GeneratedRegex(
        @"^(AT U[0-9]{8}
        |BE [01][0-9]{9}
        |BG [0-9]{9,10}
        |CY [0-9]{8}[A-Z]
        |CZ [0-9]{8,10}
        |(DE|EE|EL|PT) [0-9]{9}
        |(DK|FI|HU|LU|MT|SI) [0-9]{8}
        |ES ([A-Z][0-9]{8}|[0-9]{8}[A-Z]|[A-Z][0-9]{7}[A-Z])
        |FR [A-Z0-9]{2}[0-9]{9}
        |(HR|IT|LV) [0-9]{11}
        |IE ([0-9]{7}[A-Z]{2}|[0-9][A-Z0-9+*][0-9]{5}[A-Z])
        |LT ([0-9]{9}|[0-9]{12})
        |NL [A-Z0-9+*]{12}
        |RO [0-9]{2,10}
        |SE [0-9]{12}
        |SK [0-9]{10}
        |XI ([0-9]{9}|[0-9]{12}|(GD|HA)[0-9]{3}))\z",
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        1000
    )]
    private static partial Regex VatUePattern();

    [GeneratedRegex(@"^P[A-Z]{2}[0-9]{6}\z", RegexOptions.None, 1000)]
    private static partial Regex PeppolPattern();

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
