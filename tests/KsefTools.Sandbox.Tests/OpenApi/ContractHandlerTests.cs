using System.Net;
using System.Net.Http.Headers;
using System.Text;
using KsefTools.Tests.OpenApi;

namespace KsefTools.Sandbox.Tests.OpenApi;

/// <summary>The judge is judged first: answers written by hand, right and wrong in one way each.</summary>
public sealed class ContractHandlerTests
{
    private const string Challenge = """
        {"challenge":"20260101-CR-1234567890-1234567890-12","timestamp":"2026-11-22T10:00:00.1234567+00:00","timestampMs":1795341600123,"clientIp":"127.0.0.1"}
        """;

    [Fact]
    public async Task An_answer_true_to_the_contract_passes()
    {
        using var handler = Answering(HttpStatusCode.OK, Challenge);
        await SendAsync(handler, HttpMethod.Post, "/v2/auth/challenge");
        handler.AssertClean();
        Assert.Equal([new("POST /auth/challenge", 200, "application/json")], handler.Exchanges);
    }

    [Theory]
    [InlineData("\"timestampMs\":1795341600123", "\"timestampMs\":\"1795341600123\"", " /timestampMs", "integer")]
    [InlineData("1795341600123", "1795341600123.0", " /timestampMs", "int64")]
    [InlineData("1795341600123", "99999999999999999999", " /timestampMs", "int64")]
    [InlineData("\"timestampMs\":1795341600123,", "", "", "[\"timestampMs\"] are not present")]
    [InlineData("\"clientIp\"", "\"clientIP\"", " /clientIP", "not a property")]
    [InlineData("20260101-CR-", "2026-CR-", " /challenge", "at least 36")]
    [InlineData("12\",", "123\",", " /challenge", "at most 36")]
    [InlineData("1234567+", "12345678+", " /timestamp", "date-time")]
    [InlineData("+00:00", "", " /timestamp", "date-time")]
    [InlineData("\"127.0.0.1\"", "null", " /clientIp", "null")]
    public async Task A_wrong_field_is_caught(string right, string wrong, string at, string message)
    {
        using var handler = Answering(HttpStatusCode.OK, Challenge.Replace(right, wrong, StringComparison.Ordinal));
        var violations = await ViolationsOfAsync(handler, HttpMethod.Post, "/v2/auth/challenge");
        Assert.Contains(
            violations,
            v =>
                string.Equals(v.Place, $"response 200{at}", StringComparison.Ordinal)
                && v.Message.Contains(message, StringComparison.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public async Task An_undocumented_status_is_caught()
    {
        using var handler = Answering(HttpStatusCode.NotFound, "{}");
        var violation = Assert.Single(await ViolationsOfAsync(handler, HttpMethod.Post, "/v2/auth/challenge"));
        Assert.Equal("response 404", violation.Place);
    }

    [Theory]
    [InlineData("POST", "/v2/auth/challenges")]
    [InlineData("GET", "/v2/auth/ksef-token/a/b")]
    [InlineData("PUT", "/test/v2/auth/challenge")]
    public async Task An_unknown_operation_is_caught(string method, string path)
    {
        using var handler = Answering(HttpStatusCode.OK, Challenge);
        var violation = Assert.Single(await ViolationsOfAsync(handler, new HttpMethod(method), path));
        Assert.Contains("not an operation", violation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_outside_an_enum_is_caught()
    {
        using var handler = Answering(HttpStatusCode.OK, Tokens("Alive"));
        var violation = Assert.Single(await ViolationsOfAsync(handler, HttpMethod.Get, "/v2/tokens", bearer: true));
        Assert.Equal("response 200 /tokens/0/status", violation.Place);
    }

    [Fact]
    public async Task A_value_within_an_enum_passes()
    {
        using var handler = Answering(HttpStatusCode.OK, Tokens("Active"));
        Assert.Empty(await ViolationsOfAsync(handler, HttpMethod.Get, "/v2/tokens", bearer: true));
    }

    [Fact]
    public async Task A_429_without_Retry_After_is_caught()
    {
        using var handler = Answering(
            HttpStatusCode.TooManyRequests,
            """{"status":{"code":429,"description":"Too Many Requests","details":["Wait."]}}"""
        );
        var violation = Assert.Single(await ViolationsOfAsync(handler, HttpMethod.Post, "/v2/auth/challenge"));
        Assert.Equal("response 429 Retry-After", violation.Place);
    }

    [Fact]
    public async Task An_error_in_the_other_format_than_asked_for_is_caught()
    {
        using var handler = Answering(HttpStatusCode.BadRequest, """{"exception":null}""");
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/v2/auth/challenge");
        request.Headers.Add("X-Error-Format", "problem-details");
        var violation = Assert.Single(await ViolationsOfAsync(handler, request));
        Assert.Equal("response 400 Content-Type", violation.Place);
    }

    [Fact]
    public async Task A_body_where_none_is_documented_is_caught()
    {
        using var handler = Answering(HttpStatusCode.NoContent, "{}");
        var violation = Assert.Single(
            await ViolationsOfAsync(handler, HttpMethod.Delete, "/v2/auth/sessions/current", bearer: true)
        );
        Assert.Contains("has a body", violation.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v2/tokens?pageSize=5", "query pageSize")]
    [InlineData("/v2/tokens?pageSize=ten", "query pageSize")]
    [InlineData("/v2/tokens?page=1", "query page")]
    [InlineData("/v2/tokens?status=Alive", "query status")]
    [InlineData("/v2/sessions", "query sessionType")]
    [InlineData("/v2/tokens/123", "path referenceNumber")]
    public async Task A_wrong_parameter_is_caught(string path, string place)
    {
        using var handler = Answering(HttpStatusCode.OK, Tokens("Active"));
        Assert.Contains(
            await ViolationsOfAsync(handler, HttpMethod.Get, path, bearer: true),
            v => v.Place.EndsWith(place, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("""{"permissions":["InvoiceRead"],"description":"Biuro"}""", null)]
    [InlineData("""{"permissions":["InvoiceEat"],"description":"Biuro"}""", "request /permissions/0")]
    [InlineData("""{"permissions":["InvoiceRead"],"description":"Biur"}""", "request /description")]
    [InlineData("""{"permissions":["InvoiceRead"]}""", "request")]
    [InlineData("""{"permissions":""", "request")]
    public async Task A_request_body_is_checked(string body, string? place)
    {
        using var handler = Answering(
            HttpStatusCode.Accepted,
            """{"referenceNumber":"20260101-EC-1234567890-1234567890-12","token":"t"}"""
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost/v2/tokens");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "t");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        var violations = await ViolationsOfAsync(handler, request);
        Assert.Equal(place, violations.SingleOrDefault()?.Place);
    }

    [Fact]
    public async Task A_request_without_a_bearer_token_is_caught_unless_it_is_meant()
    {
        using var handler = Answering(HttpStatusCode.OK, Tokens("Active"));
        Assert.Single(await ViolationsOfAsync(handler, HttpMethod.Get, "/v2/tokens"));

        using var lenient = Answering(HttpStatusCode.OK, Tokens("Active"));
        lenient.ValidateRequests = false;
        Assert.Empty(await ViolationsOfAsync(lenient, HttpMethod.Get, "/v2/tokens"));
    }

    [Fact]
    public async Task A_fault_made_on_purpose_is_exempt()
    {
        using var handler = Answering(HttpStatusCode.ServiceUnavailable, "<html>", marker: "503");
        Assert.Empty(await ViolationsOfAsync(handler, HttpMethod.Post, "/v2/auth/challenge"));
    }

    [Fact]
    public async Task A_violation_is_thrown_and_kept()
    {
        using var handler = Answering(HttpStatusCode.OK, "{}");
        await Assert.ThrowsAsync<ContractViolationException>(() =>
            SendAsync(handler, HttpMethod.Post, "/v2/auth/challenge")
        );
        Assert.NotEmpty(handler.Violations);
    }

    private static string Tokens(string status) =>
        $$"""
            {"continuationToken":null,"tokens":[{"referenceNumber":"20260101-EC-1234567890-1234567890-12",
            "authorIdentifier":{"type":"Nip","value":"5265877635"},"contextIdentifier":{"type":"Nip","value":"5265877635"},
            "description":"Biuro","requestedPermissions":["InvoiceRead"],"dateCreated":"2026-11-22T10:00:00Z","status":"{{status}}"}]}
            """;

    private static ContractHandler Answering(HttpStatusCode status, string body, string? marker = null) =>
        new(new FixedAnswer(status, body, marker));

    private static Task<HttpResponseMessage> SendAsync(ContractHandler handler, HttpMethod method, string path)
    {
        var client = new HttpClient(handler, disposeHandler: false);
        return client.SendAsync(new HttpRequestMessage(method, "http://localhost" + path));
    }

    private static async Task<IReadOnlyCollection<ContractViolation>> ViolationsOfAsync(
        ContractHandler handler,
        HttpMethod method,
        string path,
        bool bearer = false
    )
    {
        using var request = new HttpRequestMessage(method, "http://localhost" + path);
        if (bearer)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "t");
        return await ViolationsOfAsync(handler, request);
    }

    private static async Task<IReadOnlyCollection<ContractViolation>> ViolationsOfAsync(
        ContractHandler handler,
        HttpRequestMessage request
    )
    {
        handler.ThrowOnViolation = false;
        using var client = new HttpClient(handler, disposeHandler: false);
        using var response = await client.SendAsync(request);
        return handler.Violations;
    }

    private sealed class FixedAnswer(HttpStatusCode status, string body, string? marker) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var response = new HttpResponseMessage(status)
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            };
            if (marker is not null)
                response.Headers.Add(ContractHandler.FaultHeader, marker);
            return Task.FromResult(response);
        }
    }
}
