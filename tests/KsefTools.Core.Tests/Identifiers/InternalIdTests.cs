using FsCheck;
using FsCheck.Fluent;
using KsefTools.Core.Identifiers;

namespace KsefTools.Core.Tests.Identifiers;

public sealed class InternalIdTests
{
    [Fact]
    public void The_last_digit_sums_up_the_fourteen_before()
    {
        // 5+2*3+6+5*3+8+7*3+7+6*3+3+5*3 + 1+2*3+3+4*3 = 126
        Assert.True(InternalId.TryParse("5265877635-12346", out var id));
        Assert.Equal("5265877635", id.Nip.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("5265877635-12345")]
    [InlineData("5265877636-12346")]
    [InlineData("5265877635_12346")]
    [InlineData("526587763512346")]
    [InlineData("5265877635-1234")]
    public void Anything_else_is_none(string? text) => Assert.False(InternalId.TryParse(text, out _));

    [Fact]
    public void Each_unit_number_has_exactly_one_check_digit()
    {
        var cases = from nip in Some.Nip() from unit in Gen.Choose(0, 9999) select $"{nip.Value}-{unit:D4}";

        Prop.ForAll(
                cases.ToArbitrary(),
                head => Enumerable.Range(0, 10).Count(check => InternalId.TryParse($"{head}{check}", out _)) == 1
            )
            .QuickCheckThrowOnFailure();
    }
}
