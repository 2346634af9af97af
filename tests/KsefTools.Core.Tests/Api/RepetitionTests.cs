using System.Globalization;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Requests;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Secrets;
using static KsefTools.Core.Tests.Api.ScriptedServer;

namespace KsefTools.Core.Tests.Api;

public sealed class RepetitionTests
{
    private const string Challenge = """
        {"challenge":"20251010-CR-1DCE3E3000-12ECB5B36E-45","timestamp":"2026-11-22T08:00:00.1234567+00:00","timestampMs":1795334400123,"clientIp":"127.0.0.1"}
        """;
    private const string Tokens = """{"tokens":[]}""";

    // A moment more than the server's whole seconds.
    private static readonly TimeSpan AskedToWait = TimeSpan.FromMilliseconds(30_200);

    private static readonly KsefTokenSignInRequest SignIn = new(
        "c",
        new TypedIdentifier("Nip", "5265877635"),
        "e",
        "k"
    );

    [Fact]
    public async Task A_call_that_does_no_harm_twice_is_repeated_after_a_server_error()
    {
        await using var server = await StartAsync(Answer(503), Reset, Answer(200, "{\"chall"), Answer(200, Challenge));
        using var api = Api(server, new ManualClock { Rushes = true });

        var challenge = await api.CreateChallengeAsync(default);

        Assert.Equal(1795334400123, challenge.TimestampMs);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task It_is_not_repeated_for_ever()
    {
        await using var server = await StartAsync(Answer(503));
        using var api = Api(server, new ManualClock { Rushes = true });

        await Assert.ThrowsAsync<KsefApiException>(() => api.CreateChallengeAsync(default));

        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task An_address_that_answers_nobody_is_left_alone_until_somebody_asks_again()
    {
        const int Patience = 20;
        await using var server = await StartAsync([.. Enumerable.Repeat(Reset, Patience), Answer(200, Challenge)]);
        using var api = new KsefApi(
            server.Environment,
            new() { LoginLimitScope = LoginLimitScope.Off, MaxRetries = 0 },
            time: new ManualClock()
        );
        for (var attempt = 0; attempt <= Patience; attempt++)
            await Assert.ThrowsAsync<KsefApiException>(() => api.CreateChallengeAsync(default));
        Assert.Equal(Patience, server.Requests.Count);

        api.TryAgain();

        Assert.Equal(1795334400123, (await api.CreateChallengeAsync(default)).TimestampMs);
    }

    [Fact]
    public async Task Repetitions_come_ever_later()
    {
        await using var server = await StartAsync(Answer(503));
        var clock = new ManualClock { Rushes = true };
        using var api = new KsefApi(
            server.Environment,
            new() { LoginLimitScope = LoginLimitScope.Off },
            time: clock,
            random: () => 0.5
        );

        await Assert.ThrowsAsync<KsefApiException>(() => api.CreateChallengeAsync(default));

        var pauses = clock.Pauses.Where(pause => pause < TimeSpan.FromMinutes(1));
        Assert.Equal(3, pauses.Count());
        Assert.Equal(pauses.Order(), pauses);
    }

    [Fact]
    public async Task A_refusal_is_not_repeated()
    {
        await using var server = await StartAsync(Answer(400, "{\"status\":400,\"errors\":[{\"code\":21405}]}"));
        using var api = Api(server, new ManualClock { Rushes = true });

        await Assert.ThrowsAsync<KsefApiException>(() => api.CreateChallengeAsync(default));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_call_that_works_once_is_never_repeated()
    {
        await using var server = await StartAsync(Answer(503));
        using var api = Api(server, new ManualClock { Rushes = true });
        var access = Access();

        await Assert.ThrowsAsync<KsefApiException>(() => api.StartTokenSignInAsync(SignIn, default));
        await Assert.ThrowsAsync<KsefApiException>(() => api.RedeemAsync(access.Text, default));
        await Assert.ThrowsAsync<KsefApiException>(() =>
            api.GenerateTokenAsync(access, new GenerateTokenRequest(["InvoiceRead"], "Token"), default)
        );

        Assert.Equal(["POST /v2/auth/ksef-token", "POST /v2/auth/token/redeem", "POST /v2/tokens"], server.Requests);
    }

    [Fact]
    public async Task A_429_means_that_nothing_was_done_so_even_such_a_call_is_sent_again()
    {
        await using var server = await StartAsync(
            Answer(429, headers: ("Retry-After", "1")),
            Answer(
                202,
                """{"referenceNumber":"r","authenticationToken":{"token":"t","validUntil":"2026-11-22T09:00:00Z"}}"""
            )
        );
        using var api = Api(server, new ManualClock { Rushes = true });

        var started = await api.StartTokenSignInAsync(SignIn, default);

        Assert.Equal("r", started.ReferenceNumber);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task One_clients_429_makes_no_other_client_wait()
    {
        await using var server = await StartAsync(Answer(429, headers: ("Retry-After", "30")), Answer(200, Tokens));
        var clock = new ManualClock();
        using var api = Api(server, clock);

        var limited = api.ListTokensAsync(Access("1111111111"), new TokenQuery(), null, default);
        await Requests(server, 1);
        await api.ListTokensAsync(Access("5265877635"), new TokenQuery(), null, default);

        await clock.PausedAsync(AskedToWait);
        Assert.False(limited.IsCompleted);
        clock.Advance(AskedToWait);
        await limited;
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(45)]
    public async Task After_a_429_nothing_is_sent_before_the_time_that_KSeF_named(int seconds)
    {
        var clock = new ManualClock { Rushes = true };
        var begun = clock.GetUtcNow();
        await using var server = await StartAsync(
            Answer(429, headers: ("Retry-After", seconds.ToString(CultureInfo.InvariantCulture))),
            Answer(200, Tokens)
        );
        using var api = Api(server, clock);

        await api.ListTokensAsync(Access(), new TokenQuery(), null, default);

        Assert.Equal(2, server.Requests.Count);
        var waited = clock.GetUtcNow() - begun;
        Assert.InRange(waited, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds + 5));
    }

    [Fact]
    public async Task A_429_of_a_login_call_makes_the_other_login_calls_wait()
    {
        await using var server = await StartAsync(Answer(429, headers: ("Retry-After", "30")), Answer(200, Challenge));
        var clock = new ManualClock();
        using var api = Api(server, clock);

        var first = api.CreateChallengeAsync(default);
        await clock.PausedAsync(AskedToWait);
        var second = api.CreateChallengeAsync(default);

        Assert.False(second.IsCompleted);
        Assert.Single(server.Requests);
        clock.Advance(AskedToWait);
        await Task.WhenAll(first, second);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task An_address_that_answers_nobody_is_left_alone_for_a_while()
    {
        await using var server = await StartAsync([.. Enumerable.Repeat(Reset, 20), Answer(200, Challenge)]);
        var clock = new ManualClock();
        using var api = new KsefApi(server.Environment, new() { MaxRetries = 0 }, time: clock);
        for (var client = 0; client < 20; client++)
            await Assert.ThrowsAsync<KsefApiException>(() => api.CreateChallengeAsync(default));

        var kept = await Assert.ThrowsAsync<KsefApiException>(() => api.CreateChallengeAsync(default));
        Assert.Equal((ApiErrorKind.Unreachable, false), (kept.Kind, kept.WasSent));
        Assert.Equal(20, server.Requests.Count);

        clock.Advance(TimeSpan.FromSeconds(31));
        await api.CreateChallengeAsync(default);
    }

    [Fact]
    public async Task An_address_that_answers_somebody_is_asked_by_everybody()
    {
        var answers = Enumerable.Range(0, 40).Select(n => n % 10 == 0 ? Answer(500) : Reset);
        await using var server = await StartAsync([.. answers, Answer(200, Challenge)]);
        using var api = new KsefApi(server.Environment, new() { MaxRetries = 0 }, time: new ManualClock());
        for (var client = 0; client < 40; client++)
            await Assert.ThrowsAsync<KsefApiException>(() => api.CreateChallengeAsync(default));

        await api.CreateChallengeAsync(default);
    }

    private static KsefApi Api(ScriptedServer server, ManualClock clock) =>
        new(server.Environment, time: clock, random: () => 0.5);

    private static AccessToken Access(string nip = "5265877635") =>
        new(new SecretText("t"), new ContextIdentifier(ContextType.Nip, nip), DateTimeOffset.MaxValue);

    private static async Task Requests(ScriptedServer server, int count)
    {
        while (server.Requests.Count < count)
            await Task.Yield();
    }
}
