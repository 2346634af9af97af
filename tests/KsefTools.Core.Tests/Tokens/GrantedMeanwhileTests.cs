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
    public async Task Where_it_cannot_be_read_what_was_asked_for_that_is_a_warning_and_costs_no_verdict()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Remember(client);
        var memory = Assert.Single(Directory.GetFiles(Path.Combine(Bench.Office.StatePath, "waiting")));
        var text =
            $$"""{"nip":"{{client.Nip}}","environment":"{{Bench.Office.Settings.Environment}}","identity":"seal"}""";
        await File.WriteAllTextAsync(memory, text, TestContext.Current.CancellationToken);
        var warnings = new List<string>();

        var result = await AuditAsync(client, new AuditOptions { Warn = warnings.Add });

        Assert.Equal(SignInKind.Cold, result.SignIn);
        Assert.StartsWith("Which clients have granted", Assert.Single(warnings), StringComparison.Ordinal);
    }

    private void Remember(ConversionClient client) =>
        new WaitingClients(Bench.Office).Remember(
            new WaitingClient(client.Nip, Bench.Office.Settings.Environment, "seal", ["InvoiceRead"])
        );

    private async Task<KsefTokenTestResult> AuditAsync(ConversionClient client, AuditOptions options)
    {
        using var process = Bench.Start();
        var audit = new OfficeAudit(Bench.Office, process.Vault, process.Sessions, Clock);
        var credentials = Bench.ProfileOf(client).ToCredentialsInUse(Bench.Office).ToList();
        return await audit
            .RunAsync(credentials, options, TestContext.Current.CancellationToken)
            .SingleAsync(TestContext.Current.CancellationToken);
    }
}
