using System.Buffers.Text;
using System.Net;
using System.Text.Json;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Auth;

public sealed class SessionTokensTests : SandboxTest
{
    [Fact]
    public async Task Tokens_are_redeemed_once()
    {
        var session = await SignInAsync(AddToken(Permission.InvoiceRead));

        var again = await PostAsync("/auth/token/redeem", session.Authentication);

        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        Assert.Equal(21301, again.Code);
        Assert.Contains("zostały już pobrane", again.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_are_not_redeemed_before_the_status_is_200()
    {
        Host.Main.Settings.PollsInProgress = 1;
        var started = (await StartSignInAsync(AddToken(Permission.InvoiceRead).Secret)).Json;
        var bearer = started.GetProperty("authenticationToken").GetProperty("token").GetString();

        var early = await PostAsync("/auth/token/redeem", bearer);
        var poll = await GetAsync($"/auth/{started.GetProperty("referenceNumber").GetString()}", bearer);
        var later = await PostAsync("/auth/token/redeem", bearer);

        Assert.Equal((21301, HttpStatusCode.OK), (early.Code, later.Status));
        Assert.Equal(100, poll.Json.GetProperty("status").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task An_access_token_lives_fifteen_minutes()
    {
        var session = await SignInAsync(AddToken(Permission.InvoiceRead));
        Host.Clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        var alive = await GetAsync("/tokens", session.Access);
        Host.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.Unauthorized),
            (alive.Status, (await GetAsync("/tokens", session.Access)).Status)
        );
    }

    [Fact]
    public async Task A_refresh_token_lives_seven_days_and_refreshing_does_not_prolong_it()
    {
        var session = await SignInAsync(AddToken(Permission.InvoiceRead));
        Host.Clock.Advance(TimeSpan.FromDays(6));
        var alive = await PostAsync("/auth/token/refresh", session.Refresh);
        Host.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.Unauthorized),
            (alive.Status, (await PostAsync("/auth/token/refresh", session.Refresh)).Status)
        );
    }

    [Fact]
    public async Task A_revoked_token_refreshes_no_more_but_its_access_token_lives_on()
    {
        var token = AddToken(Permission.InvoiceRead);
        var session = await SignInAsync(token);
        World.UpdateToken(token.ReferenceNumber, t => t with { Status = TokenStatus.Revoked });

        var refresh = await PostAsync("/auth/token/refresh", session.Refresh);

        Assert.Equal((21301, "Token KSeF został unieważniony."), (refresh.Code, refresh.Detail));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/tokens", session.Access)).Status);
    }

    [Fact]
    public async Task A_closed_session_refreshes_no_more_and_its_status_is_425()
    {
        var session = await SignInAsync(AddToken(Permission.InvoiceRead));
        var closed = await SendAsync(HttpMethod.Delete, "/auth/sessions/current", session.Refresh);

        var refresh = await PostAsync("/auth/token/refresh", session.Refresh);
        var status = (await GetAsync($"/auth/{session.Reference}", session.Authentication)).Json.GetProperty("status");

        Assert.Equal((HttpStatusCode.NoContent, 21301), (closed.Status, refresh.Code));
        Assert.Equal("Status uwierzytelnienia (425) nie pozwala na odświeżenie tokenu dostępowego.", refresh.Detail);
        Assert.Equal(425, status.GetProperty("code").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/tokens", session.Access)).Status);
    }

    /// <summary>Observed (issue #838): an owner's <c>pep</c> is empty.</summary>
    [Theory]
    [InlineData(false, "[]")]
    [InlineData(true, """["InvoiceRead"]""")]
    public async Task What_a_holder_may_do_stands_in_per_and_by_a_setting_in_pep_too(bool both, string pep)
    {
        Host.Main.Settings.EffectiveInClaims = both;

        var claims = Claims((await SignInAsync(AddToken(Permission.InvoiceRead))).Access);

        Assert.Equal(
            ("""["InvoiceRead"]""", pep),
            (claims.GetProperty("per").GetString(), claims.GetProperty("pep").GetString())
        );
    }

    [Fact]
    public async Task A_refreshed_access_token_has_the_rights_of_that_moment()
    {
        var token = AddToken(Permission.InvoiceRead, Permission.InvoiceWrite);
        var session = await SignInAsync(token);
        World.UpdateToken(token.ReferenceNumber, t => t with { EffectivePermissions = [Permission.InvoiceRead] });

        var refreshed = (await PostAsync("/auth/token/refresh", session.Refresh)).Json;

        Assert.Equal("""["InvoiceRead","InvoiceWrite"]""", Claims(session.Access).GetProperty("per").GetString());
        var access = refreshed.GetProperty("accessToken").GetProperty("token").GetString()!;
        Assert.Equal("""["InvoiceRead"]""", Claims(access).GetProperty("per").GetString());
    }

    [Fact]
    public async Task An_access_token_says_context_method_session_and_subject()
    {
        var session = await SignInAsync(AddToken(Permission.InvoiceRead));

        var claims = Claims(session.Access);

        Assert.Equal("Nip", claims.GetProperty("cit").GetString());
        Assert.Equal(Client.Value, claims.GetProperty("civ").GetString());
        Assert.Equal("Token", claims.GetProperty("aum").GetString());
        Assert.Equal(session.Reference, claims.GetProperty("arn").GetString());
        Assert.Contains(Client.Value, claims.GetProperty("sud").GetString(), StringComparison.Ordinal);
        Assert.Equal(900, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
    }

    [Fact]
    public async Task An_owners_own_session_says_Owner_and_a_token_of_an_owner_does_not()
    {
        var owner = await Http.ControlAsync(Host, HttpMethod.Post, "/sessions", new { context = Identifier(Client) });
        var token = await SignInAsync(AddToken(Permission.InvoiceRead));

        var ownersClaims = Claims(owner.Json.GetProperty("accessToken").GetString()!);

        Assert.Equal("""["Owner"]""", ownersClaims.GetProperty("per").GetString());
        Assert.Equal("""["InvoiceRead"]""", Claims(token.Access).GetProperty("per").GetString());
    }

    [Fact]
    public async Task An_operation_is_gone_after_seven_days()
    {
        Host.Main.Settings.AuthenticationTokenLifetime = TimeSpan.FromDays(30);
        var session = await SignInAsync(AddToken(Permission.InvoiceRead));
        Host.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));

        Assert.Equal(
            HttpStatusCode.Gone,
            (await GetAsync($"/auth/{session.Reference}", session.Authentication)).Status
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    [InlineData("a.b.c")]
    public async Task A_missing_or_made_up_bearer_is_401_in_problem_details(string? bearer)
    {
        var answer = await GetAsync("/tokens", bearer);

        Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json"), (answer.Status, answer.ContentType));
    }

    [Fact]
    public async Task A_refresh_token_opens_nothing_but_refreshing()
    {
        var session = await SignInAsync(AddToken(Permission.InvoiceRead));

        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync("/tokens", session.Refresh)).Status);
    }

    [Fact]
    public async Task A_bearer_of_one_environment_is_a_stranger_in_the_other()
    {
        var session = await SignInAsync(AddToken(Permission.InvoiceRead));

        var answer = await SendAsync(HttpMethod.Get, "/tokens", session.Access, test: true);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
    }

    private static JsonElement Claims(string jwt) =>
        JsonDocument.Parse(Base64Url.DecodeFromChars(jwt.Split('.')[1])).RootElement;
}
