using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.SignIn;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Faults;

namespace KsefTools.Core.Tests.Certificates.Renewal;

/// <summary>What KSeF's answers mean for a request: no, not yet, not taken, or not by this way of signing in.</summary>
public sealed class KsefAnswersTests : EnrolmentTest
{
    private const string Limits = "/certificates/limits";
    private const string Data = "/certificates/enrollments/data";
    private const string Cannot = """
        {"canRequest":false,"enrollment":{"remaining":5,"limit":6},"certificate":{"remaining":4,"limit":6} }
        """;

    [Theory]
    [InlineData(100)]
    [InlineData(200)]
    [InlineData(299)]
    public async Task A_status_below_300_without_a_serial_number_is_waited_for(int code)
    {
        Answer("GET", "/certificates/enrollments/2*", 200, Status(code));

        var result = await Bench.EnrolAsync();

        Assert.Equal(EnrolmentOutcome.InProgress, result.Outcome);
        Assert.Contains($"(application {result.ReferenceNumber})", result.Reason, StringComparison.Ordinal);
        Assert.Null(result.Secret);
        Assert.Single(await Bench.SecretsAsync());
    }

    [Theory]
    [InlineData(99)]
    [InlineData(300)]
    [InlineData(400)]
    public async Task Any_other_status_is_the_end_of_it_and_is_written_down(int code)
    {
        Answer("GET", "/certificates/enrollments/2*", 200, Status(code));

        var error = await Assert.ThrowsAsync<EnrolmentException>(Bench.EnrolAsync);

        Assert.Equal(EnrolmentFailure.Refused, error.Failure);
        Assert.Matches($"\"code\": ?\"{code}\"", Bench.JournalText());
        Assert.Empty(await Bench.SecretsAsync());
    }

    [Theory]
    [InlineData(403, """{"title":"Forbidden","status":403,"reasonCode":"missing-permissions"}""")]
    [InlineData(404, """{"title":"Not found","status":404}""")]
    public async Task A_request_that_KSeF_turned_away_is_known_not_to_be_taken_and_leaves_again_next_time(
        int status,
        string body
    )
    {
        Answer("POST", "/certificates/enrollments", status, body, count: 1);

        await Assert.ThrowsAnyAsync<Exception>(Bench.EnrolAsync);

        Assert.Contains("not taken", Bench.JournalText(), StringComparison.Ordinal);
        Assert.Single(await Bench.SecretsAsync());
        using var process = Bench.Start();
        Assert.Equal(EnrolmentOutcome.Issued, (await process.EnrolAsync(Bench.Order)).Outcome);
        Assert.Equal(1, process.Network.Count(EnrolmentBench.Enrol));
    }

    [Fact]
    public async Task A_session_that_ended_as_the_request_left_has_it_not_taken()
    {
        Answer("POST", "/certificates/enrollments", 401, """{"title":"Unauthorized","status":401}""");

        await Assert.ThrowsAnyAsync<Exception>(Bench.EnrolAsync);

        Assert.Contains("not taken", Bench.JournalText(), StringComparison.Ordinal);
        Assert.DoesNotContain("seen", Bench.JournalText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_could_not_be_renewed_as_the_request_left_has_it_not_taken()
    {
        Answer("POST", "/certificates/enrollments", 401, """{"title":"Unauthorized","status":401}""", count: 1);
        Sandbox.Main.Faults.Add(new FaultRule(FaultKind.ServerError, "/auth/token/refresh", "POST"));

        await Assert.ThrowsAsync<Core.Api.KsefApiException>(Bench.EnrolAsync);

        Assert.Contains("not taken", Bench.JournalText(), StringComparison.Ordinal);
        Assert.DoesNotContain("seen", Bench.JournalText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_KSeF_says_as_it_refuses_a_request_is_handed_on()
    {
        Answer(
            "POST",
            "/certificates/enrollments",
            400,
            """
            {"exception":{"exceptionDetailList":
             [{"exceptionCode":25010,"exceptionDescription":"Nie","details":["Brak danych."]}]} }
            """
        );

        var error = await Assert.ThrowsAsync<EnrolmentException>(Bench.EnrolAsync);

        Assert.Equal(EnrolmentFailure.Refused, error.Failure);
        Assert.Contains("Brak danych.", error.Details);
    }

    [Fact]
    public async Task Before_a_second_request_KSeF_is_asked_what_is_left_by_now()
    {
        using var process = Bench.Start();
        process.Network.LosesRequest = EnrolmentBench.Enrol;

        await process.EnrolAsync(Bench.Order);

        Assert.Equal(2, process.Network.Count("GET data"));
    }

    [Fact]
    public async Task Where_KSeF_says_no_though_quotas_are_left_the_way_of_signing_in_is_named_as_the_cause()
    {
        Answer("GET", Limits, 200, Cannot);

        var error = await Assert.ThrowsAsync<EnrolmentException>(Bench.EnrolAsync);

        Assert.Equal(EnrolmentFailure.QuotaExhausted, error.Failure);
        Assert.Contains("this sign-in cannot ask for a certificate", error.Message, StringComparison.Ordinal);
        Assert.Empty(await Bench.SecretsAsync());
    }

    [Theory]
    [InlineData(
        400,
        """{"exception":{"exceptionDetailList":[{"exceptionCode":25001,"exceptionDescription":"Nie"}]}}"""
    )]
    [InlineData(403, """{"title":"Forbidden","status":403,"reasonCode":"auth-method-not-allowed"}""")]
    public async Task Where_KSeF_says_no_its_answer_about_the_holder_tells_the_cause(int status, string body)
    {
        Answer("GET", Limits, 200, Cannot);
        Answer("GET", Data, status, body);

        var error = await Assert.ThrowsAsync<EnrolmentException>(Bench.EnrolAsync);

        Assert.Equal(EnrolmentFailure.SourceRefused, error.Failure);
        Assert.NotNull(error.InnerException);
    }

    [Fact]
    public async Task What_KSeF_refuses_otherwise_is_no_matter_of_the_way_of_signing_in()
    {
        Answer("GET", Data, 403, """{"title":"Forbidden","status":403,"reasonCode":"missing-permissions"}""");

        await Assert.ThrowsAsync<Core.Api.KsefApiException>(Bench.EnrolAsync);

        Assert.Empty(await Bench.SecretsAsync());
    }

    [Fact]
    public async Task A_KSeF_that_fails_as_the_new_one_signs_in_says_nothing_against_it()
    {
        using var process = Bench.Start(
            new Fate
            {
                Passing = point =>
                {
                    if (point is "after step 'stored'")
                        Answer(
                            "GET",
                            "/auth/2*",
                            200,
                            """
                            {"startDate":"2026-11-22T12:00:00Z","authenticationMethod":"QualifiedSeal",
                             "status":{"code":500,"description":"Nieznany błąd."} }
                            """,
                            count: 1
                        );
                },
            }
        );

        await Assert.ThrowsAsync<SignInException>(() => process.EnrolAsync(Bench.Order));

        Assert.Null(Bench.Named);
        Assert.Equal(EnrolmentOutcome.Issued, (await Bench.EnrolAsync()).Outcome);
        Assert.Single(Bench.Issued);
    }

    private static string Status(int code) =>
        $$$"""{"requestDate":"2026-11-22T12:00:00Z","status":{"code":{{{code}}},"description":"Stan."}}""";

    private void Answer(string method, string path, int status, string body, int? count = null) =>
        Sandbox.Main.Faults.Add(
            new FaultRule(FaultKind.Answer, path, method, Count: count, Status: status, Body: body)
        );
}
