using KsefTools.Core.Identifiers;

namespace KsefTools.Core.Tests.Identifiers;

public sealed class PeselTests
{
    [Theory]
    [InlineData("44051401359", 1944, 5, 14)]
    [InlineData("02070803628", 1902, 7, 8)]
    [InlineData("02270803624", 2002, 7, 8)]
    [InlineData("99922901234", 1899, 12, 29)]
    public void The_century_hides_in_the_month(string text, int year, int month, int day)
    {
        Assert.True(Pesel.TryParse(text, out var pesel));
        Assert.Equal(new DateOnly(year, month, day), pesel.BirthDate);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("4405140135")]
    [InlineData("440514013599")]
    [InlineData("44051401358")]
    [InlineData("4405140135X")]
    [InlineData("00000000000")]
    public void Anything_else_is_none(string? text) => Assert.False(Pesel.TryParse(text, out _));

    [Fact]
    public void The_thirtieth_of_february_is_nobodys_birthday() => Assert.False(Pesel.TryParse("90023000000", out _));
}
