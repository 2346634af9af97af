using KsefTools.Core.Audit;
using KsefTools.Core.Conversion.Waiting;
using KsefTools.Core.Office;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Core.Tests.Tokens.Making;
using KsefTools.Core.Tokens;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Core.Tests.Tokens;

/// <summary>An audit tells of a client who has granted what it was asked for.</summary>
public sealed class GrantedMeanwhileTests : ConversionTest
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Only_who_has_granted_what_was_missing_is_told(bool isGranted)
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Remember(client);
        if (isGranted)
            Bench.Grant(client, permissions: Permission.InvoiceRead);

        var result = await AuditAsync(client, new AuditOptions());

        Assert.Equal(isGranted, result.Findings.Any(finding => finding.Code is FindingCode.GrantArrived));
    }

    [Fact]
    public async Task Where_that_cannot_be_found_out_it_is_a_warning_and_costs_no_verdict()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Remember(client);
        var warnings = new List<string>();

        var result = await AuditAsync(client, new AuditOptions { Warn = warnings.Add }, FailAtGrants);

        Assert.Equal(SignInKind.Cold, result.SignIn);
        Assert.StartsWith("Which clients have granted", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_remembered_of_one_client_and_says_too_little_is_passed_over()
    {
        var (damaged, granted) = (Bench.AddClient(Permission.InvoiceRead), Bench.AddClient(Permission.InvoiceRead));
        Remember(damaged);
        var memory = Assert.Single(Directory.GetFiles(Path.Combine(Bench.Office.StatePath, "waiting")));
        await File.WriteAllTextAsync(memory, "{}", TestContext.Current.CancellationToken);
        Remember(granted);
        Bench.Grant(granted, permissions: Permission.InvoiceRead);

        var result = await AuditAsync(granted, new AuditOptions());

        Assert.Contains(result.Findings, finding => finding.Code is FindingCode.GrantArrived);
    }

    private static void FailAtGrants(HttpRequestMessage request)
    {
        if (request.RequestUri!.AbsolutePath.EndsWith("/grants", StringComparison.Ordinal))
            throw new InvalidOperationException("A fault of ours.");
    }

    private void Remember(ConversionClient client) =>
        new WaitingClients(Bench.Office).Remember(
            new WaitingClient(client.Nip, Bench.Office.Settings.Environment, "seal", ["InvoiceRead"])
        );

    private async Task<KsefTokenTestResult> AuditAsync(
        ConversionClient client,
        AuditOptions options,
        Action<HttpRequestMessage>? leaving = null
    )
    {
        using var process = Bench.Start();
        process.Network.Leaving = leaving;
        var audit = new OfficeAudit(Bench.Office, process.Vault, process.Sessions, Clock);
        var credentials = Bench.ProfileOf(client).ToCredentialsInUse(Bench.Office).ToList();
        return await audit
            .RunAsync(credentials, options, TestContext.Current.CancellationToken)
            .SingleAsync(TestContext.Current.CancellationToken);
    }
}
