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

    [Fact]
    public void Is_in_a_description_that_is_too_long_for_both() =>
        Assert.True(TokenMark.IsIn(TokenMark.Write(new string('a', 300), "1f3a9c20de"), "1f3a9c20de"));
}
