using KsefTools.Core.Identifiers;
using KsefTools.Core.Import;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Office;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Import.Storing;

/// <summary>Where a row's token goes: to which environment, vault and entry, and never over another client's.</summary>
public sealed class PlacesTests : IDisposable
{
    private static readonly Nip A = ImportBench.Client(1);
    private static readonly Nip B = ImportBench.Client(2);
    private static readonly string TokenA = ImportBench.Token(1);
    private static readonly string TokenB = ImportBench.Token(2);
    private static readonly ImportOptions Force = new() { Replace = true };

    private readonly ImportBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("", "test", "", "test")]
    [InlineData("", "test", "demo", "demo")]
    [InlineData("environment: demo\n", "test", "", "demo")]
    [InlineData("environment: demo\n", null, "", "demo")]
    [InlineData("# here\n", "test", "", "production")]
    public async Task The_row_says_the_environment_else_the_client_s_file_else_the_call(
        string file,
        string? called,
        string row,
        string expected
    )
    {
        if (file.Length > 0)
            Client(A, file);

        var planned = await PlanAsync($"{A};;{row}", new ImportOptions { Environment = called });

        Assert.Equal((null, expected), (planned.Refusal, planned.Environment));
    }

    [Theory]
    [InlineData("environment: demo\n", "demo")]
    [InlineData("", "production")]
    public async Task A_part_is_where_its_client_s_file_says_whatever_the_call(string file, string expected)
    {
        var part = OfficeBench.PartOf(A.Value, 7);
        Client(A, file);

        var planned = await PlanAsync($"{part};;", new ImportOptions { Environment = "test" });

        Assert.Equal((null, expected), (planned.Refusal, planned.Environment));
    }

    [Fact]
    public async Task A_part_of_a_client_whose_file_is_damaged_is_refused_with_that_file()
    {
        _bench.WriteClient($"nip: \"{A}\"\nname: [\n", $"{A}.yaml");

        var planned = await PlanAsync($"{OfficeBench.PartOf(A.Value, 7)};;");

        Assert.Equal(ImportRefusal.BrokenProfile, planned.Refusal);
        Assert.Contains($"{A}.yaml", planned.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_comes_into_the_file_that_its_client_has()
    {
        Client(A, "access:\n- secret: a\n");
        var part = OfficeBench.PartOf(A.Value, 7);
        var token = TokenA.Replace($"nip-{A}", $"internalId-{part}", StringComparison.Ordinal);

        var result = await ImportAsync($"{part};{token};");

        Assert.Equal(ImportOutcome.Imported, result.Outcome);
        Assert.Equal("a", Assert.Single(_bench.Profile(A)!.Access).Secret);
        Assert.Equal(_bench.Profile(A)!.Path, result.Path);
    }

    [Fact]
    public async Task A_part_whose_client_left_since_the_plan_is_refused_and_nothing_is_stored()
    {
        Client(A, "");
        var part = OfficeBench.PartOf(A.Value, 7);
        var token = TokenA.Replace($"nip-{A}", $"internalId-{part}", StringComparison.Ordinal);
        var plan = await _bench.PlanAsync($"NIP;Token\n{part};{token}\n");
        _bench.Office.Profiles.Remove(_bench.Office.Profiles.PathOf(A));

        var result = Assert.Single(await _bench.RunAsync(plan));

        Assert.Equal(ImportOutcome.Refused, result.Outcome);
        Assert.Empty(await _bench.Vault.ListAsync("KsefVault", default));
    }

    [Theory]
    [InlineData(null, "KsefVault", null)]
    [InlineData("Inny", "Inny", "Inny")]
    [InlineData("ksefvault", "ksefvault", null)]
    public async Task A_new_token_goes_into_the_vault_of_the_call_or_the_office_s(
        string? called,
        string vault,
        string? written
    )
    {
        var result = await ImportAsync($"{A};{TokenA};", new ImportOptions { Vault = called });

        Assert.Equal(vault, result.Vault);
        Assert.Equal(written, Assert.Single(_bench.Profile(A)!.Access).Vault);
        Assert.Single(await _bench.Vault.ListAsync(vault, default));
    }

    [Theory]
    [InlineData("Inny", "Inny")]
    [InlineData("KsefVault", "KsefVault")]
    public async Task A_token_goes_where_the_client_s_file_says_and_the_file_says_so_still(string vault, string kept)
    {
        Client(A, $"access:\n- secret: moj\n  vault: {vault}\n");

        await ImportAsync($"{A};{TokenA};", new ImportOptions { Vault = "Trzeci" });

        var entry = Assert.Single(_bench.Profile(A)!.Access);
        Assert.Equal(("moj", kept, TokenA[..36]), (entry.Secret, entry.Vault, entry.Reference));
        Assert.Equal(TokenA, await LyingAsync(vault, "moj"));
    }

    [Theory]
    [InlineData(2, "drugi")]
    [InlineData(1, "pierwszy")]
    public async Task Of_two_entries_the_one_of_the_token_s_number_gets_it_back(int number, string secret)
    {
        var second = ImportBench.Token(2, A);
        Client(
            A,
            $"access:\n- secret: pierwszy\n  reference: {TokenA[..36]}\n- secret: drugi\n  reference: {second[..36]}\n"
        );

        var result = await ImportAsync($"{A};{ImportBench.Token(number, A)};");

        Assert.Equal((ImportOutcome.Imported, secret), (result.Outcome, result.SecretName));
    }

    [Fact]
    public async Task A_token_of_neither_entry_would_push_out_the_first()
    {
        Client(
            A,
            $"access:\n- secret: pierwszy\n  reference: {ImportBench.Token(3, A)[..36]}\n- secret: drugi\n"
                + $"  reference: {ImportBench.Token(4, A)[..36]}\n"
        );

        Assert.Equal(ImportRefusal.OtherTokenKept, (await PlanAsync($"{A};{TokenA};")).Refusal);
        var result = await ImportAsync($"{A};{TokenA};", Force);

        Assert.Equal((ImportOutcome.Replaced, "pierwszy"), (result.Outcome, result.SecretName));
        Assert.Equal(
            [TokenA[..36], ImportBench.Token(4, A)[..36]],
            _bench.Profile(A)!.Access.Select(entry => entry.Reference)
        );
    }

    [Fact]
    public async Task A_certificate_s_secret_is_no_place_for_a_token()
    {
        Client(A, "access:\n- kind: certificate\n  secret: cert\n  serial: 0123456789ABCDEF\n");

        var result = await ImportAsync($"{A};{TokenA};", Force);

        Assert.Equal((ImportOutcome.Imported, ImportBench.AddressOf(A).Name), (result.Outcome, result.SecretName));
        Assert.Equal(["cert", result.SecretName], _bench.Profile(A)!.Access.Select(entry => entry.Secret));
    }

    [Fact]
    public async Task Another_office_s_token_under_a_common_name_is_left_for_a_place_of_ours()
    {
        Client(A, $"access:\n- secret: wspolny\n  reference: {TokenA[..36]}\n");
        var others = ImportBench.Token(9, A);
        await PutAsync("wspolny", others);

        var result = await ImportAsync($"{A};{TokenA};", Force);

        Assert.Equal((ImportOutcome.Imported, ImportBench.AddressOf(A).Name), (result.Outcome, result.SecretName));
        Assert.Equal(others, await LyingAsync("KsefVault", "wspolny"));
        Assert.True(_bench.IsWhole(1));
    }

    [Fact]
    public async Task The_token_itself_under_a_common_name_stays_there()
    {
        Client(A, $"access:\n- secret: wspolny\n  reference: {TokenA[..36]}\n");
        await PutAsync("wspolny", TokenA);

        Assert.Equal(ImportOutcome.Unchanged, (await ImportAsync($"{A};{TokenA};")).Outcome);
    }

    [Fact]
    public async Task The_token_itself_stays_where_a_file_names_it_by_another_number()
    {
        Client(A, $"access:\n- secret: wspolny\n  reference: {ImportBench.Token(9, A)[..36]}\n");
        await PutAsync("wspolny", TokenA);

        Assert.Equal("wspolny", (await ImportAsync($"{A};{TokenA};")).SecretName);
        Assert.Equal(TokenA[..36], Assert.Single(_bench.Profile(A)!.Access).Reference);
    }

    [Fact]
    public async Task A_place_of_ours_that_is_taken_is_not_written_over_either()
    {
        Client(A, $"access:\n- secret: ksef-prod-{A}-token-o00000001\n");
        await PutAsync(ImportBench.AddressOf(A).Name, "something else");

        Assert.Equal(ImportRefusal.OtherTokenKept, (await PlanAsync($"{A};{TokenA};")).Refusal);
    }

    [Fact]
    public async Task A_place_of_ours_is_in_the_vault_of_the_call()
    {
        Client(A, $"access:\n- secret: ksef-prod-{A}-token-o00000001\n");

        var result = await ImportAsync($"{A};{TokenA};", new ImportOptions { Vault = "Inny" });

        Assert.Equal(("Inny", ImportBench.AddressOf(A).Name), (result.Vault, result.SecretName));
    }

    [Fact]
    public async Task A_plan_lists_the_vault_once_and_reads_no_secret_that_is_not_there()
    {
        var vault = new FatefulVault(_bench.Vault);

        await _bench.PlanAsync(ImportBench.Sheet(3), vault: vault);

        Assert.Equal([VaultAct.List], vault.Requests.Select(request => request.Act));
    }

    [Fact]
    public async Task A_file_that_names_the_secret_alone_gets_the_token_s_number()
    {
        Client(A, "access:\n- secret: moj\n");
        await PutAsync("moj", TokenA);

        var result = await ImportAsync($"{A};{TokenA};");

        Assert.Equal(ImportOutcome.Imported, result.Outcome);
        Assert.Equal(TokenA[..36], Assert.Single(_bench.Profile(A)!.Access).Reference);
    }

    [Theory]
    [InlineData("", "wspolny")]
    [InlineData("", "WSPOLNY")]
    [InlineData("  vault: KsefVault\n", "wspolny")]
    public async Task A_secret_that_another_client_s_file_names_is_not_written_over_with_force(
        string vault,
        string name
    )
    {
        Client(A, $"access:\n- secret: wspolny\n  reference: {TokenA[..36]}\n{vault}");
        Client(B, $"access:\n- secret: {name}\n");
        await PutAsync("wspolny", TokenA);

        var result = await ImportAsync($"{B};{TokenB};", Force);

        Assert.Equal((ImportOutcome.Refused, nameof(ImportRefusal.BrokenProfile)), (result.Outcome, result.Refusal));
        Assert.Contains("Test-KsefOffice", result.Reason, StringComparison.Ordinal);
        Assert.Equal(TokenA, await LyingAsync("KsefVault", "wspolny"));
    }

    [Fact]
    public async Task A_secret_of_another_client_in_what_may_be_the_same_vault_is_not_written_over()
    {
        _bench.WriteSettings("nip: \"5260001246\"\nname: S\nid: 7f3a9c21\n");
        Client(A, $"access:\n- secret: wspolny\n  reference: {TokenA[..36]}\n  vault: KsefVault\n");
        Client(B, "access:\n- secret: wspolny\n");

        var result = await ImportAsync($"{B};{TokenB};", Force);

        Assert.Equal(nameof(ImportRefusal.BrokenProfile), result.Refusal);
    }

    [Fact]
    public async Task An_identity_s_secret_that_a_client_s_file_names_is_not_written_over()
    {
        _bench.WriteSettings(
            "nip: \"5260001246\"\nname: S\nid: 7f3a9c21\nvault: KsefVault\nidentities:\n"
                + "- name: seal\n  kind: seal\n  subject: \"5260001246\"\n  secret: pieczec\n"
        );
        Client(B, "access:\n- secret: pieczec\n");
        await PutAsync("pieczec", "the seal");

        var result = await ImportAsync($"{B};{TokenB};", Force);

        Assert.Equal(nameof(ImportRefusal.BrokenProfile), result.Refusal);
        Assert.Equal("the seal", await LyingAsync("KsefVault", "pieczec"));
    }

    [Fact]
    public async Task A_secret_of_one_name_in_another_vault_is_another()
    {
        Client(A, $"access:\n- secret: wspolny\n  reference: {TokenA[..36]}\n");
        Client(B, "access:\n- secret: wspolny\n  vault: Inny\n");

        Assert.Equal(ImportOutcome.Imported, (await ImportAsync($"{B};{TokenB};")).Outcome);
    }

    [Fact]
    public async Task A_client_without_a_token_in_the_row_and_with_a_file_is_unchanged()
    {
        Client(A, "");
        Assert.Equal(ImportOutcome.Unchanged, (await ImportAsync($"{A};;")).Outcome);
    }

    [Fact]
    public async Task Rows_of_one_client_share_the_environment_that_one_of_them_says()
    {
        var plan = await _bench.PlanAsync($"NIP;Token;Środowisko\n{A};{TokenA};\n{A};;test\n{A};{TokenA};\n");

        Assert.All(plan.Rows, row => Assert.Equal("test", row.Environment));
        Assert.Equal([ImportCertainty.Sure], plan.Rows.Select(row => row.Certainty).Distinct());
        Assert.All(plan.Rows, row => Assert.Empty(row.ToResult(_bench.Office).Changes));
    }

    private void Client(Nip nip, string more) => _bench.WriteClient($"nip: \"{nip}\"\nname: X\n{more}", $"{nip}.yaml");

    private async Task<PlannedRow> PlanAsync(string row, ImportOptions? options = null) =>
        Assert.Single((await _bench.PlanAsync($"NIP;Token;Środowisko\n{row}\n", options)).Rows);

    private async Task<KsefImportResult> ImportAsync(string row, ImportOptions? options = null) =>
        Assert.Single(await _bench.ImportAsync($"NIP;Token;Środowisko\n{row}\n", options));

    private Task PutAsync(string name, string text) =>
        _bench.Vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [new("KsefVault", name)] = new(text) },
            default
        );

    private async Task<string?> LyingAsync(string vault, string name) =>
        (await _bench.Vault.ReadAsync([new(vault, name)], default)).Values.SingleOrDefault()?.Reveal();
}
