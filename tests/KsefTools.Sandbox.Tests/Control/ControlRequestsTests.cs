using System.Net;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Control;

public sealed class ControlRequestsTests : SandboxTest
{
    [Fact]
    public async Task A_token_made_by_a_control_request_signs_in()
    {
        var made = await Http.ControlAsync(
            Host,
            HttpMethod.Post,
            "/tokens",
            new { context = Identifier(Client), permissions = new[] { "InvoiceRead" } }
        );

        var status = await SignInStatusAsync(made.Json.GetProperty("token").GetString()!);

        Assert.Equal(200, status.GetProperty("status").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task The_environment_is_chosen_by_name_and_keeps_its_own_tokens()
    {
        var body = new { context = Identifier(Client), permissions = new[] { "InvoiceRead" } };
        await Http.ControlAsync(Host, HttpMethod.Post, "/tokens?environment=test", body);
        var unknown = await Http.ControlAsync(Host, HttpMethod.Post, "/tokens?environment=demo", body);

        Assert.Equal((0, 1), (World.Tokens.Count(), Host.Test.World.Tokens.Count()));
        Assert.Equal(HttpStatusCode.BadRequest, unknown.Status);
    }

    [Fact]
    public async Task Settings_change_one_by_one_and_a_misspelt_one_is_refused()
    {
        await Http.ControlAsync(Host, HttpMethod.Patch, "/settings", new { pollsInProgress = 2 });
        var wrong = await Http.ControlAsync(Host, HttpMethod.Patch, "/settings", new { polls = 3 });

        Assert.Equal((2, HttpStatusCode.BadRequest), (Host.Main.Settings.PollsInProgress, wrong.Status));
    }

    [Fact]
    public async Task The_clock_is_moved_for_both_environments()
    {
        await Http.ControlAsync(Host, HttpMethod.Put, "/clock", new { now = "2027-01-02T00:00:00Z" });

        Assert.Equal(new DateTimeOffset(2027, 1, 2, 0, 0, 0, TimeSpan.Zero), Host.Test.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_tokens_state_is_set()
    {
        var token = AddToken(Permission.InvoiceRead);

        await Http.ControlAsync(Host, HttpMethod.Patch, $"/tokens/{token.ReferenceNumber}", new { status = "Failed" });

        Assert.Equal(KsefTools.Sandbox.State.TokenStatus.Failed, World.FindToken(token.ReferenceNumber)!.Status);
    }

    [Fact]
    public async Task A_reset_empties_the_environment_and_takes_settings_back()
    {
        AddToken(Permission.InvoiceRead);
        Host.Main.Settings.PollsInProgress = 5;

        await Http.ControlAsync(Host, HttpMethod.Post, "/reset");

        Assert.Equal((0, 0), (World.Tokens.Count(), Host.Main.Settings.PollsInProgress));
    }

    [Fact]
    public async Task A_page_that_calls_itself_by_another_name_controls_nothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Host.Root, "/_sandbox/state"));
        request.Headers.Host = "attacker.example";
        using var response = await Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Control_requests_are_not_part_of_the_API() =>
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/_sandbox/state")).Status);

    [Fact]
    public async Task An_unknown_path_is_404() =>
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/no/such/thing")).Status);

    [Fact]
    public async Task A_warning_is_given_back_on_request()
    {
        var answer = await SendAsync(
            HttpMethod.Post,
            "/auth/challenge",
            headers: [("X-Test-System-Warning", "[sig-001]: test")]
        );

        Assert.Equal("[sig-001]: test", answer.Warning);
    }

    [Fact]
    public void Only_loopback_is_bound() => Assert.Equal("127.0.0.1", Host.Root.Host);
}
