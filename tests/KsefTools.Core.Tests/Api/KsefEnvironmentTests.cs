using KsefTools.Core.Api;

namespace KsefTools.Core.Tests.Api;

public sealed class KsefEnvironmentTests
{
    [Theory]
    [InlineData("production", "https://api.ksef.mf.gov.pl/v2/")]
    [InlineData(" Demo ", "https://api-demo.ksef.mf.gov.pl/v2/")]
    [InlineData("TEST", "https://api-test.ksef.mf.gov.pl/v2/")]
    [InlineData("http://127.0.0.1:5080/v2", "http://127.0.0.1:5080/v2/")]
    [InlineData("http://localhost:5080/test/v2/", "http://localhost:5080/test/v2/")]
    [InlineData("https://ksef.example/v2", "https://ksef.example/v2/")]
    public void A_name_or_an_address_is_an_environment(string text, string address)
    {
        Assert.True(KsefEnvironment.TryParse(text, out var environment, out _));
        Assert.Equal(address, environment.BaseAddress.AbsoluteUri);
    }

    [Fact]
    public void The_ministrys_address_is_the_environment_of_that_name() =>
        Assert.Equal("production", KsefEnvironment.Parse("https://api.ksef.mf.gov.pl/v2").Name);

    [Fact]
    public void Another_address_is_its_own_name() =>
        Assert.Equal("http://127.0.0.1:5080/v2", KsefEnvironment.Parse("http://127.0.0.1:5080/v2/").Name);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("prod")]
    [InlineData("ftp://127.0.0.1/v2")]
    [InlineData("http://api.ksef.mf.gov.pl/v2")]
    [InlineData("http://10.0.0.1/v2")]
    [InlineData("https://user:secret@ksef.example/v2")]
    [InlineData("https://ksef.example/v2?x=1")]
    [InlineData("https://ksef.example/v2#x")]
    public void Anything_else_is_refused_with_a_sentence(string? text)
    {
        Assert.False(KsefEnvironment.TryParse(text, out _, out var error));
        Assert.EndsWith(".", error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }
}
