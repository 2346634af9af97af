using KsefTools.Core.Api;
using KsefTools.Core.Api.Requests;
using KsefTools.Core.SignIn;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.SignIn;

public sealed class KsefSessionsTests
{
    [Fact]
    public async Task A_living_access_token_is_used_without_asking_ksef()
    {
        await using var office = await SandboxOffice.StartAsync();
        var token = office.CreateToken();
        await office.SignInAsync(token);
        var before = office.Network.Requests.Count;

        var session = await office.SignInAsync(token);

        Assert.Equal(SignInKind.Live, session.Kind);
        Assert.Equal(before, office.Network.Requests.Count);
    }

    [Fact]
    public async Task A_dead_one_is_refreshed()
    {
        await using var office = await SandboxOffice.StartAsync();
        var token = office.CreateToken();
        await office.SignInAsync(token);
        Later(office, TimeSpan.FromMinutes(15));

        var session = await office.SignInAsync(token);

        Assert.Equal(SignInKind.Refreshed, session.Kind);
        Assert.Equal(1, office.Network.Count("POST challenge"));
        await ListAsync(session);
        Assert.Equal(1, office.Network.Count("POST refresh"));
    }

    [Fact]
    public async Task One_that_lives_no_longer_than_the_margin_is_refreshed()
    {
        await using var office = await SandboxOffice.StartAsync();
        var token = office.CreateToken();
        var end = (await office.SignInAsync(token)).Token.ValidUntil;
        office.Clock.Advance(end - office.Options.AccessMargin - office.Clock.GetUtcNow());

        Assert.Equal(SignInKind.Refreshed, (await office.SignInAsync(token)).Kind);
    }

    [Theory]
    [InlineData(401, "")]
    [InlineData(410, "")]
    [InlineData(403, """{"status":403,"detail":"x","reasonCode":"missing-permissions"}""")]
    public async Task Where_ksef_calls_a_session_dead_the_token_signs_in_again(int status, string body)
    {
        await using var office = await SandboxOffice.StartAsync();
        var token = office.CreateToken();
        await office.SignInAsync(token);
        Later(office, TimeSpan.FromMinutes(15));
        office.Sandbox.Main.Faults.Add(
            new FaultRule(FaultKind.Answer, "/auth/token/refresh", "POST", Status: status, Body: body)
        );

        Assert.Equal(SignInKind.Cold, (await office.SignInAsync(token)).Kind);
    }

    [Fact]
    public async Task One_about_to_die_is_refreshed_before_it_does()
    {
        await using var office = await SandboxOffice.StartAsync();
        var token = office.CreateToken();
        await office.SignInAsync(token);
        Later(office, TimeSpan.FromMinutes(14.5));

        Assert.Equal(SignInKind.Refreshed, (await office.SignInAsync(token)).Kind);
    }

    [Fact]
    public async Task After_a_week_the_token_signs_in_again()
    {
        await using var office = await SandboxOffice.StartAsync();
        var token = office.CreateToken();
        await office.SignInAsync(token);
        Later(office, TimeSpan.FromDays(7.1));

        Assert.Equal(SignInKind.Cold, (await office.SignInAsync(token)).Kind);
    }

    [Fact]
    public async Task A_session_whose_token_was_revoked_cannot_be_refreshed_and_the_token_tells_why()
    {
        await using var office = await SandboxOffice.StartAsync();
        var token = office.CreateToken();
        await office.SignInAsync(token);
        Later(office, TimeSpan.FromMinutes(15));
        office.Sandbox.World.UpdateToken(token.Reference.Value, with => with with { Status = TokenStatus.Revoked });

        Assert.Equal(SignInFailure.TokenRevoked, (await office.RefusedAsync(token)).Failure);
        Assert.Equal(0, office.Cache.Count);
    }

    [Fact]
    public async Task A_fresh_sign_in_is_made_on_demand()
    {
        await using var office = await SandboxOffice.StartAsync();
        var token = office.CreateToken();
        await office.SignInAsync(token);

        var session = await office.Sessions.OpenWithTokenAsync(
            office.Environment,
            SandboxOffice.Context,
            token,
            fresh: true,
            default
        );

        Assert.Equal(SignInKind.Cold, session.Kind);
        Assert.Equal(2, office.Network.Count("POST challenge"));
    }

    [Fact]
    public async Task Another_token_of_the_same_client_does_not_use_its_session()
    {
        await using var office = await SandboxOffice.StartAsync();
        await office.SignInAsync(office.CreateToken());

        Assert.Equal(SignInKind.Cold, (await office.SignInAsync(office.CreateToken())).Kind);
    }

    [Fact]
    public async Task A_replaced_secret_of_the_same_reference_does_not_use_the_old_session()
    {
        await using var office = await SandboxOffice.StartAsync();
        var token = office.CreateToken();
        await office.SignInAsync(token);
        var text = token.Secret.Reveal();
        Assert.True(Core.Identifiers.TokenText.TryParse(text[..^1] + (text[^1] is '0' ? '1' : '0'), out var other));

        Assert.Equal(SignInFailure.TokenUnknown, (await office.RefusedAsync(other)).Failure);
    }

    [Fact]
    public async Task When_ksef_no_longer_takes_a_living_access_token_it_is_refreshed_and_the_call_made_again()
    {
        await using var office = await SandboxOffice.StartAsync();
        var token = office.CreateToken();
        await office.SignInAsync(token);
        // This machine's clock is behind: by it, the access token lives.
        office.Sandbox.Clock.Advance(TimeSpan.FromMinutes(20));
        var session = await office.SignInAsync(token);
        Assert.Equal(SignInKind.Live, session.Kind);

        await ListAsync(session);

        Assert.Equal(SignInKind.Refreshed, session.Kind);
        Assert.Equal(1, office.Network.Count("POST refresh"));
    }

    [Fact]
    public async Task When_that_does_not_help_the_token_signs_in_again()
    {
        await using var office = await SandboxOffice.StartAsync();
        var token = office.CreateToken();
        await office.SignInAsync(token);
        office.Sandbox.Clock.Advance(TimeSpan.FromDays(8));
        var session = await office.SignInAsync(token);

        await ListAsync(session);

        Assert.Equal(SignInKind.Cold, session.Kind);
    }

    [Fact]
    public async Task Calls_at_the_same_time_renew_a_session_once()
    {
        await using var office = await SandboxOffice.StartAsync();
        var token = office.CreateToken();
        await office.SignInAsync(token);
        office.Sandbox.Clock.Advance(TimeSpan.FromMinutes(20));
        var session = await office.SignInAsync(token);

        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => ListAsync(session)));

        Assert.Equal(1, office.Network.Count("POST refresh"));
    }

    [Fact]
    public async Task Many_clients_at_the_same_time_each_get_their_own_session()
    {
        await using var office = await SandboxOffice.StartAsync();
        var tokens = Enumerable.Range(0, 64).Select(_ => office.CreateToken()).ToList();

        var seen = await Task.WhenAll(
            tokens.Select(async token =>
                (await ListAsync(await office.SignInAsync(token))).Tokens.Select(listed => listed.ReferenceNumber)
            )
        );

        Assert.Equal(tokens.Select(token => token.Reference.Value), seen.Select(Assert.Single));
        Assert.Equal(64, office.Cache.Count);
    }

    [Fact]
    public async Task A_call_that_keeps_getting_401_fails_in_the_end()
    {
        await using var office = await SandboxOffice.StartAsync();
        var session = await office.SignInAsync(office.CreateToken());

        var error = await Assert.ThrowsAsync<KsefApiException>(() =>
            session.SendAsync<int>(
                (_, _) => throw new KsefApiException(ApiErrorKind.Unauthorized, "GET /", "No."),
                default
            )
        );

        Assert.Equal(ApiErrorKind.Unauthorized, error.Kind);
        Assert.Equal(2, office.Network.Count("POST challenge"));
    }

    [Fact]
    public async Task A_refresh_that_gets_no_answer_does_not_condemn_the_session()
    {
        await using var office = await SandboxOffice.StartAsync();
        var token = office.CreateToken();
        await office.SignInAsync(token);
        Later(office, TimeSpan.FromMinutes(15));
        office.Network.Lose("POST refresh", answers: 10);

        var error = await Assert.ThrowsAsync<KsefApiException>(() => office.SignInAsync(token));

        Assert.Equal(ApiErrorKind.Unreachable, error.Kind);
        Assert.Equal(1, office.Cache.Count);
    }

    [Fact]
    public async Task One_environment_has_one_api_so_that_its_limits_are_counted_once()
    {
        await using var office = await SandboxOffice.StartAsync();

        var same = KsefEnvironment.Parse(office.Sandbox.BaseAddress.AbsoluteUri + "/");
        var other = KsefEnvironment.Parse(office.Sandbox.TestBaseAddress.AbsoluteUri);

        Assert.Same(office.Sessions.Api(office.Environment), office.Sessions.Api(same));
        Assert.NotSame(office.Sessions.Api(office.Environment), office.Sessions.Api(other));
    }

    [Fact]
    public async Task How_often_a_question_is_repeated_the_options_say()
    {
        await using var office = await SandboxOffice.StartAsync();
        using var sessions = OpenImpatient(office);
        office.Network.Lose("POST challenge");

        await Assert.ThrowsAsync<KsefApiException>(() => office.SignInAsync(office.CreateToken(), sessions));

        Assert.Equal(1, office.Network.Count("POST challenge"));
    }

    [Fact]
    public async Task An_address_that_answers_nobody_is_asked_again_when_a_run_begins()
    {
        const int Patience = 20;
        await using var office = await SandboxOffice.StartAsync();
        using var sessions = OpenImpatient(office);
        var token = office.CreateToken();
        office.Network.Lose("POST challenge", Patience);
        for (var attempt = 0; attempt <= Patience; attempt++)
            await Assert.ThrowsAsync<KsefApiException>(() => office.SignInAsync(token, sessions));
        Assert.Equal(Patience, office.Network.Count("POST challenge"));

        sessions.TryAgain();

        Assert.Equal(SignInKind.Cold, (await office.SignInAsync(token, sessions)).Kind);
    }

    [Fact]
    public async Task Without_a_word_about_limits_patience_and_clock_a_token_signs_in()
    {
        await using var office = await SandboxOffice.StartAsync();
        using var sessions = new KsefSessions(office.Cache, handler: office.Network);

        Assert.Equal(SignInKind.Cold, (await office.SignInAsync(office.CreateToken(), sessions)).Kind);
    }

    [Fact]
    public async Task After_the_end_of_the_sessions_nothing_is_sent()
    {
        await using var office = await SandboxOffice.StartAsync();
        var sessions = office.Open(office.Cache);
        var api = sessions.Api(office.Environment);
        sessions.Dispose();

        await Assert.ThrowsAnyAsync<Exception>(() => api.CreateChallengeAsync(default));

        Assert.Empty(office.Network.Requests);
    }

    private static KsefSessions OpenImpatient(SandboxOffice office) =>
        new(
            office.Cache,
            new KsefApiOptions { LoginLimitScope = LoginLimitScope.Off, MaxRetries = 0 },
            handler: office.Network,
            time: office.Clock
        );

    private static void Later(SandboxOffice office, TimeSpan by)
    {
        office.Clock.Advance(by);
        office.Sandbox.Clock.Advance(by);
    }

    private static Task<Core.Api.Responses.TokenPage> ListAsync(KsefSession session) =>
        session.SendAsync((access, ct) => session.Api.ListTokensAsync(access, new TokenQuery(), null, ct), default);
}
