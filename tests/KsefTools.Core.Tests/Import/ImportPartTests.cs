using KsefTools.Core.Identifiers;
using KsefTools.Core.Import;
using KsefTools.Core.Import.Undoing;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Import;

/// <summary>A row that is about a part of a client, by its number or by the token's own text.</summary>
public sealed class ImportPartTests : IDisposable
{
    private static readonly Nip Client = ImportBench.Client(1);
    private static readonly ClientId Part = ClientId.Parse(OfficeBench.PartOf(Client.Value, 7));

    private readonly ImportBench _bench = new();

    public void Dispose() => _bench.Dispose();

    private static string TokenOfPart(int number) =>
        ImportBench.Token(number, Client).Replace($"nip-{Client}", $"internalId-{Part}", StringComparison.Ordinal);

    private static string Sheet(params string[] rows) => $"NIP;Nazwa;Token\n{string.Join('\n', rows)}\n";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_comes_into_its_clients_file_under_a_secret_of_its_own(bool isNamed)
    {
        var sheet = Sheet(
            $"{Client};Alfa;{ImportBench.Token(1, Client)}",
            $"{(isNamed ? Part.Value : Client.Value)};Kraków;{TokenOfPart(2)}"
        );

        var results = await _bench.ImportAsync(sheet);

        Assert.All(results, result => Assert.Equal((ImportOutcome.Imported, null), (result.Outcome, result.Reason)));
        Assert.Equal([Client.Value, Part.Value], results.Select(result => result.Nip));
        var (client, part) = (
            _bench.Office.Profiles.Read(Client)!.Profile!,
            _bench.Office.Profiles.Read(Part)!.Profile!
        );
        Assert.Equal(("Alfa", "Kraków", client.Path), (client.Name, part.Name, part.Path));
        Assert.NotEqual(client.Access.Single().Secret, part.Access.Single().Secret);
        var address = new SecretAddress("KsefVault", part.Access.Single().Secret!);
        Assert.Equal(TokenOfPart(2), (await _bench.Vault.ReadAsync([address], default))[address].Reveal());
        Assert.All(await _bench.ImportAsync(sheet), result => Assert.Equal(ImportOutcome.Unchanged, result.Outcome));
    }

    [Fact]
    public async Task Without_its_client_it_has_no_place_and_nothing_is_stored()
    {
        var result = Assert.Single(await _bench.ImportAsync(Sheet($"{Part};Kraków;{TokenOfPart(2)}")));

        Assert.Equal(ImportOutcome.Refused, result.Outcome);
        Assert.Contains(Client.Value, result.Reason, StringComparison.Ordinal);
        Assert.Empty(await _bench.Vault.ListAsync("KsefVault", default));
    }

    [Fact]
    public async Task The_clients_own_token_is_not_the_parts()
    {
        _bench.WriteClient($"nip: \"{Client}\"\nname: Alfa\n", $"{Client}.yaml");

        var result = Assert.Single(await _bench.ImportAsync(Sheet($"{Part};Kraków;{ImportBench.Token(1, Client)}")));

        Assert.Equal(ImportOutcome.Refused, result.Outcome);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Importer.BatchSize)]
    public async Task It_may_stand_before_its_client(int between)
    {
        var others = Enumerable.Range(10, between).Select(number => $"{ImportBench.Client(number)};K{number};");
        string[] rows = [$"{Part};Kraków;{TokenOfPart(2)}", .. others, ClientRow];

        var results = await _bench.ImportAsync(Sheet(rows));

        Assert.Equal(Enumerable.Range(2, rows.Length), results.Select(result => result.Row));
        Assert.Equal([Part.Value, Client.Value], new[] { results[0], results[^1] }.Select(result => result.Nip));
        Assert.All([results[0], results[^1]], result => Assert.Equal(ImportOutcome.Imported, result.Outcome));
        Assert.NotNull(_bench.Office.Profiles.Read(Part)?.Profile);
        Assert.True(_bench.IsWhole(1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_lives_where_the_sheet_says_that_its_new_client_does(bool isFirst)
    {
        string[] rows = [$"{Part};Kraków;{TokenOfPart(2)};", $"{Client};Alfa;{ImportBench.Token(1, Client)};demo"];
        var sheet = $"NIP;Nazwa;Token;Środowisko\n{string.Join('\n', isFirst ? rows : rows.Reverse())}\n";

        var plan = await _bench.PlanAsync(sheet);
        var results = await _bench.ImportAsync(sheet);

        Assert.All(plan.Rows, row => Assert.Equal("demo", row.Environment));
        Assert.All(results, result => Assert.Equal(("demo", "Imported"), (result.Environment, $"{result.Outcome}")));
        Assert.StartsWith(
            "ksef-demo-",
            _bench.Office.Profiles.Read(Part)!.Profile!.Access.Single().Secret,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_environment_than_its_clients_is_refused_whatever_forces_it(bool replace)
    {
        var sheet = $"NIP;Token;Środowisko\n{Client};;demo\n{Part};{TokenOfPart(2)};prod\n";

        var results = await _bench.ImportAsync(sheet, new ImportOptions { Replace = replace });

        Assert.Equal([ImportOutcome.WithoutToken, ImportOutcome.Refused], results.Select(result => result.Outcome));
        Assert.DoesNotContain("-Force", results[1].Reason, StringComparison.Ordinal);
        Assert.Empty(await _bench.Vault.ListAsync("KsefVault", default));
    }

    [Fact]
    public async Task The_plan_refuses_it_with_a_new_client_who_is_refused()
    {
        await _bench.Vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [ImportBench.AddressOf(Client)] = new("another's") },
            default
        );

        var plan = await _bench.PlanAsync(Sheet($"{Part};Kraków;{TokenOfPart(2)}", ClientRow));

        Assert.All(plan.Rows, row => Assert.Equal(ImportOutcome.Refused, row.Outcome));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Taken_back_both_are_gone_again_as_the_plan_says(bool isFirst)
    {
        await ImportBothAsync(isFirst);

        var plan = await ImportUndo.Find(_bench.Office, _bench.Vault)!.PlanAsync(default);
        var results = await ImportUndo.Find(_bench.Office, _bench.Vault)!.RunAsync(TimeProvider.System, default);

        Assert.All(results, result => Assert.Equal(ImportOutcome.Undone, result.Outcome));
        Assert.Equal(results.Select(Said), plan.Select(Said));
        Assert.Empty(_bench.Office.Profiles.ReadAll());
        Assert.Empty(await _bench.Vault.ListAsync("KsefVault", default));
    }

    [Fact]
    public async Task A_part_that_stays_keeps_its_client_and_the_plan_says_so()
    {
        await ImportBothAsync(isFirst: true);
        var secret = _bench.Office.Profiles.Read(Part)!.Profile!.Access.Single().Secret!;
        await _bench.Vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [new("KsefVault", secret)] = new(TokenOfPart(5)) },
            default
        );

        var plan = await ImportUndo.Find(_bench.Office, _bench.Vault)!.PlanAsync(default);
        var results = await ImportUndo.Find(_bench.Office, _bench.Vault)!.RunAsync(TimeProvider.System, default);

        Assert.All(results, result => Assert.Equal(ImportOutcome.Kept, result.Outcome));
        Assert.Equal(results.Select(Said), plan.Select(Said));
        Assert.NotNull(_bench.Office.Profiles.Read(Part)?.Profile);
    }

    [Fact]
    public async Task A_taking_back_that_died_before_the_vault_leaves_no_parts_secret()
    {
        await ImportBothAsync(isFirst: false);
        _bench.Office.Profiles.Remove(_bench.Office.Profiles.PathOf(Client));

        var results = await ImportUndo.Find(_bench.Office, _bench.Vault)!.RunAsync(TimeProvider.System, default);

        Assert.All(results, result => Assert.Equal(ImportOutcome.Undone, result.Outcome));
        Assert.Empty(await _bench.Vault.ListAsync("KsefVault", default));
    }

    private static (string?, ImportOutcome, string?) Said(KsefImportResult result) =>
        (result.Nip, result.Outcome, result.Reason);

    private static string ClientRow => $"{Client};Alfa;{ImportBench.Token(1, Client)}";

    private Task<List<KsefImportResult>> ImportBothAsync(bool isFirst)
    {
        var part = $"{Part};Kraków;{TokenOfPart(2)}";
        return _bench.ImportAsync(isFirst ? Sheet(part, ClientRow) : Sheet(ClientRow, part));
    }
}
