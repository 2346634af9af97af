namespace KsefTools.Core.Identifiers;

/// <summary>
/// A Polish person's number: eleven digits that begin with a real date of birth and end with a right check digit
/// (weights 1, 3, 7, 9). It is personal data: show it only to who asked for this person.
/// </summary>
public readonly record struct Pesel
{
    private const int Length = 11;
    private readonly string? _value;

    private Pesel(string value, DateOnly birthDate) => (_value, BirthDate) = (value, birthDate);

    private static ReadOnlySpan<byte> Weights => [1, 3, 7, 9];

    /// <summary>Eleven digits; empty for <c>default</c>, which is no PESEL.</summary>
    public string Value => _value ?? string.Empty;

    public DateOnly BirthDate { get; }

    /// <summary>Takes exactly eleven digits.</summary>
    public static bool TryParse(string? text, out Pesel pesel)
    {
        pesel = default;
        if (text is null || text.Length != Length || !Digits.AreAll(text))
            return false;
        var check = (10 - (Digits.WeightedSum(text.AsSpan(0, Length - 1), Weights) % 10)) % 10;
        if (check != Digits.At(text, Length - 1) || !TryReadBirthDate(text, out var birthDate))
            return false;
        pesel = new Pesel(text, birthDate);
        return true;
    }

    public override string ToString() => Value;

    // The century hides in the month: 81-92 is 18xx, 1-12 is 19xx, 21-32 is 20xx, 41-52 is 21xx, 61-72 is 22xx.
    private static bool TryReadBirthDate(string text, out DateOnly birthDate)
    {
        birthDate = default;
        var coded = (Digits.At(text, 2) * 10) + Digits.At(text, 3);
        var year =
            (coded / 20 == 4 ? 1800 : 1900 + (coded / 20 * 100)) + (Digits.At(text, 0) * 10) + Digits.At(text, 1);
        var month = coded % 20;
        var day = (Digits.At(text, 4) * 10) + Digits.At(text, 5);
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        birthDate = new DateOnly(year, month, day);
        return true;
    }
}
