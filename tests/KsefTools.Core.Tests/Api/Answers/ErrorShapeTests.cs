using System.Net.Security;
using System.Security.Authentication;
using KsefTools.Core.Api;

namespace KsefTools.Core.Tests.Api.Answers;

public sealed class ErrorShapeTests
{
    private const string ProblemJson = "application/problem+json";
    private const string Legacy = """
        {"exception":{"exceptionDetailList":[{"exceptionCode":21405,"exceptionDescription":"Błąd walidacji danych wejściowych.","details":["Pole jest wymagane."]}],"serviceCode":"00-c02c-00","timestamp":"2025-10-11T12:23:56.0154302"}}
        """;
    private const string Problem400 = """
        {"title":"Bad Request","status":400,"instance":"/v2/auth/challenge","detail":"Żądanie jest nieprawidłowe.","errors":[{"code":21301,"description":"Brak autoryzacji.","details":["Token KSeF został unieważniony."]}],"timestamp":"2025-07-11T12:23:56.0154302+00:00","traceId":"673843e0"}
        """;
    private const string Problem401 = """
        {"title":"Unauthorized","status":401,"detail":"Wymagane jest uwierzytelnienie.","traceId":"673843e0","timestamp":"2025-07-11T12:23:56.0154302+00:00"}
        """;
    private const string MissingPermissions = """
        {"title":"Forbidden","status":403,"detail":"Brak wymaganych uprawnień.","reasonCode":"missing-permissions","security":{"requiredAnyOfPermissions":["InvoiceRead"],"presentPermissions":["CredentialsRead"]}}
        """;
    private const string NoReason = """{"title":"Forbidden","status":403,"detail":"Forbidden","reasonCode":null}""";
    private const string Blocked = """
        {"title":"Forbidden","status":403,"detail":"Zablokowano.","reasonCode":"security-service-blocked","security":{"incidentId":"1"}}
        """;
    private const string WrongIp = """{"title":"Forbidden","status":403,"detail":"IP","reasonCode":"ip-not-allowed"}""";
    private const string Gone = """{"title":"Gone","status":410,"detail":"Po okresie retencji.","traceId":"6738"}""";
    private const string Html = "<html><body>Request blocked. Incident 123</body></html>";

    [Theory]
    [InlineData(400, Legacy, "application/json", ApiErrorKind.Validation, 21405, false)]
    [InlineData(400, Problem400, ProblemJson, ApiErrorKind.Validation, 21301, true)]
    [InlineData(400, Html, "text/html", ApiErrorKind.BadAnswer, null, false)]
    [InlineData(401, Problem401, ProblemJson, ApiErrorKind.Unauthorized, null, true)]
    [InlineData(401, "", "", ApiErrorKind.Unauthorized, null, false)]
    [InlineData(403, MissingPermissions, ProblemJson, ApiErrorKind.Forbidden, null, true)]
    [InlineData(403, WrongIp, ProblemJson, ApiErrorKind.Forbidden, null, false)]
    [InlineData(403, NoReason, ProblemJson, ApiErrorKind.PortalRefused, null, false)]
    [InlineData(403, Blocked, ProblemJson, ApiErrorKind.PortalRefused, null, false)]
    [InlineData(403, Html, "text/html", ApiErrorKind.PortalRefused, null, false)]
    [InlineData(403, "", "", ApiErrorKind.PortalRefused, null, false)]
    [InlineData(404, "", "", ApiErrorKind.NotFound, null, false)]
    [InlineData(410, Gone, ProblemJson, ApiErrorKind.Gone, null, false)]
    [InlineData(500, "", "", ApiErrorKind.ServerError, null, false)]
    [InlineData(503, Html, "text/html", ApiErrorKind.ServerError, null, false)]
    [InlineData(302, "", "", ApiErrorKind.BadAnswer, null, false)]
    [InlineData(200, "{\"challenge\":\"2025", "application/json", ApiErrorKind.BadAnswer, null, false)]
    [InlineData(200, "null", "application/json", ApiErrorKind.BadAnswer, null, false)]
    [InlineData(200, "{}", "application/json", ApiErrorKind.BadAnswer, null, false)]
    [InlineData(200, Html, "text/html", ApiErrorKind.BadAnswer, null, false)]
    public async Task Every_shape_of_answer_has_its_kind(
        int status,
        string body,
        string contentType,
        ApiErrorKind kind,
        int? code,
        bool speaksAboutCredential
    )
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Answer(status, body, contentType));

        var error = await FailAsync(server);

        Assert.Equal(
            (kind, status, code, speaksAboutCredential),
            (error.Kind, error.HttpStatus, error.Code, error.SpeaksAboutCredential)
        );
        Assert.StartsWith("POST /auth/challenge: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_ksef_wrote_is_kept()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Answer(400, Problem400, ProblemJson));

        var error = await FailAsync(server);

        Assert.Equal(["Brak autoryzacji.", "Token KSeF został unieważniony."], error.Details);
        Assert.Equal("673843e0", error.TraceId);
    }

    [Fact]
    public async Task A_missing_permission_tells_what_is_present()
    {
        await using var server = await ScriptedServer.StartAsync(
            ScriptedServer.Answer(403, MissingPermissions, ProblemJson)
        );

        var error = await FailAsync(server);

        Assert.Equal("missing-permissions", error.ReasonCode);
        Assert.Equal(["CredentialsRead"], error.PresentPermissions);
    }

    [Theory]
    [InlineData(
        """{"status":{"code":429,"description":"Requests","details":["Przekroczono limit 20 żądań na minutę."]}}"""
    )]
    [InlineData("""{"title":"Too Many Requests","status":429,"detail":"Przekroczono limit 20 żądań na minutę."}""")]
    public async Task A_limit_used_up_for_longer_than_one_waits_is_told_with_the_time_to_wait(string body)
    {
        await using var server = await ScriptedServer.StartAsync(
            ScriptedServer.Answer(429, body, ProblemJson, ("Retry-After", "600"))
        );

        var error = await FailAsync(server);

        Assert.Equal((ApiErrorKind.RateLimited, false), (error.Kind, error.SpeaksAboutCredential));
        Assert.Equal(TimeSpan.FromMinutes(10), error.RetryAfter);
        Assert.Equal(["Przekroczono limit 20 żądań na minutę."], error.Details);
    }

    [Fact]
    public async Task A_connection_broken_off_is_unreachable()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Reset);

        var error = await FailAsync(server);

        Assert.Equal((ApiErrorKind.Unreachable, null), (error.Kind, error.HttpStatus));
    }

    [Fact]
    public async Task Nobody_listening_is_unreachable()
    {
        var server = await ScriptedServer.StartAsync(ScriptedServer.Reset);
        await server.DisposeAsync();

        Assert.Equal(ApiErrorKind.Unreachable, (await FailAsync(server)).Kind);
    }

    [Fact]
    public async Task Silence_past_the_time_limit_is_unreachable()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Silence);

        var error = await FailAsync(server, new() { AttemptTimeout = TimeSpan.FromMilliseconds(50), MaxRetries = 0 });

        Assert.Equal((ApiErrorKind.Unreachable, null), (error.Kind, error.HttpStatus));
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled_and_no_error_of_ksef()
    {
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Silence);
        using var api = new KsefApi(server.Environment);
        using var impatient = new CancellationTokenSource();
        var call = api.CreateChallengeAsync(impatient.Token);

        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_certificate_that_is_not_accepted_says_so()
    {
        using var handler = new FailingHandler(
            new HttpRequestException(
                "SSL",
                new AuthenticationException(nameof(SslPolicyErrors.RemoteCertificateNameMismatch))
            )
        );
        using var api = new KsefApi(KsefEnvironment.Test, new() { MaxRetries = 0 }, handler);

        var error = await Assert.ThrowsAsync<KsefApiException>(() => api.CreateChallengeAsync(default));

        Assert.Equal(ApiErrorKind.Unreachable, error.Kind);
        Assert.Contains("certificate", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_end_is_refused()
    {
        await using var server = await ScriptedServer.StartAsync(
            ScriptedServer.Answer(200, new string(' ', 10_000), "application/json")
        );

        var error = await FailAsync(server, new() { MaxResponseBytes = 1000 });

        Assert.Equal(ApiErrorKind.BadAnswer, error.Kind);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var server = await ScriptedServer.StartAsync(
            ScriptedServer.Answer(302, "", "", ("Location", "/v2/elsewhere"))
        );

        await FailAsync(server);

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_secret_that_the_answer_quotes_is_blotted_out()
    {
        const string Quoting = """
            {"title":"Bad Request","status":400,"errors":[{"code":21405,"description":"Bad token 20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-5265877635|CANARY0123456789CANARY","details":["Bearer eyJCANARY.eyJCANARY.CANARY-sig","Q0FOQVJZ0123456789012345678901234567CANARY=="]}]}
            """;
        await using var server = await ScriptedServer.StartAsync(ScriptedServer.Answer(400, Quoting, ProblemJson));

        var error = await FailAsync(server);

        Assert.DoesNotContain("CANARY", $"{error} {string.Join(' ', error.Details)}", StringComparison.Ordinal);
        Assert.Contains("20251010-EC-1DCE3E3000-12ECB5B36E-45", error.Details[0], StringComparison.Ordinal);
    }

    private static async Task<KsefApiException> FailAsync(ScriptedServer server, KsefApiOptions? options = null)
    {
        using var api = new KsefApi(server.Environment, options, time: new ManualClock { Rushes = true });
        return await Assert.ThrowsAsync<KsefApiException>(() => api.CreateChallengeAsync(default));
    }

    private sealed class FailingHandler(Exception error) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => Task.FromException<HttpResponseMessage>(error);
    }
}
