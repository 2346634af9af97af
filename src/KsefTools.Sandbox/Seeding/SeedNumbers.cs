using System.Globalization;

namespace KsefTools.Sandbox.Seeding;

/// <summary>Makes NIPs, PESELs and reference numbers in the forms of the contract, with right checksums.</summary>
internal static class SeedNumbers
{
    private static readonly int[] NipWeights = [6, 5, 7, 2, 3, 4, 5, 6, 7];
    private static readonly int[] PeselWeights = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3];

    /// <summary>A NIP that also fits the contract's pattern (the second and third digit are not both 0).</summary>
    public static string Nip(SeedRandom random)
    {
        while (true)
        {
            var digits = random.Between(100, 999).ToString(CultureInfo.InvariantCulture);
            digits += random.Next(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
            var check = Sum(digits, NipWeights) % 11;
            if (check != 10 && !digits.AsSpan(1, 2).SequenceEqual("00"))
                return digits + (char)('0' + check);
        }
    }

    /// <summary>Whether ten digits carry the right checksum.</summary>
    public static bool IsNip(string text) =>
        text.Length == 10 && text.All(char.IsAsciiDigit) && Sum(text, NipWeights) % 11 == text[9] - '0';

    /// <summary>The InternalId of a part of a taxpayer.</summary>
    public static string InternalId(SeedRandom random, string nip)
    {
        var digits = nip + random.Next(10_000).ToString("D4", CultureInfo.InvariantCulture);
        return $"{nip}-{digits[10..]}{digits.Select((d, i) => (i % 2 == 0 ? 1 : 3) * (d - '0')).Sum() % 10}";
    }

    /// <summary>A PESEL of somebody born between 1960 and 1999.</summary>
    public static string Pesel(SeedRandom random)
    {
        var born = new DateOnly(1960, 1, 1).AddDays(random.Next(40 * 365));
        var digits =
            born.ToString("yyMMdd", CultureInfo.InvariantCulture)
            + random.Next(10_000).ToString("D4", CultureInfo.InvariantCulture);
        return digits + (char)('0' + ((10 - (Sum(digits, PeselWeights) % 10)) % 10));
    }

    /// <summary>A KSeF token's reference number: 36 characters, <c>YYYYMMDD-EC-10HEX-10HEX-2HEX</c>.</summary>
    public static string TokenReference(SeedRandom random, DateTimeOffset created) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{created.UtcDateTime:yyyyMMdd}-EC-{random.Hex(10)}-{random.Hex(10)}-{random.Hex(2)}"
        );

    private static int Sum(string digits, int[] weights) => weights.Select((w, i) => w * (digits[i] - '0')).Sum();
}
