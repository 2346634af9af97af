using System.Net;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.RateLimits;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.RateLimits;

public sealed class RateLimitsTests : SandboxTest
{
    protected override SandboxOptions Options => new() { Limits = LimitScope.Shared };

    [Fact]
    public async Task The_sixty_first_call_of_a_second_is_429_and_says_when_to_come_back()
    {
        await ChallengesAsync(60);

        var refused = await PostAsync("/auth/challenge");

        Assert.Equal((HttpStatusCode.TooManyRequests, 1), (refused.Status, refused.RetryAfter));
        Assert.Equal(429, refused.Json.GetProperty("status").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_429_comes_as_problem_details_on_request()
    {
        await ChallengesAsync(60);

        var refused = await SendAsync(
            HttpMethod.Post,
            "/auth/challenge",
            headers: [("X-Error-Format", "problem-details")]
        );

        Assert.Equal(("application/problem+json", 1), (refused.ContentType, refused.RetryAfter));
    }

    [Fact]
    public async Task Whoever_waits_for_Retry_After_is_let_in()
    {
        await ChallengesAsync(60);
        var refused = await PostAsync("/auth/challenge");
        Host.Clock.Advance(TimeSpan.FromSeconds(refused.RetryAfter!.Value));

        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/auth/challenge")).Status);
    }

    [Fact]
    public async Task A_block_grows_when_it_is_ignored()
    {
        await ChallengesAsync(60);
        var first = await PostAsync("/auth/challenge");
        var second = await PostAsync("/auth/challenge");
        var third = await PostAsync("/auth/challenge");

        Assert.Equal([1, 2, 3], new[] { first, second, third }.Select(a => a.RetryAfter!.Value));
    }

    [Fact]
    public async Task Shared_means_that_all_calls_without_a_context_are_counted_together()
    {
        await ChallengesAsync(60);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await GetAsync("/security/public-key-certificates")).Status);
    }

    [Fact]
    public async Task Per_endpoint_means_that_each_is_counted_alone()
    {
        Host.Main.Settings.Limits = LimitScope.PerEndpoint;
        await ChallengesAsync(60);

        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/security/public-key-certificates")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await PostAsync("/auth/challenge")).Status);
    }

    [Fact]
    public async Task Off_means_no_limit()
    {
        Host.Main.Settings.Limits = LimitScope.Off;
        await ChallengesAsync(61);

        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/auth/challenge")).Status);
    }

    [Fact]
    public async Task Protected_calls_have_ten_a_second_thirty_a_minute_and_a_hundred_and_twenty_an_hour()
    {
        var access = await LongLivedAsync();

        Assert.Equal(10, await AcceptedAsync(access, TimeSpan.Zero, 11));
        Host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(30, await AcceptedAsync(access, TimeSpan.FromSeconds(1), 31));
        Host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(120, await AcceptedAsync(access, TimeSpan.FromSeconds(10), 121));
    }

    [Fact]
    public async Task Two_contexts_do_not_share_a_count()
    {
        var access = (await SignInAsync(AddToken(Permission.InvoiceRead))).Access;
        var stranger = ContextIdentifier.Nip("1111111111");
        var other = await SignInAsync(
            World.CreateToken(stranger, SubjectIdentifier.Nip(stranger.Value), [Permission.InvoiceRead])
        );
        await AcceptedAsync(access, TimeSpan.Zero, 10);

        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/tokens", other.Access)).Status);
    }

    [Fact]
    public async Task Every_429_is_counted()
    {
        await ChallengesAsync(63);

        var counters = (await Http.ControlAsync(Host, HttpMethod.Get, "/counters")).Json;

        Assert.Equal(63, counters.GetProperty("requests").GetInt64());
        Assert.Equal(3, counters.GetProperty("tooManyRequests").GetInt64());
    }

    [Fact]
    public async Task Test_data_changes_the_limits_of_the_context_and_takes_them_back()
    {
        var access = (await SignInAsync(AddToken(Permission.InvoiceRead))).Access;
        var table = (await GetAsync("/rate-limits", access)).Json;
        var changed = table
            .EnumerateObject()
            .ToDictionary(
                p => p.Name,
                _ => new
                {
                    perSecond = 2,
                    perMinute = 20,
                    perHour = 200,
                }
            );

        await PostAsync("/testdata/rate-limits", access, new { rateLimits = changed });
        var accepted = await AcceptedAsync(access, TimeSpan.Zero, 3);
        await SendAsync(HttpMethod.Delete, "/testdata/rate-limits", access);
        var restored = (await GetAsync("/rate-limits", access)).Json;

        Assert.Equal(2, accepted);
        Assert.Equal(10, restored.GetProperty("other").GetProperty("perSecond").GetInt32());
    }

    [Fact]
    public async Task Groups_that_came_after_2_6_1_may_be_left_out()
    {
        var access = (await SignInAsync(AddToken(Permission.InvoiceRead))).Access;
        var older = (await GetAsync("/rate-limits", access))
            .Json.EnumerateObject()
            .Where(p => p.Name is not ("collectiveIdentifier" or "onlineSessionClose" or "batchSessionClose"))
            .ToDictionary(
                p => p.Name,
                _ => new
                {
                    perSecond = 2,
                    perMinute = 20,
                    perHour = 200,
                }
            );

        var answer = await PostAsync("/testdata/rate-limits", access, new { rateLimits = older });
        var table = (await GetAsync("/rate-limits", access)).Json;

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal((2, 10), (PerSecond(table, "other"), PerSecond(table, "collectiveIdentifier")));
    }

    [Fact]
    public async Task Since_2_8_0_four_more_groups_are_shown()
    {
        var access = await LongLivedAsync();

        var table = (await GetAsync("/rate-limits", access)).Json;
        Host.Main.Settings.ApiVersion = new Version(2, 7, 0);
        var before = (await GetAsync("/rate-limits", access)).Json;

        Assert.Equal(
            (20, 20, 60, -1),
            (
                PerSecond(table, "onlineSessionClose"),
                PerSecond(table, "batchSessionClose"),
                PerSecond(table, "anonymous"),
                PerSecond(table, "global")
            )
        );
        Assert.Equal(13, before.EnumerateObject().Count());
    }

    private static int PerSecond(System.Text.Json.JsonElement table, string group) =>
        table.GetProperty(group).GetProperty("perSecond").GetInt32();

    private async Task ChallengesAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await PostAsync("/auth/challenge");
    }

    private async Task<string> LongLivedAsync()
    {
        Host.Main.Settings.AccessTokenLifetime = TimeSpan.FromDays(1);
        var session = await Http.ControlAsync(Host, HttpMethod.Post, "/sessions", new { context = Identifier(Client) });
        return session.Json.GetProperty("accessToken").GetString()!;
    }

    private async Task<int> AcceptedAsync(string access, TimeSpan apart, int attempts)
    {
        var accepted = 0;
        for (var i = 0; i < attempts; i++)
        {
            if ((await GetAsync("/tokens", access)).Status == HttpStatusCode.OK)
                accepted++;
            Host.Clock.Advance(apart);
        }

        return accepted;
    }
}
