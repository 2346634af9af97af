using KsefTools.Core.Office.Settings;
using KsefTools.Demo;
using KsefTools.Demo.Certificates;
using KsefTools.Demo.Conversion;
using KsefTools.Demo.Truth;
using KsefTools.Sandbox.Seeding;
using KsefTools.Sandbox.Seeding.Certificates;
using KsefTools.Sandbox.Seeding.Conversion;

namespace KsefTools.Core.Tests.Demo;

/// <summary>Whole offices from their spreadsheet to the verdicts, compared with what is really wrong.</summary>
public sealed class DemoTruthTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    // The smallest office in which every case occurs, and one of the size that KsefTools is made for.
    public static TheoryData<int, int> Offices =>
        new(Enumerable.Range(1, 4).SelectMany(seed => new[] { 60, 200 }.Select(clients => (clients, seed))));

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Import_audit_and_the_end_of_tokens_agree_with_the_truth(int seed)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var office = await CreateAsync(200, seed);

        var imported = await DemoImport.RunAsync(office, cancellation);
        var today = await AuditAsync(office, office.Folder.Settings.Policy);
        var end = await AuditAsync(office, office.EndTokens());

        var truth = office.Seeded.Truth;
        Assert.Equal(
            Enum.GetValues<ClientCase>().Length,
            truth.Clients.Select(client => client.Case).Distinct().Count()
        );
        Assert.Empty(TruthCheck.OfImport(truth, imported));
        Assert.Empty(TruthCheck.OfAudit(truth, today.Results));
        Assert.Empty(TruthCheck.OfEnd(truth, end.Results));
    }

    [Theory]
    [MemberData(nameof(Offices))]
    public async Task Plan_conversion_and_January_agree_with_the_truth_client_by_client(int clients, int seed)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var office = await CreateAsync(clients, seed);
        await DemoImport.RunAsync(office, cancellation);
        ConversionReport plan;
        ConversionReport conversion;
        using (var client = office.CreateClient())
        {
            await DemoEnrolment.RunAsync(office, client, cancellation);
            plan = await DemoConversion.PlanAsync(office, client, null, cancellation);
            conversion = await DemoConversion.ConvertAsync(office, client, null, cancellation);
        }
        var end = await AuditAsync(office, office.EndTokens());

        var truth = office.Seeded.Truth;
        Assert.Equal(
            Enum.GetValues<ConversionCase>().Length,
            truth.Clients.Select(client => client.Conversion?.Case).OfType<ConversionCase>().Distinct().Count()
        );
        Assert.Empty(TruthCheck.OfPlan(truth, plan.Results));
        Assert.Empty(TruthCheck.OfConversion(truth, conversion.Results));
        Assert.Empty(TruthCheck.OfConvertedEnd(truth, end.Results));
        Assert.All(
            conversion.Results.Where(result => result.Outcome is not ConversionOutcome.Converted),
            result => Assert.NotEmpty(result.Reason!)
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_seal_in_another_program_enrols_the_office_and_every_certificate_is_judged_as_it_is(int seed)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var office = await CreateAsync(60, seed);
        await DemoImport.RunAsync(office, cancellation);
        var imported = Secrets(office);
        using var client = office.CreateClient();

        var enrolment = await DemoEnrolment.RunAsync(office, client, cancellation);
        var judged = await DemoCertificates.RunAsync(office, client, cancellation);

        var truth = office.Seeded.Truth;
        Assert.Empty(TruthCheck.OfEnrolment(truth, enrolment));
        Assert.Empty(TruthCheck.OfCertificates(truth, judged.Results));
        Assert.Equal(Enum.GetValues<CertificateCase>().Length, truth.Certificates.Count);
        // One result more than certificates but the seal, which gave the office its own.
        Assert.Equal(truth.Certificates.Count, judged.Results.Count);
        Assert.Equal(imported, Secrets(office));
    }

    private static IEnumerable<(string Nip, string? Secret)> Secrets(DemoOffice office) =>
        [.. office.ReadCredentials().Select(credential => (credential.Nip, credential.SecretName))];

    private static async Task<AuditReport> AuditAsync(DemoOffice office, OfficePolicy policy)
    {
        using var client = office.CreateClient();
        return await DemoAudit.RunAsync(office, client, policy, null, TestContext.Current.CancellationToken);
    }

    private static Task<DemoOffice> CreateAsync(int clients, int seed) =>
        DemoOffice.CreateAsync(
            new DemoOptions
            {
                Clients = clients,
                Seed = seed,
                WithLimits = false,
            },
            TestContext.Current.CancellationToken
        );
}
