using KsefTools.Core.Import;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Office;
using KsefTools.Sandbox.Seeding;

namespace KsefTools.Core.Tests.Import;

/// <summary>Offices as they really are, of which the sandbox knows what an import must make.</summary>
public sealed class SeededImportTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_plan_agrees_with_the_truth_row_by_row(int seed)
    {
        using var bench = new OfficeBench();
        var seeded = OfficeSeed.Create(new SeedOptions { Clients = 200, Seed = seed });
        var path = Path.Combine(bench.Root, "tokens.csv");
        await File.WriteAllBytesAsync(path, seeded.TokensCsv);
        var plan = await ImportPlan.MakeAsync(
            bench.Office,
            new InMemoryVault(),
            SpreadsheetReader.Read(path),
            new ImportOptions(),
            CancellationToken.None
        );
        Assert.Equal(
            seeded.Truth.Rows.Select(row => (row.Row, row.Nip, row.Outcome, row.Reason, row.Reference)),
            plan.Rows.Select(row =>
                (
                    row.Row.Number,
                    row.Row.Nip?.Value,
                    row.Outcome.ToString(),
                    row.Refusal?.ToString(),
                    row.Token?.Reference.Value
                )
            )
        );
    }

    [Fact]
    public async Task After_an_import_every_client_has_the_profile_and_the_token_that_the_truth_says()
    {
        using var bench = new OfficeBench();
        var vault = new InMemoryVault();
        var seeded = OfficeSeed.Create(new SeedOptions { Clients = 120, Seed = 7 });
        var path = Path.Combine(bench.Root, "tokens.csv");
        await File.WriteAllBytesAsync(path, seeded.TokensCsv);
        for (var run = 0; run < 2; run++)
        {
            var plan = await ImportPlan.MakeAsync(
                bench.Office,
                vault,
                SpreadsheetReader.Read(path),
                new ImportOptions(),
                CancellationToken.None
            );
            var results = new List<KsefImportResult>();
            await foreach (var result in new Importer(bench.Office, vault, TimeProvider.System).RunAsync(plan))
                results.Add(result);
            Assert.Equal(seeded.Truth.Rows.Select(row => row.Row), results.Select(result => result.Row));
            if (run == 1)
                Assert.DoesNotContain(ImportOutcome.Imported, results.Select(result => result.Outcome));
        }
        var profiles = bench.Office.Profiles.ReadAll().Select(result => result.Profile!).ToDictionary(p => p.Nip.Value);
        Assert.Equal(
            seeded
                .Truth.Clients.Where(client => client.HasProfile)
                .Select(client => client.Nip)
                .Order(StringComparer.Ordinal),
            profiles.Keys.Order(StringComparer.Ordinal)
        );
        foreach (var client in seeded.Truth.Clients.Where(client => client.HasProfile))
        {
            var profile = profiles[client.Nip];
            Assert.Equal(client.Reference, profile.Access.SingleOrDefault()?.Reference);
            Assert.Equal(
                client.ExpectedPermissions.Order(StringComparer.Ordinal),
                profile.Permissions.Order(StringComparer.Ordinal)
            );
        }
    }
}
