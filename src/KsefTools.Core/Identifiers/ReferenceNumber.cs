using System.Globalization;

namespace KsefTools.Core.Identifiers;

/// <summary>
/// A KSeF reference number, 36 characters: <c>YYYYMMDD-XX-10 hex-10 hex-2 hex</c>. The two letters say what it names:
/// CR a challenge, AU a sign-in, EC a token, EH an enrolment, EG a permission operation.
/// </summary>
public readonly record struct ReferenceNumber
{
    private const int Length = 36;
    private readonly string? _value;

    private ReferenceNumber(string value, DateOnly date) => (_value, Date) = (value, date);

    /// <summary>Thirty-six characters; empty for <c>default</c>, which is no reference number.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>Two letters, for example <c>EC</c>.</summary>
    public string Kind => _value is null ? string.Empty : _value[9..11];

    /// <summary>The day on which KSeF gave the number.</summary>
    public DateOnly Date { get; }

    public static bool TryParse(string? text, out ReferenceNumber reference)
    {
        reference = default;
        if (
            text is not { Length: Length }
            || !HasShape(text)
            || !DateOnly.TryParseExact(
                text.AsSpan(0, 8),
                "yyyyMMdd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var date
            )
        )
            return false;
        reference = new ReferenceNumber(text, date);
        return true;
    }

    public override string ToString() => Value;

    private static bool HasShape(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            var fits = index switch
            {
                8 or 11 or 22 or 33 => character == '-',
                9 or 10 => char.IsAsciiLetterUpper(character),
                _ => char.IsAsciiHexDigit(character),
            };
            if (!fits)
                return false;
        }
        return true;
    }
}
