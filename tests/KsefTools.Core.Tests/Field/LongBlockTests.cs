using System.Diagnostics;
using KsefTools.Core.Api;
using KsefTools.Core.Audit;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Core.Tests.Audit;
using KsefTools.Sandbox.Faults;

namespace KsefTools.Core.Tests.Field;

/// <summary>A block that is known to be longer than our patience is not waited for, by anybody.</summary>
public sealed class LongBlockTests
{
    [Fact]
    public async Task A_block_of_45_minutes_is_told_to_all_clients_within_seconds()
    {
        await using var office = await AuditHarness.StartAsync();
        Cases.Arm(office.Host, "03-long-retry-after", "rules.json");

        var (results, seconds) = await AuditAsync(office, 12);

        Assert.All(results, result => Assert.Equal(FindingCode.RateLimited, Assert.Single(result.Findings).Code));
        Assert.All(results, result => Assert.Matches("26[78][0-9] s", result.Summary));
        Assert.InRange(office.Requests.Count, 1, 4);
        Assert.InRange(seconds, 0, 60);
    }

    [Theory]
    [InlineData("2147483647")]
    [InlineData("99999999999999")]
    [InlineData("Fri, 31 Dec 2049 23:59:59 GMT")]
    public async Task However_long_the_block_is_said_to_be(string retryAfter)
    {
        await using var office = await AuditHarness.StartAsync();
        Refuse(office, 429, "", retryAfter);

        var (results, seconds) = await AuditAsync(office, 12);

        Assert.All(results, result => Assert.Equal(FindingCode.RateLimited, Assert.Single(result.Findings).Code));
        Assert.InRange(seconds, 0, 60);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("-5")]
    public async Task A_wait_that_is_no_number_of_seconds_is_none(string retryAfter)
    {
        await using var office = await AuditHarness.StartAsync();
        Refuse(office, 503, "", retryAfter);

        var (results, _) = await AuditAsync(office, 1);

        Assert.Contains("(503)", Assert.Single(results).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_block_that_only_the_text_names_counts_as_well()
    {
        await using var office = await AuditHarness.StartAsync();
        Refuse(
            office,
            429,
            """
            {"status":{"code":429,"description":"Too Many Requests",
              "details":["Spróbuj ponownie po 2680 sekundach."]}}
            """
        );

        var (results, _) = await AuditAsync(office, 12);

        Assert.All(results, result => Assert.Matches("26[78][0-9] s", result.Summary));
    }

    [Fact]
    public async Task A_server_that_is_away_for_long_is_not_asked_by_every_client()
    {
        await using var office = await AuditHarness.StartAsync();
        Refuse(office, 503, "", "2680");

        var (results, seconds) = await AuditAsync(office, 12);

        Assert.All(results, result => Assert.Equal(FindingCode.RateLimited, Assert.Single(result.Findings).Code));
        Assert.All(results, result => Assert.Matches("26[78][0-9] s", result.Summary));
        Assert.InRange(office.Requests.Count, 1, 4);
        Assert.InRange(seconds, 0, 60);
    }

    [Fact]
    public async Task A_block_while_a_sign_in_is_asked_after_is_not_waited_for_either()
    {
        await using var office = await AuditHarness.StartAsync();
        office.Host.Main.Faults.Add(
            new FaultRule(FaultKind.TooManyRequests, "/auth/*-*-*", "GET", RetryAfterSeconds: 2680)
        );

        var (results, seconds) = await AuditAsync(office, 12);

        Assert.All(results, result => Assert.Equal(FindingCode.RateLimited, Assert.Single(result.Findings).Code));
        Assert.InRange(seconds, 0, 60);
    }

    private static void Refuse(AuditHarness office, int status, string body, string? retryAfter = null) =>
        office.Host.Main.Faults.Add(
            new FaultRule(
                FaultKind.Answer,
                "/auth/challenge",
                Status: status,
                Body: body,
                Headers: retryAfter is null ? null : new Dictionary<string, string> { ["Retry-After"] = retryAfter }
            )
        );

    private static async Task<(List<KsefTokenTestResult> Results, double Seconds)> AuditAsync(
        AuditHarness office,
        int clients
    )
    {
        var credentials = new List<KsefCredential>();
        for (var client = 0; client < clients; client++)
            credentials.Add((await office.AddClientWithTokenAsync()).Client);
        using var sessions = new KsefSessions(
            SessionCache.InMemory(TimeProvider.System),
            new KsefApiOptions(),
            handler: office.Handler
        );
        var begun = Stopwatch.GetTimestamp();
        var results = new List<KsefTokenTestResult>();
        await foreach (
            var result in new TokenAudit(office.Vault, sessions, observations: null, TimeProvider.System).RunAsync(
                credentials,
                new AuditOptions { Policy = office.Policy, ThrottleLimit = 4 },
                TestContext.Current.CancellationToken
            )
        )
            results.Add(result);
        Assert.Equal(clients, results.Count);
        return (results, Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }
}
