using KsefTools.Core.Api;
using KsefTools.Core.SignIn;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.SignIn;

/// <summary>The access token of a session, for a program that calls KSeF itself.</summary>
public sealed class SessionAccessTests
{
    [Fact]
    public async Task One_that_lives_just_long_enough_is_given_without_asking_ksef()
    {
        await using var office = await SandboxOffice.StartAsync();
        var session = await office.SignInAsync(office.CreateToken());
        var now = office.Clock.GetUtcNow();
        var before = office.Network.Requests.Count;

        var access = await session.TokenForAsync(session.Token.ValidUntil - now, now, default);

        Assert.Same(session.Token, access);
        Assert.Equal(before, office.Network.Requests.Count);
    }

    [Fact]
    public async Task One_that_does_not_live_long_enough_is_refreshed()
    {
        await using var office = await SandboxOffice.StartAsync();
        var session = await office.SignInAsync(office.CreateToken());
        var (old, now) = (session.Token, office.Clock.GetUtcNow());

        var access = await session.TokenForAsync(old.ValidUntil - now + TimeSpan.FromSeconds(1), now, default);

        Assert.NotSame(old, access);
        Assert.Equal(1, office.Network.Count("POST refresh"));
    }

    [Fact]
    public async Task A_refusal_that_is_no_401_renews_nothing()
    {
        await using var office = await SandboxOffice.StartAsync();
        var session = await office.SignInAsync(office.CreateToken());
        var before = office.Network.Requests.Count;

        await Assert.ThrowsAsync<KsefApiException>(() =>
            session.SendAsync<int>(
                (_, _) => throw new KsefApiException(ApiErrorKind.Forbidden, "GET /", "No."),
                default
            )
        );

        Assert.Equal(before, office.Network.Requests.Count);
    }

    [Fact]
    public async Task A_session_ends_when_it_can_be_refreshed_no_more()
    {
        await using var office = await SandboxOffice.StartAsync();

        var session = await office.SignInAsync(office.CreateToken());

        Assert.Equal(7, (session.EndsAt - office.Clock.GetUtcNow()).TotalDays, tolerance: 0.01);
    }

    [Fact]
    public async Task A_secret_of_another_environment_is_sent_nowhere()
    {
        await using var office = await SandboxOffice.StartAsync();
        var secret = new Core.Secrets.SecretText(office.CreateToken().Secret.Reveal()).From(
            new Core.Secrets.SecretAddress(null, $"ksef-prod-{SandboxOffice.Nip}-token")
        );
        Assert.True(Core.Identifiers.TokenText.TryParse(secret, out var token));

        var error = await Assert.ThrowsAsync<KsefApiException>(() => office.SignInAsync(token));

        Assert.Equal(ApiErrorKind.SecretOfOtherEnvironment, error.Kind);
        Assert.Empty(office.Network.Requests);
    }

    [Fact]
    public void An_address_that_is_approved_no_more_gets_nothing()
    {
        using var folder = new TemporaryFolder();
        var allowed = Core.Api.Environments.AllowedEnvironments.In(folder.PathOf("ksef-tools"));
        var stranger = KsefEnvironment.Parse("https://ksef.example/v2");
        allowed.Approve(stranger, DateTimeOffset.UnixEpoch);
        using var sessions = new KsefSessions(
            Core.SignIn.Sessions.SessionCache.InMemory(TimeProvider.System),
            allowed: allowed
        );
        sessions.Api(stranger);

        allowed.Withdraw(stranger.Name);

        Assert.Throws<KsefApiException>(() => sessions.Api(stranger));
    }

    [Fact]
    public async Task A_handler_that_was_given_outlives_the_sessions()
    {
        await using var office = await SandboxOffice.StartAsync();
        office.Open(office.Cache).Dispose();

        Assert.Equal(SignInKind.Cold, (await office.SignInAsync(office.CreateToken())).Kind);
    }
}
