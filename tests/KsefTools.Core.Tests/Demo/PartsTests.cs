using KsefTools.Demo;
using KsefTools.Demo.Truth;

namespace KsefTools.Core.Tests.Demo;

/// <summary>An office some of whose clients have parts, imported and audited as its truth says.</summary>
public sealed class PartsTests
{
    private const int Parts = 5;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Import_and_audit_find_clients_and_parts_as_they_are()
    {
        var options = new DemoOptions { Parts = Parts, WithLimits = false };
        await using var office = await DemoOffice.CreateAsync(options, Cancel);
        var truth = office.Seeded.Truth;
        Assert.Equal(Parts, truth.Clients.Count(client => client.Nip.Contains('-', StringComparison.Ordinal)));

        var imported = await DemoImport.RunAsync(office, Cancel);
        using var client = office.CreateClient();
        var policy = office.Folder.Settings.Policy;
        var audit = await DemoAudit.RunAsync(office, client, policy, progress: null, Cancel);

        Assert.Empty(TruthCheck.OfImport(truth, imported));
        Assert.Empty(TruthCheck.OfAudit(truth, audit.Results));
        var files = Directory.GetFiles(office.Folder.ClientsPath);
        Assert.Equal(truth.Clients.Count(one => one.HasProfile) - Parts, files.Length);
    }
}
