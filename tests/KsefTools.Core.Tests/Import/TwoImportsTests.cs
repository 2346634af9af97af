using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Tests.Certificates.Killed;
using KsefTools.Core.Tests.Office;
using KsefTools.Doomed;
using KsefTools.Doomed.Vault;
using KsefTools.Practice;
using KsefTools.Testing;

namespace KsefTools.Core.Tests.Import;

/// <summary>
/// Two real processes that import the same spreadsheet: no token is lost, and each row is told as it was.
/// </summary>
public sealed class TwoImportsTests : IDisposable
{
    private const int Rows = 187;

    private readonly TemporaryFolder _root = new("ksef-two-imports-");
    private readonly DoomedFolder _folder;
    private readonly OfficeFolder _office;

    public TwoImportsTests()
    {
        _folder = NewFolder("one");
        _office = _folder.NewOffice();
    }

    public void Dispose() => _root.Dispose();

    private static Nip Client(int number) => OfficeBench.NipNumber(number);

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    [InlineData(1000)]
    [InlineData(3000)]
    public async Task Started_close_together_they_lose_nothing(int milliseconds)
    {
        var first = DoomedProcess.RunAsync(Order("one"));
        await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
        var second = DoomedProcess.RunAsync(Order("one"));

        var outcomes = await Task.WhenAll(OutcomesAsync(first), OutcomesAsync(second));

        await AssertWholeAsync(_folder.Vault);
        for (var row = 0; row < Rows; row++)
            Assert.Equal(["Imported", "Unchanged"], outcomes.Select(all => all[row]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task One_that_planned_while_the_other_stood_between_vault_and_profiles_waits_for_it()
    {
        using var first = DoomedProcess.Start(Order("one") with { HoldAt = "after writing to the vault" });
        await first.HeldAsync();
        using var second = DoomedProcess.Start(Order("one") with { HoldAt = "after step 'planned'" });
        await second.HeldAsync();
        await second.GoOnAsync();
        await first.GoOnAsync();
        // It holds at each of its batches.
        while (await first.IsHeldAgainAsync())
            await first.GoOnAsync();

        var end = await second.EndAsync();

        Assert.Equal(Rows, end.Lines[^1].Split(' ').Count(outcome => outcome is "Unchanged"));
        await AssertWholeAsync(_folder.Vault);
    }

    [Fact]
    public async Task One_that_was_killed_keeps_nobody_waiting()
    {
        using (var first = DoomedProcess.Start(Order("one") with { HoldAt = "after writing to the vault" }))
            await first.HeldAsync();

        await OutcomesAsync(DoomedProcess.RunAsync(Order("one")));

        await AssertWholeAsync(_folder.Vault);
    }

    [Fact]
    public async Task Two_machines_with_a_vault_each_and_one_shared_folder_both_have_every_token()
    {
        // The second machine sees the share under another path.
        var other = NewFolder("two");
        Directory.CreateSymbolicLink(other.OfficePath, _folder.OfficePath);

        var outcomes = await Task.WhenAll(
            OutcomesAsync(DoomedProcess.RunAsync(Order("one"))),
            OutcomesAsync(DoomedProcess.RunAsync(Order("two")))
        );

        Assert.All(outcomes.SelectMany(all => all), outcome => Assert.Equal("Imported", outcome));
        await AssertWholeAsync(_folder.Vault);
        await AssertWholeAsync(other.Vault);
    }

    private static async Task<string[]> OutcomesAsync(Task<ProcessEnd> running)
    {
        var end = await running;
        Assert.True(end.ExitCode is 0, end.Errors);
        return end.Lines[^1].Split(' ');
    }

    private DoomedFolder NewFolder(string name)
    {
        var path = Directory.CreateDirectory(Path.Join(_root.Path, name)).FullName;
        var folder = new DoomedFolder(path);
        File.WriteAllText(
            folder.SheetPath,
            "NIP;Nazwa;Token\n"
                + string.Concat(
                    Enumerable
                        .Range(1, Rows)
                        .Select(number => $"{Client(number)};K{number};{ImportBench.Token(number, Client(number))}\n")
                )
        );
        return folder;
    }

    private DoomedOrder Order(string folder) =>
        new()
        {
            Operation = "import",
            Ksef = new Uri("http://127.0.0.1:9/v2"),
            Now = TimeProvider.System.GetUtcNow(),
            Works = [new DoomedWork(Path.Combine(_root.Path, folder))],
        };

    private async Task AssertWholeAsync(FolderVault vault)
    {
        var profiles = _office.Profiles.ReadAll();
        Assert.Equal(Rows, profiles.Count);
        var named = profiles.ToDictionary(
            result => result.Profile!.Nip,
            result => SecretUse.AddressOf(_office, Assert.Single(result.Profile!.Access))
        );
        var secrets = await vault.ReadAsync(named.Values, CancellationToken.None);
        for (var number = 1; number <= Rows; number++)
            Assert.Equal(
                ImportBench.Token(number, Client(number)),
                secrets.GetValueOrDefault(named[Client(number)])?.Reveal()
            );
    }
}
