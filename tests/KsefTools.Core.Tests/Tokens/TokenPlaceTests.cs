using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn.Homes;
using KsefTools.Core.Tests.Import;
using KsefTools.Core.Tests.Office;
using KsefTools.Core.Tokens;

namespace KsefTools.Core.Tests.Tokens;

/// <summary>Where a token of a client goes, and what its file says of it then.</summary>
public sealed class TokenPlaceTests : IDisposable
{
    private const string Own = $"ksef-prod-1111111111-token-o{OfficeBench.Id}";
    private const string Chosen = "shop";

    private static readonly Nip Client = OfficeBench.ClientNip;

    private readonly OfficeBench _bench = new();
    private readonly InMemoryVault _vault = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_plan_says_where_it_would_go_and_changes_nothing()
    {
        var path = Write("");
        var before = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

        var place = await Keeper.PlanAsync(Order(1), TestContext.Current.CancellationToken);

        Assert.Equal(new SecretAddress("KsefVault", Own), place);
        Assert.Empty(await _vault.ListAsync("KsefVault", TestContext.Current.CancellationToken));
        Assert.Equal(before, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_plan_says_the_place_of_the_one_that_it_replaces()
    {
        Write($"- kind: token\n  secret: {Chosen}\n  vault: Second\n");

        var place = await Keeper.PlanAsync(Order(1, Chosen), TestContext.Current.CancellationToken);

        Assert.Equal(new SecretAddress("Second", Chosen), place);
    }

    [Fact]
    public async Task The_vault_that_an_order_names_comes_before_the_replaced_ones()
    {
        Write($"- kind: token\n  secret: {Chosen}\n  vault: Second\n");

        var stored = await StoreAsync(Order(1, Chosen) with { Vault = "Third" });

        Assert.Equal(new SecretAddress("Third", Chosen), stored.Secret);
        Assert.Equal("Third", Entry().Vault);
    }

    [Fact]
    public async Task A_new_one_goes_into_the_vault_that_its_order_names()
    {
        Write("");

        var stored = await StoreAsync(Order(1) with { Vault = "Third" });

        Assert.Equal(new SecretAddress("Third", Own), stored.Secret);
        Assert.Equal("Third", Entry().Vault);
    }

    [Theory]
    [InlineData("KsefVault")]
    [InlineData("ksefvault")]
    public async Task The_offices_own_vault_needs_no_name_in_the_file(string vault)
    {
        Write("");

        await StoreAsync(Order(1) with { Vault = vault });

        Assert.Null(Entry().Vault);
    }

    [Fact]
    public async Task A_vault_that_a_person_wrote_down_stays_written_down()
    {
        Write($"- kind: token\n  secret: {Chosen}\n  vault: KsefVault\n");

        await StoreAsync(Order(1, Chosen));

        Assert.Equal("KsefVault", Entry().Vault);
    }

    [Fact]
    public async Task What_the_order_knows_of_its_making_stands_in_the_file_and_what_was_the_old_ones_goes()
    {
        Write($"- kind: token\n  secret: {Chosen}\n  reference: old\n  generatedBy: anna\n  generatedOn: 2025-01-02\n");

        var (_, before) = await StoreAsync(Order(1, Chosen));

        Assert.Equal(("old", "anna"), (before!.Reference, before.GeneratedBy));
        Assert.Equal((Reference(1), null, null), (Entry().Reference, Entry().GeneratedBy, Entry().GeneratedOn));
        await StoreAsync(Order(2, Chosen) with { GeneratedBy = "seal", GeneratedOn = new DateOnly(2026, 11, 22) });
        Assert.Equal(("seal", new DateOnly(2026, 11, 22)), (Entry().GeneratedBy, Entry().GeneratedOn!.Value));
    }

    [Fact]
    public async Task One_that_replaces_none_is_added_beside_the_others()
    {
        Write($"- kind: token\n  secret: {Chosen}\n");

        var (stored, before) = await StoreAsync(Order(1));

        Assert.Null(before);
        Assert.Equal([Chosen, stored.Name], Access().Select(entry => entry.Secret));
    }

    [Fact]
    public async Task A_secret_is_found_however_its_name_is_written_and_a_certificate_of_that_name_is_none()
    {
        Write($"- kind: certificate\n  secret: {Chosen}\n- kind: token\n  secret: {Chosen}\n");

        await StoreAsync(Order(1, "SHOP"));

        Assert.Equal(
            [(CredentialKind.Certificate, null), (CredentialKind.Token, Reference(1))],
            Access().Select(entry => (entry.Kind, entry.Reference))
        );
    }

    [Fact]
    public async Task Another_clients_token_under_a_name_that_says_no_office_is_not_written_over()
    {
        var theirs = ImportBench.Token(7, OfficeBench.NipNumber(2));
        var place = new SecretAddress("Second", Chosen);
        await KeepAsync(place, theirs);
        Write($"- kind: token\n  secret: {Chosen}\n  vault: Second\n");

        var stored = await StoreAsync(Order(1, Chosen));

        Assert.Equal(new SecretAddress("Second", Own), stored.Secret);
        Assert.Equal(theirs, await ReadAsync(place));
    }

    [Theory]
    [InlineData("ksef-prod-5250002008-token-o" + OfficeBench.Id)]
    [InlineData(Chosen)]
    public async Task What_another_clients_file_names_as_well_is_not_written_over(string shared)
    {
        var other = OfficeBench.NipNumber(2);
        var theirs = ImportBench.Token(7, context: null);
        var place = new SecretAddress("KsefVault", shared);
        await KeepAsync(place, theirs);
        _bench.WriteClient($"nip: \"{other}\"\nname: Y\naccess:\n- kind: token\n  secret: {shared}\n", $"{other}.yaml");
        Write($"- kind: token\n  secret: {shared}\n");

        var stored = await StoreAsync(Order(1, shared));

        Assert.Equal(new SecretAddress("KsefVault", Own), stored.Secret);
        Assert.Equal(theirs, await ReadAsync(place));
    }

    [Fact]
    public async Task A_name_of_ours_is_written_over_whatever_lies_there()
    {
        await KeepAsync(new SecretAddress("KsefVault", Own), ImportBench.Token(7, OfficeBench.NipNumber(2)));
        Write($"- kind: token\n  secret: {Own}\n  reference: other\n");

        Assert.Equal(Own, (await StoreAsync(Order(1, Own))).Secret.Name);
    }

    [Fact]
    public async Task An_id_that_another_process_has_given_the_office_meanwhile_is_in_the_name()
    {
        const string Settings = "nip: \"5260001246\"\nname: S\nvault: KsefVault\n";
        _bench.WriteSettings(Settings);
        Write("");
        var keeper = Keeper;
        _bench.WriteSettings($"{Settings}id: 00000009\n");

        var (secret, _) = await keeper.StoreAsync(Order(1), TestContext.Current.CancellationToken);

        Assert.Equal("ksef-prod-1111111111-token-o00000009", secret.Name);
    }

    [Fact]
    public async Task A_token_that_says_no_client_is_written_over_by_its_entrys_next()
    {
        await KeepAsync(new SecretAddress("KsefVault", Chosen), ImportBench.Token(7, context: null));
        Write($"- kind: token\n  secret: {Chosen}\n");

        var stored = await StoreAsync(Order(1, Chosen));

        Assert.Equal(Chosen, stored.Secret.Name);
    }

    [Fact]
    public async Task A_name_of_ours_that_the_file_uses_already_is_not_given_twice()
    {
        Write($"- kind: token\n  secret: {Own}\n");

        Assert.Equal($"{Own}-2", (await StoreAsync(Order(1))).Secret.Name);
    }

    [Fact]
    public async Task What_lies_under_a_name_of_ours_that_no_file_says_yet_is_not_written_over()
    {
        // What New-KsefToken has stored and its killed process did not come to name.
        var made = ImportBench.Token(7, Client);
        await KeepAsync(new SecretAddress("KsefVault", Own), made);
        Write("");

        var (stored, _) = await StoreAsync(Order(1));

        Assert.Equal($"{Own}-2", stored.Name);
        Assert.Equal(made, await ReadAsync(new SecretAddress("KsefVault", Own)));
    }

    [Fact]
    public async Task The_same_token_is_named_where_it_lies_already()
    {
        await KeepAsync(new SecretAddress("KsefVault", Own), ImportBench.Token(1, Client));
        Write("");

        Assert.Equal(Own, (await StoreAsync(Order(1))).Secret.Name);
    }

    [Fact]
    public async Task A_clients_own_environment_is_in_the_name()
    {
        _bench.WriteClient("nip: \"1111111111\"\nname: X\nenvironment: demo\n");

        Assert.StartsWith("ksef-demo-", (await StoreAsync(Order(1))).Secret.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_costs_no_secret_and_its_problems_are_told()
    {
        _bench.WriteClient("nip: \"1111111111\"\nname: [\n");

        var error = await Assert.ThrowsAsync<OfficeFileException>(() => StoreAsync(Order(1)));

        Assert.NotEmpty(error.Problems);
        Assert.Empty(await _vault.ListAsync("KsefVault", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_a_file_of_the_client_nothing_is_stored()
    {
        await Assert.ThrowsAsync<OfficeFileException>(() => StoreAsync(Order(1)));

        Assert.Empty(await _vault.ListAsync("KsefVault", TestContext.Current.CancellationToken));
    }

    private TokenKeeper Keeper => new(_bench.Office, _vault, SecretHomes.ByName, TimeProvider.System);

    private static string Reference(int number) => ImportBench.Token(number, Client)[..36];

    private static TokenToKeep Order(int number, string? replaces = null)
    {
        Assert.True(TokenText.TryParse(new SecretText(ImportBench.Token(number, Client)), out var token));
        return new TokenToKeep(Client, token, replaces);
    }

    private string Write(string access) =>
        _bench.WriteClient($"nip: \"1111111111\"\nname: X\n{(access.Length > 0 ? $"access:\n{access}" : "")}");

    private Task<(SecretAddress Secret, AccessEntry? Before)> StoreAsync(TokenToKeep order) =>
        Keeper.StoreAsync(order, TestContext.Current.CancellationToken);

    private IReadOnlyList<AccessEntry> Access() => _bench.Office.Profiles.Read(Client)!.Profile!.Access;

    private AccessEntry Entry() => Assert.Single(Access());

    private Task KeepAsync(SecretAddress address, string text) =>
        _vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [address] = new(text) },
            TestContext.Current.CancellationToken
        );

    private async Task<string?> ReadAsync(SecretAddress address) =>
        (await _vault.ReadAsync([address], TestContext.Current.CancellationToken)).GetValueOrDefault(address)?.Reveal();
}
