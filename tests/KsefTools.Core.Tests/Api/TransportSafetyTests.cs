using System.Net;
using System.Net.Sockets;
using System.Text;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Requests;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Secrets;
using Microsoft.AspNetCore.Http;
using static KsefTools.Core.Tests.Api.ScriptedServer;

namespace KsefTools.Core.Tests.Api;

/// <summary>What a hostile or broken other side can do to the client, and where its requests may go.</summary>
public sealed class TransportSafetyTests
{
    private const string Challenge = """
        {"challenge":"20251010-CR-1DCE3E3000-12ECB5B36E-45","timestamp":"2026-11-22T08:00:00Z","timestampMs":1795334400123,"clientIp":"127.0.0.1"}
        """;

    private static readonly AccessToken Access = new(
        new SecretText("t"),
        new ContextIdentifier(ContextType.Nip, "5265877635"),
        DateTimeOffset.MaxValue
    );

    [Theory]
    [InlineData("http://127.1:5080/v2")]
    [InlineData("http://2130706433/v2")]
    [InlineData("http://0x7f.0.0.1/v2")]
    [InlineData("http://127.255.255.254/v2")]
    [InlineData("http://[::1]:5080/v2")]
    [InlineData("http://LocalHost/v2")]
    [InlineData("http://loopback/v2")]
    public void Loopback_may_be_written_in_any_way_and_is_what_is_called(string address)
    {
        var host = KsefEnvironment.Parse(address).BaseAddress.IdnHost;

        Assert.True(host is "localhost" || IPAddress.IsLoopback(IPAddress.Parse(host)), host);
    }

    [Theory]
    [InlineData("http://127.0.0.1@evil.example/v2")]
    [InlineData("http://localhost:80@evil.example/v2")]
    [InlineData("http://127.0.0.1.evil.example/v2")]
    [InlineData("http://localhost.evil.example/v2")]
    [InlineData("http://0.0.0.0/v2")]
    [InlineData("http://[::]/v2")]
    [InlineData("http://[::ffff:8.8.8.8]/v2")]
    [InlineData("http://134744072/v2")]
    [InlineData("http://evil.example\\@127.0.0.1/v2")]
    [InlineData("http://evil.example#@127.0.0.1/v2")]
    [InlineData("//127.0.0.1/v2")]
    [InlineData("file:///v2")]
    public void What_only_looks_like_loopback_gets_no_plain_http(string address) =>
        Assert.False(KsefEnvironment.TryParse(address, out _, out _));

    [Theory]
    [InlineData("a\r\nX-Evil: 1")]
    [InlineData("a\nX-Evil: 1")]
    [InlineData("a\u0085b")]
    [InlineData("ą")]
    [InlineData("")]
    public async Task A_token_of_the_servers_that_would_begin_a_header_is_not_sent(string token)
    {
        await using var ksef = await StartAsync(Answer(200, Challenge));
        using var api = new KsefApi(ksef.Environment);
        var access = Access with { Text = new SecretText(token) };

        var paged = await Assert.ThrowsAsync<KsefApiException>(() =>
            api.ListSessionsAsync(Access, token, TestContext.Current.CancellationToken)
        );
        var signed = await Assert.ThrowsAsync<KsefApiException>(() =>
            api.ListSessionsAsync(access, null, TestContext.Current.CancellationToken)
        );
        var refreshed = await Assert.ThrowsAsync<KsefApiException>(() =>
            api.RefreshAsync(access.Text, TestContext.Current.CancellationToken)
        );

        Assert.All(
            (KsefApiException[])[paged, signed, refreshed],
            error => Assert.Equal((ApiErrorKind.BadAnswer, false), (error.Kind, error.WasSent))
        );
        Assert.Empty(ksef.Requests);
    }

    [Fact]
    public async Task A_proxy_never_sees_what_stays_on_this_machine()
    {
        await using var ksef = await StartAsync(Answer(200, Challenge));
        await using var proxy = await StartAsync(Answer(200, Challenge));
        using var handler = KsefHttp.CreateHandlerBehind(new WebProxy(proxy.Environment.BaseAddress), new());
        using var api = new KsefApi(ksef.Environment, handler: handler);

        await api.CreateChallengeAsync(default);

        Assert.Empty(proxy.Requests);
        Assert.Equal(proxy.Environment.BaseAddress, handler.Proxy!.GetProxy(KsefEnvironment.Production.BaseAddress));
    }

    [Fact]
    public async Task A_redirect_takes_no_token_anywhere()
    {
        await using var other = await StartAsync(Answer(200, """{"tokens":[]}"""));
        await using var ksef = await StartAsync(
            Answer(307, headers: ("Location", $"{other.Environment.BaseAddress}tokens"))
        );
        using var api = new KsefApi(ksef.Environment);

        await Assert.ThrowsAsync<KsefApiException>(() => api.ListTokensAsync(Access, new TokenQuery(), null, default));

        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Cookies_are_neither_kept_nor_sent_back()
    {
        var sent = new List<string>();
        await using var ksef = await StartAsync(context =>
        {
            lock (sent)
                sent.Add(context.Request.Headers.Cookie.ToString());
            return Answer(200, Challenge, headers: ("Set-Cookie", "a=b"))(context);
        });
        using var api = new KsefApi(ksef.Environment);

        await api.CreateChallengeAsync(default);
        await api.CreateChallengeAsync(default);

        Assert.Equal(["", ""], sent);
    }

    [Fact]
    public async Task An_answer_that_never_ends_is_given_up_by_its_size()
    {
        await using var ksef = await StartAsync(async context =>
        {
            var piece = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(piece, context.RequestAborted);
        });
        using var api = new KsefApi(ksef.Environment, new() { MaxResponseBytes = 1 << 20, MaxRetries = 0 });

        var error = await Assert.ThrowsAsync<KsefApiException>(() => api.CreateChallengeAsync(default));

        Assert.Equal(ApiErrorKind.BadAnswer, error.Kind);
    }

    [Fact]
    public async Task An_answer_that_drips_is_given_up_by_its_time()
    {
        await using var ksef = await StartAsync(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(" ", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(5, context.RequestAborted);
            }
        });
        using var api = new KsefApi(
            ksef.Environment,
            new() { AttemptTimeout = TimeSpan.FromMilliseconds(100), MaxRetries = 0 }
        );

        var error = await Assert.ThrowsAsync<KsefApiException>(() => api.CreateChallengeAsync(default));

        Assert.Equal(ApiErrorKind.Unreachable, error.Kind);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_compressed_answer_is_not_unpacked(string encoding)
    {
        string? accepted = null;
        await using var ksef = await StartAsync(context =>
        {
            accepted = context.Request.Headers.AcceptEncoding;
            return Answer(200, "bomb", headers: ("Content-Encoding", encoding))(context);
        });
        using var api = new KsefApi(ksef.Environment, new() { MaxRetries = 0 });

        var error = await Assert.ThrowsAsync<KsefApiException>(() => api.CreateChallengeAsync(default));

        Assert.Equal(ApiErrorKind.BadAnswer, error.Kind);
        Assert.True(string.IsNullOrEmpty(accepted));
    }

    [Fact]
    public async Task What_is_no_http_at_all_is_not_quoted()
    {
        const string secret = "cafe0123cafe0123cafe0123cafe0123cafe0123cafe0123cafe0123cafe0123";
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var server = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            await client.GetStream().ReadExactlyAsync(new byte[16]);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"you said {secret}\r\n\r\n"));
        });
        using var api = new KsefApi(
            KsefEnvironment.Parse($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v2"),
            new() { MaxRetries = 0 }
        );

        var error = await Assert.ThrowsAsync<KsefApiException>(() => api.CreateChallengeAsync(default));
        await server;

        Assert.DoesNotContain(secret, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2147483647")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task A_wait_of_years_is_a_rate_limit_for_everybody_and_no_crash(string retryAfter)
    {
        await using var ksef = await StartAsync(Answer(429, headers: ("Retry-After", retryAfter)));
        using var api = new KsefApi(ksef.Environment, new() { MaxThrottleWait = TimeSpan.FromMilliseconds(50) });

        for (var client = 0; client < 2; client++)
        {
            var error = await Assert.ThrowsAsync<KsefApiException>(() => api.CreateChallengeAsync(default));
            Assert.Equal(ApiErrorKind.RateLimited, error.Kind);
        }
        Assert.Single(ksef.Requests);
    }

    [Fact]
    public async Task A_clock_that_is_put_back_meanwhile_does_not_lengthen_a_wait()
    {
        await using var ksef = await StartAsync(Answer(429, headers: ("Retry-After", "30")), Answer(200, Challenge));
        var clock = new SettableClock();
        using var api = new KsefApi(ksef.Environment, new() { MaxThrottleWait = TimeSpan.Zero }, time: clock);
        await Assert.ThrowsAsync<KsefApiException>(() => api.CreateChallengeAsync(default));

        clock.Set(clock.GetUtcNow().AddYears(-1));
        clock.Pass(TimeSpan.FromSeconds(31));

        await api.CreateChallengeAsync(default);
    }

    [Fact]
    public async Task A_clock_that_is_put_back_meanwhile_does_not_leave_a_silent_address_alone_for_a_year()
    {
        await using var ksef = await StartAsync([.. Enumerable.Repeat(Reset, 20), Answer(200, Challenge)]);
        var clock = new SettableClock();
        using var api = new KsefApi(ksef.Environment, new() { MaxRetries = 0 }, time: clock);
        for (var client = 0; client < 20; client++)
            await Assert.ThrowsAsync<KsefApiException>(() => api.CreateChallengeAsync(default));

        clock.Set(clock.GetUtcNow().AddYears(-1));
        clock.Pass(TimeSpan.FromSeconds(31));

        await api.CreateChallengeAsync(default);
    }

    /// <summary>A wall clock that a person sets, and a stopwatch that nobody can.</summary>
    private sealed class SettableClock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
        private long _passed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => _now;

        public override long GetTimestamp() => _passed;

        internal void Set(DateTimeOffset now) => _now = now;

        internal void Pass(TimeSpan time) => (_now, _passed) = (_now + time, _passed + time.Ticks);
    }
}
