using KsefTools.Core.Identifiers;
using KsefTools.Core.Import;
using KsefTools.Core.Journal;
using KsefTools.Core.Lint;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn.Homes;
using KsefTools.Core.Tests.Import;
using KsefTools.Core.Tests.Office;
using KsefTools.Core.Tokens;

namespace KsefTools.Core.Tests.Tokens;

/// <summary>Two offices with one client, one vault and one environment: neither costs the other a secret.</summary>
public sealed class TwoOfficesTests : IDisposable
{
    private const string Old = "ksef-prod-1111111111-token";
    private const string Foreign = $"{Old}-o00000001";
    private const string Own = $"{Old}-o{OfficeBench.Id}";

    private readonly OfficeBench _bench = new();
    private readonly OfficeBench _other = new(id: "00000001");
    private readonly InMemoryVault _vault = new();

    public void Dispose()
    {
        _bench.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Each_has_a_secret_of_its_own()
    {
        WriteClient(_other, access: "");
        WriteClient(_bench, access: "");

        var others = await StoreAsync(_other.Office, 1);
        var ours = await StoreAsync(_bench.Office, 2);

        Assert.Equal((Foreign, Own), (others.Name, ours.Name));
        Assert.Equal([Token(1), Token(2)], [Secret(Foreign), Secret(Own)]);
        Assert.DoesNotContain(await LintAsync(_bench.Office), issue => issue.SecretName is not null);
    }

    [Fact]
    public async Task An_import_leaves_the_others_secret()
    {
        var sheet = Path.Combine(_bench.Root, "tokens.csv");
        await File.WriteAllTextAsync(
            sheet,
            $"NIP;Token\n1111111111;{Token(2)}\n",
            TestContext.Current.CancellationToken
        );
        Keep(Old, Token(1));

        await ImportAsync(_other.Office, sheet);
        await ImportAsync(_bench.Office, sheet);

        Assert.Equal([Token(1), Token(2), Token(2)], [Secret(Old), Secret(Foreign), Secret(Own)]);
    }

    [Theory]
    [InlineData(Foreign)]
    [InlineData(Old)]
    public async Task What_is_anothers_is_not_written_over_though_our_file_names_it(string name)
    {
        Keep(name, Token(1));
        WriteClient(_bench, Access(name, 3));

        var stored = await StoreAsync(_bench.Office, 2, replaces: name);

        Assert.Equal(Own, stored.Name);
        Assert.Equal([Token(1), Token(2)], [Secret(name), Secret(Own)]);
        Assert.Equal((Own, Reference(2)), (Entry().Secret, Entry().Reference));
    }

    [Theory]
    [InlineData(Foreign)]
    [InlineData(Old)]
    public async Task Nor_by_an_import_that_replaces(string name)
    {
        Keep(name, Token(1));
        WriteClient(_bench, Access(name, 3));
        var sheet = Path.Combine(_bench.Root, "tokens.csv");
        await File.WriteAllTextAsync(
            sheet,
            $"NIP;Token\n1111111111;{Token(2)}\n",
            TestContext.Current.CancellationToken
        );

        await ImportAsync(_bench.Office, sheet, new ImportOptions { Replace = true });

        Assert.Equal([Token(1), Token(2)], [Secret(name), Secret(Own)]);
        Assert.Equal((Own, Reference(2)), (Entry().Secret, Entry().Reference));
    }

    [Theory]
    [InlineData(Foreign, KeptReason.OfAnotherOffice)]
    [InlineData(Old, KeptReason.Another)]
    public async Task Nor_let_go(string name, KeptReason reason)
    {
        Keep(name, Token(1));
        WriteClient(_bench, Access(name, 3));

        var kept = await LetGoAsync();

        Assert.Equal((name, reason), (Assert.Single(kept).Secret.Name, kept[0].Reason));
        Assert.Equal(Token(1), Secret(name));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_is_written_under_a_name_that_says_another_office_whatever_lies_there(bool isThere)
    {
        if (isThere)
            Keep(Foreign, Token(1));
        WriteClient(_bench, Access(Foreign, 1));

        var stored = await StoreAsync(_bench.Office, 2, replaces: Foreign);

        Assert.Equal(Own, stored.Name);
        Assert.Equal([isThere ? Token(1) : null, Token(2)], [Secret(Foreign), Secret(Own)]);
    }

    [Theory]
    [InlineData(Old)]
    [InlineData("my-token")]
    public async Task A_name_from_before_goes_on_working(string name)
    {
        Keep(name, Token(1));
        WriteClient(_bench, Access(name, 1));

        var stored = await StoreAsync(_bench.Office, 2, replaces: name);

        Assert.Equal((name, Token(2)), (stored.Name, Secret(name)));
        Assert.Empty(await LetGoAsync());
        Assert.Null(Secret(name));
    }

    [Fact]
    public async Task An_office_from_before_writes_its_id_down_once_it_needs_it()
    {
        _bench.WriteSettings("nip: \"5260001246\" # ours\nname: S\nvault: KsefVault\n");
        _other.WriteSettings("nip: \"5260001246\"\nname: S\nvault: KsefVault\n");
        WriteClient(_bench, access: "");
        WriteClient(_other, access: "");

        var ours = await StoreAsync(_bench.Office, 1);
        var others = await StoreAsync(_other.Office, 2);

        Assert.NotEqual(ours, others);
        var again = OfficeFolder.Open(_bench.Office.Path);
        Assert.Equal(SecretNames.OfficeOf(ours.Name), again.Settings.Id);
        Assert.StartsWith(
            "nip: \"5260001246\" # ours\nname: S\nid: ",
            await File.ReadAllTextAsync(again.SettingsPath, TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_folder_that_moves_keeps_its_secrets()
    {
        _bench.WriteSettings("nip: \"5260001246\"\nname: S\nvault: KsefVault\n");
        WriteClient(_bench, access: "");
        var stored = await StoreAsync(_bench.Office, 1);
        var moved = Path.Combine(_bench.Root, "moved");
        Directory.Move(_bench.Office.Path, moved);

        Assert.True(SecretOwner.IsOurs(OfficeFolder.Open(moved), stored.Name));
    }

    private static string Token(int number) => ImportBench.Token(number, OfficeBench.ClientNip);

    private static string Reference(int number) => Token(number)[..36];

    private static string Access(string secret, int number) =>
        $"access:\n- secret: {secret}\n  reference: {Reference(number)}\n";

    private static void WriteClient(OfficeBench bench, string access) =>
        bench.WriteClient($"nip: \"1111111111\"\nname: X\n{access}");

    private AccessEntry Entry() => _bench.Office.Profiles.Read(OfficeBench.ClientNip)!.Profile!.Access.Single();

    private void Keep(string name, string text) =>
        _ = _vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [new("KsefVault", name)] = new(text) },
            CancellationToken.None
        );

    private string? Secret(string name) =>
        _vault.ReadAsync([new("KsefVault", name)], CancellationToken.None).Result.Values.SingleOrDefault()?.Reveal();

    private async Task<SecretAddress> StoreAsync(OfficeFolder office, int number, string? replaces = null)
    {
        Assert.True(TokenText.TryParse(new SecretText(Token(number)), out var token));
        var order = new TokenToKeep(OfficeBench.ClientNip, token, replaces);
        var keeper = new TokenKeeper(office, _vault, SecretHomes.ByName, TimeProvider.System);
        return (await keeper.StoreAsync(order, TestContext.Current.CancellationToken)).Secret;
    }

    private async Task ImportAsync(OfficeFolder office, string sheet, ImportOptions? options = null)
    {
        var plan = await ImportPlan.MakeAsync(
            office,
            _vault,
            SpreadsheetReader.Read(sheet),
            options ?? new ImportOptions(),
            TestContext.Current.CancellationToken
        );
        await foreach (
            var result in new Importer(office, _vault, TimeProvider.System).RunAsync(
                plan,
                TestContext.Current.CancellationToken
            )
        )
            Assert.True(result.Outcome is ImportOutcome.Imported or ImportOutcome.Replaced, result.Reason);
    }

    private async Task<IReadOnlyList<KeptSecret>> LetGoAsync()
    {
        using var custody = await SecretCustody.TakeAsync(_bench.Office, _vault, TestContext.Current.CancellationToken);
        var profile = _bench.Office.Profiles.Read(OfficeBench.ClientNip)!.Profile!;
        return await custody.LetGoAsync(
            [new SecretRelease(new("KsefVault", Entry().Secret!), new LeavingEntries(profile, profile.Access))],
            TestContext.Current.CancellationToken
        );
    }

    private Task<IReadOnlyList<KsefOfficeIssue>> LintAsync(OfficeFolder office) =>
        new OfficeLint(office, _vault).RunAsync(TestContext.Current.CancellationToken);
}
