using KsefTools.Core.Letters;

namespace KsefTools.Core.Identifiers;

/// <summary>
/// A Polish tax number: ten digits with a verified checksum (weights 6, 5, 7, 2, 3, 4, 5, 6, 7 modulo 11). As in the
/// contract, the first digit is not 0 and the second and third are not both 0.
/// </summary>
public readonly record struct Nip
{
    private const int Length = 10;
    private readonly string? _value;

    private Nip(string value) => _value = value;

    private static ReadOnlySpan<byte> Weights => [6, 5, 7, 2, 3, 4, 5, 6, 7];

    /// <summary>Ten digits; empty for <c>default</c>, which is no NIP.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Takes exactly ten digits.</summary>
    public static bool TryParse(string? text, out Nip nip)
    {
        nip = default;
        if (text is null || !IsNip(text))
            return false;
        nip = new Nip(text);
        return true;
    }

    /// <summary>
    /// Takes a NIP as people write it: spaces (also unbreakable ones), dashes and what nobody sees anywhere, and a
    /// <c>PL</c> in front.
    /// </summary>
    public static bool TryParseLoose(string? text, out Nip nip)
    {
        nip = default;
        if (text is null)
            return false;
        var trimmed = InvisibleLetters.Tidy(text).AsSpan().Trim();
        if (trimmed.StartsWith("PL", StringComparison.OrdinalIgnoreCase))
            trimmed = trimmed[2..];
        Span<char> digits = stackalloc char[Length];
        var count = 0;
        foreach (var character in trimmed)
        {
            if (char.IsWhiteSpace(character) || IsDash(character))
                continue;
            if (count == Length)
                return false;
            digits[count++] = character;
        }
        return count == Length && TryParse(digits.ToString(), out nip);
    }

    /// <summary>
    /// Takes exactly ten digits. What was given is not repeated in the error: it may be a token, misplaced.
    /// </summary>
    /// <exception cref="FormatException">The text is not ten digits with a right checksum.</exception>
    public static Nip Parse(string text) =>
        TryParse(text, out var nip)
            ? nip
            : throw new FormatException(
                UiText.Of(
                    "Not a valid NIP: ten digits with a right checksum are expected.",
                    "To nie jest prawidłowy NIP: oczekiwano dziesięciu cyfr z poprawną cyfrą kontrolną."
                )
            );

    public override string ToString() => Value;

    /// <summary>The ten digits alone, without the checksum: the contract's pattern.</summary>
    internal static bool HasShape(ReadOnlySpan<char> text) =>
        text.Length == Length && Digits.AreAll(text) && text[0] != '0' && !(text[1] == '0' && text[2] == '0');

    internal static bool IsNip(ReadOnlySpan<char> text) =>
        HasShape(text) && Digits.WeightedSum(text[..^1], Weights) % 11 == Digits.At(text, Length - 1);

    // A spreadsheet program turns a typed hyphen into a dash of its own.
    private static bool IsDash(char character) => character is '-' or (>= '\u2010' and <= '\u2015') or '\u2212';
}
