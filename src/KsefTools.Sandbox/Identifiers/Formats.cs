using System.Text.RegularExpressions;

namespace KsefTools.Sandbox.Identifiers;

/// <summary>Formats of identifiers as the contract's patterns give them; checksums are not part of the contract.</summary>
internal static partial class Formats
{
    public static bool IsNip(string? text) => text is not null && NipPattern().IsMatch(text);

    public static bool IsPesel(string? text) => text is not null && PeselPattern().IsMatch(text);

    public static bool IsReferenceNumber(string? text) => text is { Length: 36 };

    [GeneratedRegex(@"^[1-9](([0-9][1-9])|([1-9][0-9]))[0-9]{7}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NipPattern();

    [GeneratedRegex(
        @"^[0-9]{2}(?:0[1-9]|1[0-2]|2[1-9]|3[0-2]|4[1-9]|5[0-2]|6[1-9]|7[0-2]|8[1-9]|9[0-2])[0-9]{7}\z",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex PeselPattern();
}
