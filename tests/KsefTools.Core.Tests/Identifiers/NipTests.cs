using FsCheck;
using FsCheck.Fluent;
using KsefTools.Core.Identifiers;

namespace KsefTools.Core.Tests.Identifiers;

public sealed class NipTests
{
    [Theory]
    [InlineData("5260001246")]
    [InlineData("1111111111")]
    [InlineData("5265877635")]
    public void Ten_digits_with_a_right_checksum_are_a_nip(string text)
    {
        Assert.True(Nip.TryParse(text, out var nip));
        Assert.Equal(text, nip.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("526000124")]
    [InlineData("52600012460")]
    [InlineData("5260001247")]
    [InlineData("0000000000")]
    [InlineData("0111111112")]
    [InlineData("526-000-12-46")]
    [InlineData("٥٢٦٠٠٠١٢٤٦")]
    public void Anything_else_is_none(string? text) => Assert.False(Nip.TryParse(text, out _));

    [Fact]
    public void A_checksum_of_ten_belongs_to_no_nip()
    {
        // 1*6 + 1*7 + 9*7 = 76, which is 10 modulo 11.
        for (var last = 0; last <= 9; last++)
            Assert.False(Nip.TryParse($"101000009{last}", out _));
    }

    [Theory]
    [InlineData("526-000-12-46")]
    [InlineData("526-00-01-246")]
    [InlineData("PL5260001246")]
    [InlineData("pl 526 000 12 46")]
    [InlineData(" 5260001246\t")]
    [InlineData("526\u00A0000\u00A012\u00A046")]
    [InlineData("\uFEFF5260001246")]
    [InlineData("526\u200B0001246\u200B")]
    [InlineData("\u202A5260001246\u202C")]
    [InlineData("526\u00AD000\u00AD12\u00AD46")]
    [InlineData("\u200EPL\u202F526\u2011000\u201112\u201146")]
    [InlineData("526\u2013000\u201312\u201346")]
    public void People_write_a_nip_with_spaces_dashes_and_a_country(string text)
    {
        Assert.True(Nip.TryParseLoose(text, out var nip));
        Assert.Equal("5260001246", nip.Value);
    }

    [Theory]
    [InlineData("DE5260001246")]
    [InlineData("526.000.12.46")]
    [InlineData("PL")]
    [InlineData("5260001246 5260001246")]
    public void A_loose_reading_still_refuses_what_is_no_nip(string text) =>
        Assert.False(Nip.TryParseLoose(text, out _));

    [Fact]
    public void Every_single_wrong_digit_is_noticed()
    {
        var cases =
            from nip in Some.Nip()
            from position in Gen.Choose(0, 9)
            from shift in Gen.Choose(1, 9)
            select (nip, position, shift);

        Prop.ForAll(
                cases.ToArbitrary(),
                sample =>
                {
                    var digits = sample.nip.Value.ToCharArray();
                    digits[sample.position] = (char)('0' + ((digits[sample.position] - '0' + sample.shift) % 10));
                    return !Nip.TryParse(new string(digits), out _);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_strictly_a_nip_is_loosely_the_same_one() =>
        Prop.ForAll(
                Some.Nip().ToArbitrary(),
                nip => Nip.TryParseLoose($" PL {nip.Value[..3]}-{nip.Value[3..]}", out var loose) && loose == nip
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_token_given_for_a_nip_is_not_repeated_in_the_error()
    {
        var error = Assert.Throws<FormatException>(() => Nip.Parse("20251010-EC-1DCE3E3000-12ECB5B36E-45|canary"));
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }
}
