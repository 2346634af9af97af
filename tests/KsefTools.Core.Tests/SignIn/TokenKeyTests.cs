using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KsefTools.Core.Api;
using KsefTools.Core.Identifiers;
using KsefTools.Core.SignIn;
using KsefTools.Core.Tests.Certificates;

namespace KsefTools.Core.Tests.SignIn;

/// <summary>Under which of KSeF's keys a token is encrypted.</summary>
public sealed class TokenKeyTests : IAsyncLifetime
{
    private const string Keys = "GET /security/public-key-certificates";
    private const string Start = "POST /auth/ksef-token";
    private const string Encryption = "KsefTokenEncryption";

    private ScriptedKsef _ksef = null!;

    public async ValueTask InitializeAsync() => _ksef = await ScriptedKsef.StartAsync();

    public ValueTask DisposeAsync() => _ksef.DisposeAsync();

    [Fact]
    public async Task A_key_that_has_ended_is_not_used_however_new_it_is() =>
        Assert.Equal(Id("used"), await ChosenAsync(Key("used", -30, 30), Key("ended", -10, 0)));

    [Fact]
    public async Task A_key_that_is_yet_to_begin_is_not_used() =>
        Assert.Equal(Id("used"), await ChosenAsync(Key("used", -30, 30), Key("coming", 1, 30)));

    [Fact]
    public async Task A_key_serves_from_its_first_moment_on() =>
        Assert.Equal(Id("used"), await ChosenAsync(Key("old", -30, 30), Key("used", 0, 30)));

    [Fact]
    public async Task Where_this_machines_clock_fits_none_the_newest_is_used() =>
        Assert.Equal(Id("used"), await ChosenAsync(Key("older", -30, -20), Key("used", -20, -10), Key("old", -25, -5)));

    [Fact]
    public async Task A_key_for_invoices_is_not_for_tokens() =>
        Assert.Equal(
            Id("used"),
            await ChosenAsync(Key("invoices", -5, 30, "SymmetricKeyEncryption"), Key("used", -9, 30))
        );

    [Theory]
    [InlineData("[]")]
    [InlineData("""[KEY]""", "not base64!")]
    [InlineData("""[KEY]""", "bm8gY2VydGlmaWNhdGU=")]
    public async Task Without_a_key_that_can_be_read_the_answer_is_a_bad_one(string keys, string certificate = "")
    {
        _ksef.On(Keys, 200, keys.Replace("KEY", Key("a", -1, 1, Encryption, certificate), StringComparison.Ordinal));

        // Not through the contract's guard: it lets nothing pass that is no Base64.
        using var handler = new SocketsHttpHandler();
        using var api = new KsefApi(_ksef.Environment, new KsefApiOptions { MaxRetries = 0 }, handler);

        var error = await Assert.ThrowsAsync<KsefApiException>(() => SignInAsync(api));

        Assert.Equal((ApiErrorKind.BadAnswer, false), (error.Kind, error.SpeaksAboutCredential));
    }

    [Fact]
    public async Task A_key_that_is_no_RSA_key_encrypts_nothing()
    {
        var certificate = Convert.ToBase64String(TestMaterial.Ec.Certificate.RawData);
        _ksef.On(Keys, 200, $"[{Key("a", -1, 1, certificate: certificate)}]");

        var error = await Assert.ThrowsAsync<KsefApiException>(SignInAsync);

        Assert.Equal(ApiErrorKind.BadAnswer, error.Kind);
        Assert.DoesNotContain(_ksef.Requests, request => request.Endpoint is Start);
    }

    [Theory]
    [InlineData("bm8gY2VydGlmaWNhdGU=")]
    [InlineData(null)]
    public async Task A_newest_key_that_encrypts_nothing_leaves_the_one_before(string? certificate)
    {
        certificate ??= Convert.ToBase64String(TestMaterial.Ec.Certificate.RawData);

        Assert.Equal(Id("used"), await ChosenAsync(Key("broken", 0, 30, certificate: certificate), Key("used", -9, 9)));
    }

    [Fact]
    public async Task A_ksef_that_calls_every_key_withdrawn_is_asked_twice_and_no_more()
    {
        _ksef.On(Keys, 200, $"[{Key("a", -1, 1)}]").Refuse(Start, 21470).Refuse(Start, 21470).Refuse(Start, 21001);

        var error = await Assert.ThrowsAsync<KsefApiException>(SignInAsync);

        Assert.Equal(21470, error.Code);
        Assert.Equal(2, _ksef.Requests.Count(request => request.Endpoint is Start));
    }

    private static string Key(
        string id,
        int fromDays,
        int toDays,
        string usage = Encryption,
        string? certificate = null
    ) =>
        $$"""
            {"certificate":"{{certificate ?? Convert.ToBase64String(TestMaterial.Rsa.Certificate.RawData)}}",
             "certificateId":"AAAA","publicKeyId":"{{Id(id)}}","usage":["{{usage}}"],
             "validFrom":"{{Day(fromDays)}}","validTo":"{{Day(toDays)}}"}
            """;

    private static string Id(string name) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    private static string Day(int days) =>
        TestMaterial.Now.AddDays(days).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private async Task<string?> ChosenAsync(params string[] keys)
    {
        _ksef.On(Keys, 200, $"[{string.Join(',', keys)}]").Refuse(Start, 21001);
        await Assert.ThrowsAsync<KsefApiException>(SignInAsync);
        using var body = JsonDocument.Parse(_ksef.Requests.Single(request => request.Endpoint is Start).Body);
        return body.RootElement.GetProperty("publicKeyId").GetString();
    }

    private async Task SignInAsync()
    {
        using var api = _ksef.CreateApi();
        await SignInAsync(api);
    }

    private async Task SignInAsync(KsefApi api)
    {
        var milliseconds = TestMaterial.Now.ToUnixTimeMilliseconds();
        _ksef.On(
            "POST /auth/challenge",
            200,
            $$"""
            {"challenge":"20261122-CR-461EA5B000-537A6BA15D-D7","timestamp":"2026-11-22T12:00:00Z",
             "timestampMs":{{milliseconds}},"clientIp":"127.0.0.1"}
            """
        );
        using var signIn = new TokenSignIn(api, new SignInOptions(), TestMaterial.Clock);
        Assert.True(
            TokenText.TryParse(
                $"20260115-EC-1DCE3E3000-12ECB5B36E-45|nip-{SandboxOffice.Nip}|{new string('a', 64)}",
                out var token
            )
        );
        await signIn.SignInAsync(token, SandboxOffice.Context, TestContext.Current.CancellationToken);
    }
}
