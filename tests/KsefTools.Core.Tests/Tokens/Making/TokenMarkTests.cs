using KsefTools.Core.Tokens.Making.Running;

namespace KsefTools.Core.Tests.Tokens.Making;

/// <summary>By its mark alone a token is taken for a lost one of ours, and revoked.</summary>
public sealed class TokenMarkTests
{
    [Theory]
    [InlineData("1f3a9c20de", true)]
    [InlineData("1F3A9C20DE", true)]
    [InlineData("", false)]
    [InlineData("1f3a", false)]
    [InlineData("Sigma", false)]
    public void Is_in_a_description_only_whole(string tag, bool isIn) =>
        Assert.Equal(isIn, TokenMark.IsIn(TokenMark.Write("Biuro Sigma", "1f3a9c20de"), tag));

    [Theory]
    [InlineData(232, 255)]
    [InlineData(233, 256)]
    [InlineData(234, 256)]
    public void A_description_is_as_long_as_KSeF_takes_it_and_no_shorter(int text, int length) =>
        Assert.Equal(length, TokenMark.Write(new string('a', text), "1f3a9c20de").Length);

    [Fact]
    public void Without_a_text_it_is_the_mark_alone() =>
        Assert.Equal("[KsefTools 1f3a9c20de]", TokenMark.Write(" ", "1f3a9c20de"));

    [Theory]
    [InlineData("Sigma [KsefTools 1f3a9c20de]", true)]
    [InlineData("Sigma [kseftools x]", true)]
    [InlineData("KsefTools", false)]
    [InlineData(null, false)]
    public void Says_that_some_run_of_ours_made_the_token(string? description, bool isOurs) =>
        Assert.Equal(isOurs, TokenMark.IsOurs(description));

    [Fact]
    public void Is_in_a_description_that_is_too_long_for_both() =>
        Assert.True(TokenMark.IsIn(TokenMark.Write(new string('a', 300), "1f3a9c20de"), "1f3a9c20de"));
}
