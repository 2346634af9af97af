using KsefTools.Core.Tests.Audit;
using KsefTools.Sandbox.Faults;

namespace KsefTools.Core.Tests.Field;

/// <summary>A refusal that names no fault of the credential is nobody's verdict, and advises nothing that costs
/// something.</summary>
public sealed class RefusedForEverybodyTests : IAsyncLifetime
{
    private AuditHarness _office = null!;

    public async ValueTask InitializeAsync() => _office = await AuditHarness.StartAsync();

    public ValueTask DisposeAsync() => _office.DisposeAsync();

    [Theory]
    [InlineData("rules.json")]
    [InlineData("rules-9105.json")]
    public async Task A_certificate_that_KSeF_refuses_without_a_fault_in_it_is_unknown(string rules)
    {
        Cases.Arm(_office.Host, "06-certificate-refused-for-everybody", rules);

        await ExpectNotTakenAsync();
    }

    [Theory]
    [InlineData(21117)]
    [InlineData(21402)]
    [InlineData(9101)]
    public async Task So_is_one_that_is_refused_by_a_like_code(int code)
    {
        Answer(
            "/auth/xades-signature",
            400,
            $$$"""{"exception":{"exceptionDetailList":[{"exceptionCode":{{{code}}}}]}}"""
        );

        await ExpectNotTakenAsync();
    }

    [Theory]
    [InlineData("""["Niezaufany łańcuch certyfikatów"]""")]
    [InlineData("""["Błąd weryfikacji łańcucha certyfikatów"]""")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task So_is_one_of_which_only_the_chain_or_nothing_is_named(string details)
    {
        Answer("/auth/*-*-*", 200, StatusOf(460, details), "GET");

        await ExpectNotTakenAsync();
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_gateway_that_refuses_is_no_verdict(int status)
    {
        Answer("/auth/xades-signature", status, "<html>Request blocked</html>");
        var (client, _) = await _office.AddClientWithCertificateAsync();

        var result = await _office.RunAsync(client);

        Assert.Equal(CredentialStatus.Unknown, result.Status);
        Assert.DoesNotContain("Request-Ksef", result.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""[""]""")]
    [InlineData("""["Coś nowego"]""")]
    public async Task A_token_that_is_refused_without_a_cause_is_not_called_unknown_to_KSeF(string details)
    {
        Answer("/auth/*-*-*", 200, StatusOf(450, details), "GET");
        var (client, _) = await _office.AddClientWithTokenAsync();

        var result = await _office.RunAsync(client);

        Assert.Equal(CredentialStatus.Unknown, result.Status);
        Assert.Contains("450", result.Summary, StringComparison.Ordinal);
    }

    private async Task ExpectNotTakenAsync()
    {
        var (client, _) = await _office.AddClientWithCertificateAsync();

        var result = await _office.RunAsync(client);

        Assert.Equal([FindingCode.CertificateNotTaken], AuditHarness.CodesOf(result));
        Assert.Equal(CredentialStatus.Unknown, result.Status);
        Assert.DoesNotContain("Request-Ksef", result.Remedy, StringComparison.Ordinal);
    }

    private static string StatusOf(int code, string details) =>
        $$$"""
            {"startDate":"2026-05-10T08:00:00Z","authenticationMethodInfo":{"category":"Token","code":"token.ksef","displayName":"Token"},
            "authenticationMethod":"Token","status":{"code":{{{code}}},"description":"Uwierzytelnianie zakończone niepowodzeniem","details":{{{details}}}}}
            """;

    private void Answer(string path, int status, string body, string? method = null) =>
        _office.Host.Main.Faults.Add(new FaultRule(FaultKind.Answer, path, method, Status: status, Body: body));
}
