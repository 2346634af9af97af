using System.Net;
using System.Text.Json;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Keys;

public sealed class PublicKeysTests : SandboxTest
{
    [Fact]
    public async Task There_is_a_key_for_each_usage()
    {
        var usages = (await GetAsync("/security/public-key-certificates"))
            .Json.EnumerateArray()
            .Select(key => key.GetProperty("usage")[0].GetString());

        Assert.Equal(["KsefTokenEncryption", "SymmetricKeyEncryption"], usages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Recertification_keeps_the_key_and_is_the_newest()
    {
        var before = await TokenKeyAsync();
        await Http.ControlAsync(Host, HttpMethod.Post, "/keys/recertify", new { usage = "KsefTokenEncryption" });
        var after = await TokenKeyAsync();

        Assert.Equal(Text(before, "publicKeyId"), Text(after, "publicKeyId"));
        Assert.NotEqual(Text(before, "certificateId"), Text(after, "certificateId"));
    }

    [Fact]
    public async Task After_a_rotation_the_newest_key_is_another_and_the_old_one_still_opens()
    {
        var token = AddToken(Permission.InvoiceRead);
        var before = await TokenKeyAsync();
        await Http.ControlAsync(Host, HttpMethod.Post, "/keys/rotate", new { usage = "KsefTokenEncryption" });
        var after = await TokenKeyAsync();

        Assert.NotEqual(Text(before, "publicKeyId"), Text(after, "publicKeyId"));
        Assert.Equal(HttpStatusCode.Accepted, (await TryAsync(before, token.Secret)).Status);
    }

    [Fact]
    public async Task A_withdrawn_key_is_21470_and_no_longer_listed()
    {
        var old = await TokenKeyAsync();
        await Http.ControlAsync(Host, HttpMethod.Post, "/keys/rotate", new { usage = "KsefTokenEncryption" });
        await Http.ControlAsync(
            Host,
            HttpMethod.Post,
            "/keys/withdraw",
            new { publicKeyId = Text(old, "publicKeyId") }
        );

        var refused = await TryAsync(old, "x");

        Assert.Equal(
            (21470, $"Klucz o identyfikatorze {Text(old, "publicKeyId")} nie jest wspierany."),
            (refused.Code, refused.Detail)
        );
        Assert.NotEqual(Text(old, "publicKeyId"), Text(await TokenKeyAsync(), "publicKeyId"));
    }

    [Fact]
    public async Task A_key_for_symmetric_keys_opens_no_token()
    {
        var keys = (await GetAsync("/security/public-key-certificates")).Json;
        var other = keys.EnumerateArray().Single(k => k.GetProperty("usage")[0].ValueEquals("SymmetricKeyEncryption"));

        Assert.Equal(21470, (await TryAsync(other, "x")).Code);
    }

    [Fact]
    public async Task The_environments_share_no_key() =>
        Assert.NotEqual(
            Text(await TokenKeyAsync(), "publicKeyId"),
            Text(await TokenKeyAsync(test: true), "publicKeyId")
        );

    private async Task<Answer> TryAsync(JsonElement key, string secret)
    {
        var challenge = (await PostAsync("/auth/challenge")).Json;
        return await PostAsync(
            "/auth/ksef-token",
            body: new
            {
                challenge = Text(challenge, "challenge"),
                contextIdentifier = Identifier(Client),
                encryptedToken = Encrypt(key, $"{secret}|{challenge.GetProperty("timestampMs").GetInt64()}"),
                publicKeyId = Text(key, "publicKeyId"),
            }
        );
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
