using System.Net;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Auth;

public sealed class SessionListTests : SandboxTest
{
    [Fact]
    public async Task It_shows_open_sessions_newest_first_and_marks_the_current_one()
    {
        var token = AddToken(Permission.InvoiceRead);
        var older = await SignInAsync(token);
        Host.Clock.Advance(TimeSpan.FromSeconds(1));
        var newer = await SignInAsync(token);

        var items = (await GetAsync("/auth/sessions", older.Access))
            .Json.GetProperty("items")
            .EnumerateArray()
            .ToList();

        Assert.Equal(
            [newer.Reference, older.Reference],
            items.Select(i => i.GetProperty("referenceNumber").GetString())
        );
        Assert.Equal([false, true], items.Select(i => i.GetProperty("isCurrent").GetBoolean()));
    }

    [Fact]
    public async Task A_session_closed_by_its_number_is_listed_no_more()
    {
        var token = AddToken(Permission.InvoiceRead);
        var first = await SignInAsync(token);
        var second = await SignInAsync(token);

        await SendAsync(HttpMethod.Delete, $"/auth/sessions/{first.Reference}", second.Access);

        var items = (await GetAsync("/auth/sessions", second.Access)).Json.GetProperty("items");
        Assert.Equal(
            second.Reference,
            Assert.Single(items.EnumerateArray()).GetProperty("referenceNumber").GetString()
        );
        Assert.Equal(21301, (await PostAsync("/auth/token/refresh", first.Refresh)).Code);
    }

    [Fact]
    public async Task A_session_of_another_context_cannot_be_closed()
    {
        var stranger = ContextIdentifier.Nip("1111111111");
        var theirs = await SignInAsync(
            World.CreateToken(stranger, SubjectIdentifier.Nip(stranger.Value), [Permission.InvoiceRead])
        );
        var ours = await SignInAsync(AddToken(Permission.InvoiceRead));

        var answer = await SendAsync(HttpMethod.Delete, $"/auth/sessions/{theirs.Reference}", ours.Access);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
    }

    [Fact]
    public async Task Pages_follow_each_other()
    {
        var token = AddToken(Permission.InvoiceRead);
        var session = await SignInAsync(token);
        for (var i = 0; i < 10; i++)
            await SignInAsync(token);

        var first = (await GetAsync("/auth/sessions", session.Access)).Json;
        var next = first.GetProperty("continuationToken").GetString()!;
        var second = (
            await SendAsync(HttpMethod.Get, "/auth/sessions", session.Access, headers: [("x-continuation-token", next)])
        ).Json;

        Assert.Equal(
            (10, 1),
            (first.GetProperty("items").GetArrayLength(), second.GetProperty("items").GetArrayLength())
        );
    }

    [Fact]
    public async Task An_access_token_bound_to_another_address_is_ip_not_allowed()
    {
        var token = AddToken(Permission.InvoiceRead);

        Assert.Equal("ip-not-allowed", await ReasonAsync(token.Secret, "10.0.0.0/8"));
        Assert.Null(await ReasonAsync(token.Secret, "127.0.0.0/8"));
    }

    private async Task<string?> ReasonAsync(string secret, string mask)
    {
        var key = await TokenKeyAsync();
        var challenge = (await PostAsync("/auth/challenge")).Json;
        var started = await PostAsync(
            "/auth/ksef-token",
            body: new
            {
                challenge = challenge.GetProperty("challenge").GetString(),
                contextIdentifier = Identifier(Client),
                encryptedToken = Encrypt(key, $"{secret}|{challenge.GetProperty("timestampMs").GetInt64()}"),
                authorizationPolicy = new { allowedIps = new { ip4Masks = new[] { mask } } },
            }
        );
        var bearer = started.Json.GetProperty("authenticationToken").GetProperty("token").GetString();
        var redeemed = (await PostAsync("/auth/token/redeem", bearer)).Json;
        var answer = await GetAsync("/tokens", redeemed.GetProperty("accessToken").GetProperty("token").GetString());
        return answer.Json.TryGetProperty("reasonCode", out var reason) ? reason.GetString() : null;
    }
}
