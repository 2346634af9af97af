using KsefTools.Demo;
using KsefTools.Sandbox.Seeding;

namespace KsefTools.Core.Tests.Demo;

/// <summary>Whole offices from their spreadsheet to the verdicts, compared with what is really wrong.</summary>
public sealed class DemoTruthTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Import_audit_and_the_end_of_tokens_agree_with_the_truth(int seed)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var office = await DemoOffice.CreateAsync(
            new DemoOptions
            {
                Clients = 200,
                Seed = seed,
                WithLimits = false,
            },
            cancellation
        );

        var imported = await DemoImport.RunAsync(office, cancellation);
        var today = await DemoAudit.RunAsync(office, office.Folder.Settings.Policy, false, null, cancellation);
        var end = await DemoAudit.RunAsync(office, office.EndTokens(), false, null, cancellation);

        var truth = office.Seeded.Truth;
        Assert.Equal(
            Enum.GetValues<ClientCase>().Length,
            truth.Clients.Select(client => client.Case).Distinct().Count()
        );
        Assert.Empty(TruthCheck.OfImport(truth, imported));
        Assert.Empty(TruthCheck.OfAudit(truth, today.Results));
        Assert.Empty(TruthCheck.OfEnd(truth, end.Results));
    }
}
