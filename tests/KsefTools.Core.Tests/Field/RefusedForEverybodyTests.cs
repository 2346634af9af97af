using KsefTools.Core.Api;
using KsefTools.Core.Audit;
using KsefTools.Core.Audit.Findings;
using KsefTools.Core.Audit.Running;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;
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

    [Fact]
    public void An_identity_of_the_office_is_tested_again_by_its_name()
    {
        var finding = FindingCatalog.Create(
            FindingCode.CertificateNotTaken,
            new FindingArguments("5260001246")
            {
                Kind = CredentialKind.Certificate,
                Identity = "seal",
                IsOfOffice = true,
            }
        );

        Assert.StartsWith("Test-KsefCertificate -Identity 'seal'", finding.Remedy, StringComparison.Ordinal);
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

    [Fact]
    public async Task Tokens_that_are_all_unknown_to_KSeF_are_nobodys_fault_and_told_once()
    {
        Answer("/auth/*-*-*", 200, StatusOf(450, """["Invalid token encoding."]"""), "GET");

        var (results, warnings) = await AuditAsync(AlikeRefusals.Fewest);

        Assert.All(results, result => Assert.Equal(CredentialStatus.Unknown, result.Status));
        Assert.All(results, result => Assert.DoesNotContain("Set-Ksef", $"{result.Remedy}", StringComparison.Ordinal));
        Assert.Contains($"{AlikeRefusals.Fewest} tokens", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Few_tokens_that_are_unknown_to_KSeF_are_judged_each()
    {
        Answer("/auth/*-*-*", 200, StatusOf(450, """["Invalid token encoding."]"""), "GET");

        var (results, warnings) = await AuditAsync(AlikeRefusals.Fewest - 1);

        Assert.All(results, result => Assert.Equal([FindingCode.TokenUnknown], AuditHarness.CodesOf(result)));
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task Where_one_token_works_the_unknown_ones_are_judged_each()
    {
        _office.Host.Main.Faults.Add(
            new FaultRule(
                FaultKind.Answer,
                "/auth/*-*-*",
                "GET",
                Count: AlikeRefusals.Fewest,
                Status: 200,
                Body: StatusOf(450, """["Invalid token encoding."]""")
            )
        );

        var (results, warnings) = await AuditAsync(AlikeRefusals.Fewest + 1);

        Assert.Equal(AlikeRefusals.Fewest, results.Count(result => result.Status is CredentialStatus.Critical));
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_gateway_that_refuses_all_tokens_is_told_once(int status)
    {
        Answer("/auth/ksef-token", status, "<html>Request blocked</html>");

        var (results, warnings) = await AuditAsync(AlikeRefusals.Fewest);

        Assert.All(results, result => Assert.Equal(CredentialStatus.Unknown, result.Status));
        Assert.Single(warnings);
    }

    private async Task<(List<KsefTokenTestResult> Results, List<string> Warnings)> AuditAsync(int clients)
    {
        var credentials = new List<KsefCredential>();
        for (var client = 0; client < clients; client++)
            credentials.Add((await _office.AddClientWithTokenAsync()).Client);
        using var sessions = new KsefSessions(
            SessionCache.InMemory(TimeProvider.System),
            new KsefApiOptions(),
            handler: _office.Handler
        );
        var warnings = new List<string>();
        var options = new AuditOptions
        {
            Policy = _office.Policy,
            ThrottleLimit = 1,
            Warn = warnings.Add,
        };
        var audit = new TokenAudit(_office.Vault, sessions, observations: null, TimeProvider.System);
        var results = await audit
            .RunAsync(credentials, options, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(clients, results.Count);
        return (results, warnings);
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
