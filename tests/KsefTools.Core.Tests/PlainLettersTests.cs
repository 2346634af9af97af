namespace KsefTools.Core.Tests;

/// <summary>
/// Comparing without accents; that it works without ICU, too, is seen by the killed processes, which have none.
/// </summary>
public sealed class PlainLettersTests
{
    [Theory]
    [InlineData("Zażółć gęślą jaźń", "zazolc gesla jazn")]
    [InlineData("Token unieważniony", "token uniewazniony")]
    [InlineData("Z\u0307", "z")]
    [InlineData("É", "e")]
    public void Accents_and_case_are_gone(string text, string plain) => Assert.Equal(plain, PlainLetters.Of(text));
}
