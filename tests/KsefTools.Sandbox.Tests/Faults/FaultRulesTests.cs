using System.Net;
using System.Text.Json;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Faults;

public sealed class FaultRulesTests : SandboxTest
{
    [Theory]
    [InlineData(FaultKind.TooManyRequests, HttpStatusCode.TooManyRequests)]
    [InlineData(FaultKind.ServerError, HttpStatusCode.InternalServerError)]
    [InlineData(FaultKind.Unavailable, HttpStatusCode.ServiceUnavailable)]
    [InlineData(FaultKind.EmptyForbidden, HttpStatusCode.Forbidden)]
    public async Task A_rule_answers_with_its_status(FaultKind kind, HttpStatusCode status)
    {
        Host.Main.Faults.Add(new FaultRule(kind));

        Assert.Equal(status, (await PostAsync("/auth/challenge")).Status);
    }

    [Fact]
    public async Task The_portal_blocks_with_a_page_of_HTML()
    {
        Host.Main.Faults.Add(new FaultRule(FaultKind.BlockedPage));

        var answer = await PostAsync("/auth/challenge");

        Assert.Equal((HttpStatusCode.Forbidden, "text/html"), (answer.Status, answer.ContentType));
        Assert.Contains("Request blocked", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_cuts_the_connection()
    {
        Host.Main.Faults.Add(new FaultRule(FaultKind.Reset));

        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync("/auth/challenge"));
    }

    [Fact]
    public async Task An_answer_that_never_comes_does_not_hold_up_the_end_of_the_sandbox()
    {
        Host.Main.Faults.Add(new FaultRule(FaultKind.NoAnswer));
        var waiting = PostAsync("/auth/challenge");
        while (Host.Main.Counters.Requests == 0)
            await Task.Yield();

        await Host.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => waiting);
    }

    [Fact]
    public async Task A_slow_answer_is_the_right_one()
    {
        Host.Main.Faults.Add(new FaultRule(FaultKind.Slow, DelayMilliseconds: 1));

        Assert.Equal(36, (await PostAsync("/auth/challenge")).Json.GetProperty("challenge").GetString()!.Length);
    }

    [Fact]
    public async Task A_truncated_answer_is_no_JSON()
    {
        Host.Main.Faults.Add(new FaultRule(FaultKind.TruncatedJson));

        var answer = await PostAsync("/auth/challenge");

        Assert.ThrowsAny<JsonException>(() => answer.Json);
    }

    [Fact]
    public async Task Extra_fields_stand_beside_the_right_ones()
    {
        Host.Main.Faults.Add(new FaultRule(FaultKind.ExtraFields));

        var answer = (await PostAsync("/auth/challenge")).Json;

        Assert.True(answer.TryGetProperty("sandboxExtra", out _));
        Assert.True(answer.TryGetProperty("challenge", out _));
    }

    [Fact]
    public async Task A_rule_strikes_its_path_and_method_only_and_as_often_as_it_says()
    {
        Host.Main.Faults.Add(new FaultRule(FaultKind.ServerError, "/auth/*", "POST", Count: 1));

        var other = await GetAsync("/security/public-key-certificates");
        var struck = await PostAsync("/auth/challenge");
        var after = await PostAsync("/auth/challenge");

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.InternalServerError, HttpStatusCode.OK],
            new[] { other.Status, struck.Status, after.Status }
        );
    }

    [Fact]
    public async Task A_share_is_the_same_for_the_same_seed()
    {
        var first = await StruckAsync(seed: 7);
        var second = await StruckAsync(seed: 7);

        Assert.Equal(first, second);
        Assert.InRange(first.Count(struck => struck), 5, 35);
    }

    [Fact]
    public async Task After_the_work_only_the_answer_is_lost()
    {
        var token = AddToken(Permission.InvoiceRead);
        var started = (await StartSignInAsync(token.Secret)).Json;
        var bearer = started.GetProperty("authenticationToken").GetProperty("token").GetString();
        Host.Main.Faults.Add(new FaultRule(FaultKind.Unavailable, "/auth/token/redeem", Count: 1, AfterWork: true));
        await PostAsync("/auth/token/redeem", bearer);

        Assert.Equal(21301, (await PostAsync("/auth/token/redeem", bearer)).Code);
    }

    [Fact]
    public async Task A_rule_is_armed_by_a_control_request_and_keeps_what_is_not_said()
    {
        await Http.ControlAsync(Host, HttpMethod.Post, "/faults", new { kind = "ServerError" });

        Assert.Equal(new FaultRule(FaultKind.ServerError), Assert.Single(Host.Main.Faults.All));
    }

    private async Task<List<bool>> StruckAsync(int seed)
    {
        Host.Main.Faults.Clear();
        Host.Main.Faults.Add(new FaultRule(FaultKind.ServerError, Share: 0.5, Seed: seed));
        var struck = new List<bool>();
        for (var i = 0; i < 40; i++)
            struck.Add((await PostAsync("/auth/challenge")).Status == HttpStatusCode.InternalServerError);
        return struck;
    }
}
