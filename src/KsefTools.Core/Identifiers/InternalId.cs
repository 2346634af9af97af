namespace KsefTools.Core.Identifiers;

/// <summary>
/// A unit inside a taxpayer: <c>{NIP}-{five digits}</c>. The last digit is the sum modulo 10 of the fourteen before
/// it, weighted 1 and 3 in turn.
/// </summary>
public readonly record struct InternalId
{
    private const int NipLength = 10;
    private const int Length = 16;
    private readonly string? _value;

    private InternalId(string value, Nip nip) => (_value, Nip) = (value, nip);

    private static ReadOnlySpan<byte> Weights => [1, 3];

    /// <summary>Sixteen characters; empty for <c>default</c>, which is no InternalId.</summary>
    public string Value => _value ?? string.Empty;

    /// <summary>The taxpayer to which the unit belongs.</summary>
    public Nip Nip { get; }

    public static bool TryParse(string? text, out InternalId internalId)
    {
        internalId = default;
        if (text is null || !HasShape(text) || !Nip.TryParse(text[..NipLength], out var nip))
            return false;
        Span<char> digits = stackalloc char[Length - 2];
        text.AsSpan(0, NipLength).CopyTo(digits);
        text.AsSpan(NipLength + 1, Length - NipLength - 2).CopyTo(digits[NipLength..]);
        if (Digits.WeightedSum(digits, Weights) % 10 != Digits.At(text, Length - 1))
            return false;
        internalId = new InternalId(text, nip);
        return true;
    }

    public override string ToString() => Value;

    internal static bool HasShape(ReadOnlySpan<char> text) =>
        text.Length == Length
        && text[NipLength] == '-'
        && Nip.HasShape(text[..NipLength])
        && Digits.AreAll(text[(NipLength + 1)..]);
}
