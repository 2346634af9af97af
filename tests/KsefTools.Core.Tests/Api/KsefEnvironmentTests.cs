using FsCheck;
using FsCheck.Fluent;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Environments;

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

    [Theory]
    [InlineData("https://api.ksef.mf.gov.pl", "production")]
    [InlineData("https://api.ksef.mf.gov.pl/v2", "production")]
    [InlineData("https://api.ksef.mf.gov.pl/api/v2", "production")]
    [InlineData("https://API.KSeF.mf.gov.pl./v2/", "production")]
    [InlineData("https://api.ksef.mf.gov.pl:443/v2", "production")]
    [InlineData("https://ａｐｉ.ksef.mf.gov.pl/v2", "production")]
    [InlineData("https://api-demo.ksef.mf.gov.pl/docs/v2/index.html", "demo")]
    [InlineData("https://api-test.ksef.mf.gov.pl/docs/v2", "test")]
    public void An_address_on_a_host_of_the_Ministrys_api_is_that_environment_whatever_its_path(
        string text,
        string name
    )
    {
        Assert.True(KsefEnvironment.TryParse(text, out var environment, out _));
        Assert.Equal(name, environment.Name);
        Assert.Equal(KsefEnvironment.Parse(name).BaseAddress, environment.BaseAddress);
        Assert.Equal(EnvironmentKind.Ministry, environment.Kind);
    }

    [Theory]
    [InlineData("https://ksef.podatki.gov.pl", "production?")]
    [InlineData("https://ap.ksef.mf.gov.pl/web/", "production?")]
    [InlineData("https://ksef.mf.gov.pl/web/", "KSeF 1.0")]
    [InlineData("https://ksef-test.mf.gov.pl/api/v2", "test?")]
    [InlineData("https://ksef-demo.mf.gov.pl/api/v2", "demo?")]
    [InlineData("https://qr-demo.ksef.mf.gov.pl/", "demo?")]
    [InlineData("https://ap-test.ksef.mf.gov.pl", "test?")]
    [InlineData("https://web2te-ksef.mf.gov.pl/web/login", "test?")]
    [InlineData("https://www.podatki.gov.pl/ksef/", "production?")]
    [InlineData("https://KSEF-TEST.mf.gov.pl./api", "test?")]
    [InlineData("http://api.ksef.mf.gov.pl/v2", "production?")]
    [InlineData("https://api-test.ksef.mf.gov.pl:8443/v2", "test?")]
    public void A_page_or_an_old_address_of_the_Ministry_is_refused_with_what_is_meant(string text, string meant)
    {
        Assert.False(KsefEnvironment.TryParse(text, out _, out var error));
        Assert.Contains(meant, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080/v2", "http://127.0.0.1:5080/v2")]
    [InlineData("http://127.1:5080/v2/", "http://127.0.0.1:5080/v2")]
    [InlineData("http://2130706433:5080/v2", "http://127.0.0.1:5080/v2")]
    [InlineData("http://0x7f000001:5080/v2", "http://127.0.0.1:5080/v2")]
    [InlineData("http://[::1]:5080/v2", "http://[::1]:5080/v2")]
    [InlineData("http://[0:0:0:0:0:0:0:1]:5080/v2", "http://[::1]:5080/v2")]
    [InlineData("http://LOCALHOST.:5080/v2", "http://localhost:5080/v2")]
    [InlineData("https://127.0.0.1:5080/v2", "https://127.0.0.1:5080/v2")]
    [InlineData("http://loopback:5080/v2", "http://localhost:5080/v2")]
    public void Loopback_has_one_name_however_it_is_written(string text, string name)
    {
        var environment = KsefEnvironment.Parse(text);
        Assert.Equal(name, environment.Name);
        Assert.Equal(EnvironmentKind.Loopback, environment.Kind);
    }

    [Theory]
    [InlineData("https://stranger.example/v2")]
    [InlineData("https://api.ksef.mf.gov.pl.stranger.example/v2")]
    [InlineData("https://api-ksef.mf.gov.pl.example/v2")]
    [InlineData("https://xapi.ksef.mf.gov.plx/v2")]
    [InlineData("https://api.ksef.mf.g\u043Ev.pl/v2")]
    [InlineData("https://xn--api-9cd.ksef.mf.gov.plus/v2")]
    [InlineData("https://localhost.stranger.example/v2")]
    [InlineData("https://127.0.0.1.stranger.example/v2")]
    [InlineData("https://0.0.0.0/v2")]
    [InlineData("https://[::ffff:10.0.0.1]/v2")]
    [InlineData("https://10.0.0.1/v2")]
    public void Whatever_only_looks_like_KSeF_or_loopback_is_a_stranger(string text)
    {
        var environment = KsefEnvironment.Parse(text);
        Assert.Equal(EnvironmentKind.Other, environment.Kind);
        Assert.False(AllowedEnvironments.BuiltIn.Allows(environment));
        Assert.All(environment.Name, letter => Assert.True(char.IsAscii(letter)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("prod")]
    [InlineData("ftp://127.0.0.1/v2")]
    [InlineData("http://api.ksef.mf.gov.pl/v2")]
    [InlineData("http://10.0.0.1/v2")]
    [InlineData("https://api.ksef.mf.gov.pl\\@stranger.example/v2")]
    [InlineData("https://api.k\u0455ef.mf.gov.pl/v2")]
    [InlineData("http://127.0.0.1.stranger.example/v2")]
    [InlineData("https://user:secret@ksef.example/v2")]
    [InlineData("https://api.ksef.mf.gov.pl:secret@stranger.example/v2")]
    [InlineData("https://ksef.example/v2?x=1")]
    [InlineData("https://ksef.example/v2#x")]
    [InlineData("https://")]
    [InlineData("https://./v2")]
    public void Anything_else_is_refused_with_a_sentence(string? text)
    {
        Assert.False(KsefEnvironment.TryParse(text, out _, out var error));
        Assert.EndsWith(".", error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_makes_the_reader_throw_and_each_name_reads_as_itself() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<string?>(),
                text =>
                    new[]
                    {
                        text,
                        $"https://{text}",
                        $"https://{text}.mf.gov.pl/v2",
                        $"https://x/{text}",
                        $"http://{text}",
                    }.All(written =>
                        !KsefEnvironment.TryParse(written, out var environment, out _)
                        || environment == KsefEnvironment.Parse(environment.Name)
                    )
            )
            .QuickCheckThrowOnFailure();
}
