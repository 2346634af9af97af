using KsefTools.Core.Audit;

namespace KsefTools.Core.Tests.Audit;

/// <summary>How much an audit asks, and what it remembers.</summary>
public sealed class TokenAuditEconomyTests
{
    [Fact]
    public async Task A_cold_client_costs_five_requests_and_a_run_one_key()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, _) = await office.AddClientWithTokenAsync();

        await office.RunAsync(client);

        Assert.Equal(
            [
                "GET /v2/auth/{ref}",
                "GET /v2/security/public-key-certificates",
                "GET /v2/tokens",
                "POST /v2/auth/challenge",
                "POST /v2/auth/ksef-token",
                "POST /v2/auth/token/redeem",
            ],
            office.Requests.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task An_access_token_that_lives_costs_one_request()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, _) = await office.AddClientWithTokenAsync();
        await office.RunAsync(client);
        office.ForgetRequests();

        var result = await office.RunAsync(client);

        Assert.Equal(["GET /v2/tokens"], office.Requests);
        Assert.Equal(SignInKind.Live, result.SignIn);
    }

    [Fact]
    public async Task A_refresh_token_that_lives_costs_two_requests()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, _) = await office.AddClientWithTokenAsync();
        await office.RunAsync(client);
        office.ForgetRequests();
        office.Host.Clock.Advance(TimeSpan.FromHours(1));

        var result = await office.RunAsync(client);

        Assert.Equal(["POST /v2/auth/token/refresh", "GET /v2/tokens"], office.Requests);
        Assert.Equal(SignInKind.Refreshed, result.SignIn);
    }

    [Fact]
    public async Task A_fresh_audit_signs_in_although_a_session_lives()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, _) = await office.AddClientWithTokenAsync();
        await office.RunAsync(client);

        var results = await office.RunAsync(new AuditOptions { Policy = office.Policy, Fresh = true }, client);

        Assert.Equal(SignInKind.Cold, Assert.Single(results).SignIn);
    }

    [Fact]
    public async Task The_last_use_before_the_audit_is_told_where_KSeF_still_shows_it()
    {
        await using var office = await AuditHarness.StartAsync();
        office.Host.Main.Settings.LastUseDelay = TimeSpan.FromMinutes(30);
        var used = AuditHarness.Start.AddDays(-100);
        var (client, _) = await office.AddClientWithTokenAsync(token =>
            token with
            {
                DateCreated = AuditHarness.Start.AddDays(-200),
                LastUseDate = used,
            }
        );

        var result = await office.RunAsync(client);

        Assert.Equal([FindingCode.Unused], AuditHarness.CodesOf(result));
        Assert.Equal(used, result.LastUsedOn);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public async Task Audits_of_our_own_do_not_hide_that_nobody_uses_a_token(int minutesUntilKSeFShowsAUse)
    {
        await using var office = await AuditHarness.StartAsync();
        office.Host.Main.Settings.LastUseDelay = TimeSpan.FromMinutes(minutesUntilKSeFShowsAUse);
        var (client, _) = await office.AddClientWithTokenAsync();
        var codes = new List<FindingCode[]>();
        for (var week = 0; week < 14; week++)
        {
            codes.Add(AuditHarness.CodesOf(await office.RunAsync(client)));
            office.Host.Clock.Advance(TimeSpan.FromDays(8));
        }

        Assert.All(codes[..10], Assert.Empty);
        Assert.Equal([FindingCode.Unused], codes[^1]);
    }

    [Fact]
    public async Task Somebodys_use_between_two_audits_is_seen()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, token) = await office.AddClientWithTokenAsync();
        await office.RunAsync(client);
        office.Host.Clock.Advance(TimeSpan.FromDays(1));
        var used = office.Host.Clock.GetUtcNow().AddHours(-3);
        office.Host.World.UpdateToken(token.ReferenceNumber, now => now with { LastUseDate = used });

        Assert.Equal(used, (await office.RunAsync(client)).LastUsedOn);
    }

    [Fact]
    public async Task A_new_token_under_the_old_name_has_a_history_of_its_own()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, _) = await office.AddClientWithTokenAsync(token =>
            token with
            {
                LastUseDate = AuditHarness.Start.AddDays(-60),
            }
        );
        office.Host.Main.Settings.LastUseDelay = TimeSpan.FromDays(1);
        await office.RunAsync(client);
        await office.StoreAsync(client, office.AddToken(client, token => token with { LastUseDate = null }).Secret);

        Assert.Null((await office.RunAsync(client)).LastUsedOn);
    }

    [Fact]
    public async Task The_verdict_is_remembered_for_the_next_command()
    {
        await using var office = await AuditHarness.StartAsync();
        var client = office.AddClient();

        var result = await office.RunAsync(client);

        var seen = office.Observations.Find(client);
        Assert.Equal(
            (CredentialStatus.Critical, result.TestedAt, FindingCode.SecretMissing),
            (seen!.Status, seen.TestedAt, Assert.Single(seen.Findings))
        );
    }
}
