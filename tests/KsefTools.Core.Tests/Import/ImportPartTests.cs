using KsefTools.Core.Identifiers;
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

    [Fact]
    public async Task Taken_back_both_are_gone_again()
    {
        await _bench.ImportAsync(
            Sheet($"{Client};Alfa;{ImportBench.Token(1, Client)}", $"{Part};Kraków;{TokenOfPart(2)}")
        );

        var results = await ImportUndo.Find(_bench.Office, _bench.Vault)!.RunAsync(TimeProvider.System, default);

        Assert.All(results, result => Assert.Equal(ImportOutcome.Undone, result.Outcome));
        Assert.Empty(_bench.Office.Profiles.ReadAll());
        Assert.Empty(await _bench.Vault.ListAsync("KsefVault", default));
    }
}
