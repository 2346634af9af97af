using KsefTools.Demo;
using KsefTools.Demo.Truth;
using KsefTools.Sandbox.Seeding;
using Spectre.Console;

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

    [Fact]
    public async Task Leaver_plan_conversion_and_the_end_of_tokens_come_to_what_is_true_of_a_part()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });
        var options = new DemoOptions { Parts = 1, WithLimits = false };

        var differences = await new DemoRun(console).RunAsync(options, Cancel);

        Assert.Empty(differences);
    }

    [Fact]
    public void A_part_waits_for_its_client_who_alone_can_grant_there()
    {
        var truth = OfficeSeed.Create(new SeedOptions { Parts = 1 }).Truth;

        var part = Assert.Single(truth.Clients, client => client.Nip.Contains('-', StringComparison.Ordinal));
        Assert.Equal(("ByClient", "WaitingForClient"), (part.Conversion?.Route, part.Conversion?.Outcome));
    }
}
