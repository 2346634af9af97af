using FsCheck;
using FsCheck.Fluent;
using KsefTools.Core.Identifiers;

namespace KsefTools.Core.Tests.Identifiers;

public sealed class ReferenceNumberTests
{
    [Fact]
    public void It_tells_its_kind_and_day()
    {
        Assert.True(ReferenceNumber.TryParse("20251010-EC-1DCE3E3000-12ECB5B36E-45", out var reference));
        Assert.Equal("EC", reference.Kind);
        Assert.Equal(new DateOnly(2025, 10, 10), reference.Date);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("20251010-EC-1DCE3E3000-12ECB5B36E-4")]
    [InlineData("20251310-EC-1DCE3E3000-12ECB5B36E-45")]
    [InlineData("20251010-E1-1DCE3E3000-12ECB5B36E-45")]
    [InlineData("20251010-EC-1DCE3E300G-12ECB5B36E-45")]
    [InlineData("20251010-EC-1DCE3E3000+12ECB5B36E-45")]
    public void Anything_else_is_none(string? text) => Assert.False(ReferenceNumber.TryParse(text, out _));

    [Fact]
    public void Every_reference_number_reads_back_as_itself() =>
        Prop.ForAll(
                Some.Reference("AU").ToArbitrary(),
                text =>
                    ReferenceNumber.TryParse(text, out var reference)
                    && string.Equals(reference.ToString(), text, StringComparison.Ordinal)
            )
            .QuickCheckThrowOnFailure();
}
