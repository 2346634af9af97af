using System.Globalization;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Tests.Office;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Import;

/// <summary>What files and vault say when a row is stored counts, not what they said when it was planned.</summary>
public sealed class OvertakenImportTests : IDisposable
{
    private static readonly Nip A = OfficeBench.NipNumber(1);
    private readonly ImportBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task An_import_that_another_one_overtook_tells_what_it_found_and_loses_nothing()
    {
        var overtaken = await _bench.PlanAsync(ImportBench.Sheet(60));
        await _bench.ImportAsync(ImportBench.Sheet(60));

        var results = await _bench.RunAsync(overtaken);

        Assert.All(results, result => Assert.Equal(ImportOutcome.Unchanged, result.Outcome));
        Assert.All(Enumerable.Range(1, 60), number => Assert.True(_bench.IsWhole(number)));
    }

    [Fact]
    public async Task A_token_that_got_in_after_the_plan_is_not_written_over()
    {
        var overtaken = await _bench.PlanAsync($"NIP;Token\n{A};{ImportBench.Token(2, A)}\n");
        await _bench.ImportAsync(ImportBench.Sheet(1));

        var result = Assert.Single(await _bench.RunAsync(overtaken));

        Assert.Equal(ImportOutcome.Refused, result.Outcome);
        Assert.True(_bench.IsWhole(1));
    }

    [Theory]
    [InlineData("nip: \"{0}\"\nname: X\naccess:\n- secret: {1}\n")]
    [InlineData("name: no NIP yet\naccess: [{{ secret: {1} }}]\n")]
    [InlineData("nip: [ # torn\n  secret: {1}\n")]
    public async Task A_way_back_never_takes_a_secret_that_a_file_names(string text)
    {
        var vault = new FatefulVault(_bench.Vault)
        {
            Handling = VaultHandlings.AfterWriting(address =>
                _bench.WriteClient(string.Format(CultureInfo.InvariantCulture, text, A, address.Name), $"{A}.yaml")
            ),
        };

        var result = Assert.Single(await _bench.ImportAsync(ImportBench.Sheet(1), vault: vault));

        Assert.Equal(ImportOutcome.Failed, result.Outcome);
        Assert.Equal(ImportBench.Token(1), _bench.Secret(A));
    }

    [Fact]
    public async Task While_another_import_runs_one_says_Busy_and_changes_nothing()
    {
        var plan = await _bench.PlanAsync(ImportBench.Sheet(1));
        using var other = SubjectLock.TryTake(_bench.Office, "import", "");
        var waits = new List<TimeSpan>();

        var refusal = await Assert.ThrowsAsync<OfficeFolderException>(() =>
            _bench.RunAsync(plan, TimeSpan.FromMilliseconds(120), waits.Add)
        );

        Assert.Equal(OfficeFolderFailure.Busy, refusal.Failure);
        Assert.NotEmpty(waits);
        Assert.True(_bench.IsAbsent(1));
    }

    [Fact]
    public async Task After_a_vault_has_failed_no_further_row_is_tried()
    {
        var failures = 0;
        var vault = new FatefulVault(_bench.Vault)
        {
            WritesOneByOne = true,
            Handling = VaultHandlings.FailAfterWrites(
                30,
                () =>
                {
                    failures++;
                    return new IOException("No space left on device");
                }
            ),
        };

        var results = await _bench.ImportAsync(ImportBench.Sheet(120), vault: vault);

        Assert.Equal(1, failures);
        Assert.Equal(90, results.Count(result => result.Outcome is ImportOutcome.Failed));
        Assert.All(
            results.Where(result => result.Outcome is ImportOutcome.Failed),
            result => Assert.Contains("No space left", result.Reason, StringComparison.Ordinal)
        );
    }
}
