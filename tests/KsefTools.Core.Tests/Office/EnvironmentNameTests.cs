using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Tests.Office;

public sealed class EnvironmentNameTests
{
    [Theory]
    [InlineData("prod", "production")]
    [InlineData("PROD", "production")]
    [InlineData("produkcja", "production")]
    [InlineData("produkcyjne", "production")]
    [InlineData("Środowisko produkcyjne", "production")]
    [InlineData("PRD", "production")]
    [InlineData("https://api.ksef.mf.gov.pl/v2", "production")]
    [InlineData("api.ksef.mf.gov.pl", "production")]
    [InlineData("przedprodukcyjne", "demo")]
    [InlineData("Przedprodukcyjne (Demo)", "demo")]
    [InlineData("przed-produkcyjne", "demo")]
    [InlineData("pre-prod", "demo")]
    [InlineData("DEMO", "demo")]
    [InlineData("Demo (TR)", "demo")]
    [InlineData("testowe", "test")]
    [InlineData("Test", "test")]
    [InlineData("TE", "test")]
    [InlineData("środowisko testowe KSeF", "test")]
    [InlineData("https://api-test.ksef.mf.gov.pl/docs/v2", "test")]
    [InlineData("api-test.ksef.mf.gov.pl/v2", "test")]
    public void What_people_write_is_read(string text, string name)
    {
        Assert.True(EnvironmentName.TryParse(text, out var read));
        Assert.Equal(name, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("test, produkcja")]
    [InlineData("nieprodukcyjne")]
    [InlineData("produkcja 2")]
    [InlineData("https://ksef.podatki.gov.pl")]
    [InlineData("ksef.podatki.gov.pl")]
    [InlineData("http://stranger.example/v2")]
    [InlineData("20260115-EC-1A2B3C4D00-9F8E7D6C50-10|nip-2222222222|aaaaaaaaaaaa")]
    public void What_says_nothing_or_two_things_is_refused(string text)
    {
        Assert.False(EnvironmentName.TryParse(text, out var name, out var error));
        Assert.Equal("", name);
        Assert.DoesNotContain("aaaaaaaaaaaa", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_of_the_Ministry_points_at_what_is_meant_without_https_too()
    {
        Assert.False(EnvironmentName.TryParse("ap-test.ksef.mf.gov.pl/web", out _, out var error));
        Assert.Contains("test?", error, StringComparison.Ordinal);
    }
}
