using KsefTools.Core.Identifiers;
using KsefTools.Core.Import;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Import;

public sealed class ImportPlanTests : IDisposable
{
    private static readonly Nip A = OfficeBench.NipNumber(1);
    private static readonly Nip B = OfficeBench.NipNumber(2);
    private readonly ImportBench _bench = new();

    public void Dispose() => _bench.Dispose();

    private static string Row(Nip nip, string? token, string environment = "", string name = "X") =>
        $"{nip};{name};{token};{environment}\n";

    private async Task<PlannedRow[]> PlanAsync(string rows, ImportOptions? options = null) =>
        [.. (await _bench.PlanAsync($"NIP;Nazwa;Token;Środowisko\n{rows}", options)).Rows];

    private static (ImportOutcome, ImportRefusal?) Verdict(PlannedRow row) => (row.Outcome, row.Refusal);

    [Fact]
    public async Task A_row_in_order_is_imported_under_a_name_made_of_environment_and_NIP()
    {
        var row = Assert.Single(await PlanAsync(Row(A, ImportBench.Token(1, A))));
        Assert.Equal((ImportOutcome.Imported, null), Verdict(row));
        Assert.Equal(ImportBench.AddressOf(A), row.Address);
        Assert.Equal("production", row.Environment);
    }

    [Fact]
    public async Task A_token_without_context_in_its_text_is_taken()
    {
        Assert.Equal(
            ImportOutcome.Imported,
            Assert.Single(await PlanAsync(Row(A, ImportBench.Token(1, null)))).Outcome
        );
    }

    [Fact]
    public async Task The_office_may_be_its_own_client()
    {
        var row = Assert.Single(
            await PlanAsync(Row(OfficeBench.OfficeNip, ImportBench.Token(1, OfficeBench.OfficeNip)))
        );
        Assert.Equal(ImportOutcome.Imported, row.Outcome);
    }

    [Theory]
    [InlineData("prod", "production")]
    [InlineData("PROD", "production")]
    [InlineData("produkcja", "production")]
    [InlineData("produkcyjne", "production")]
    [InlineData("przedprodukcyjne", "demo")]
    [InlineData("Przedprodukcyjne (Demo)", "demo")]
    [InlineData("DEMO", "demo")]
    [InlineData("testowe", "test")]
    [InlineData("Test", "test")]
    [InlineData("TE", "test")]
    [InlineData("https://api.ksef.mf.gov.pl/v2", "production")]
    public async Task An_environment_is_read_as_people_write_it(string text, string name)
    {
        var row = Assert.Single(await PlanAsync(Row(A, ImportBench.Token(1, A), text)));
        Assert.Equal((ImportOutcome.Imported, name), (row.Outcome, row.Environment));
    }

    [Theory]
    [InlineData("https://ksef.podatki.gov.pl", "production?")]
    [InlineData("https://ksef-test.mf.gov.pl/api/v2", "test?")]
    [InlineData("https://stranger.example/v2", "Approve-KsefEnvironment 'https://stranger.example/v2'")]
    [InlineData("https://api.ksef.mf.gov.pl.stranger.example/v2", "Approve-KsefEnvironment")]
    public async Task A_row_that_would_send_its_token_to_a_stranger_is_refused(string text, string meant)
    {
        var row = Assert.Single(await PlanAsync(Row(A, ImportBench.Token(1, A), text)));
        Assert.Equal((ImportOutcome.Refused, ImportRefusal.UnknownEnvironment), Verdict(row));
        Assert.Contains(meant, row.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task So_is_one_whose_profile_or_parameter_names_a_stranger()
    {
        _bench.WriteClient($"nip: \"{A}\"\nname: X\nenvironment: https://stranger.example/v2\n", $"{A}.yaml");
        var options = new ImportOptions { Environment = "https://other.example/v2" };

        var rows = await PlanAsync(Row(A, ImportBench.Token(1, A)) + Row(B, ImportBench.Token(2, B)), options);

        Assert.All(rows, row => Assert.Equal(ImportRefusal.UnknownEnvironment, row.Refusal));
    }

    [Theory]
    [InlineData("5260001247")]
    [InlineData("")]
    [InlineData("52600012")]
    public async Task A_row_without_valid_NIP_is_refused(string nip)
    {
        var row = Assert.Single(await PlanAsync($"{nip};X;{ImportBench.Token(1, null)};\n"));
        Assert.Equal((ImportOutcome.Refused, ImportRefusal.InvalidNip), Verdict(row));
    }

    [Fact]
    public async Task A_misspelt_NIP_is_told_whose_token_stands_beside_it()
    {
        var row = Assert.Single(await PlanAsync($"5260001247;X;{ImportBench.Token(1, A)};\n"));
        Assert.Contains(A.Value, row.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelt_NIP_beside_a_part_s_token_is_told_as_misspelt_alone()
    {
        var token = ImportBench.Token(1, A).Replace($"nip-{A}", $"internalId-{A}-12345", StringComparison.Ordinal);
        var row = Assert.Single(await PlanAsync($"5260001247;X;{token};\n"));
        Assert.Contains("ten digits", row.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" / ")]
    [InlineData("/")]
    [InlineData(", ")]
    [InlineData(" i ")]
    public async Task Two_NIPs_in_one_cell_are_told_as_two(string between)
    {
        var row = Assert.Single(await PlanAsync($"\"{A}{between}{B}\";X;{ImportBench.Token(1, null)};\n"));

        Assert.Equal((ImportOutcome.Refused, ImportRefusal.InvalidNip), Verdict(row));
        Assert.Equal(
            $"there are 2 NIPs here ({A}, {B}), and no token says which one is meant; leave one, and give each client "
                + "a row of its own",
            row.Reason
        );
    }

    [Fact]
    public async Task Of_two_NIPs_in_one_cell_the_one_that_the_token_names_counts()
    {
        var row = Assert.Single(await PlanAsync($"{A} / {B};X;{ImportBench.Token(1, B)};\n"));

        Assert.Equal((ImportOutcome.Imported, B.Value), (row.Outcome, row.Row.Nip!.Value.Value));
    }

    [Fact]
    public async Task A_token_of_neither_of_two_NIPs_is_told_with_its_owner()
    {
        var row = Assert.Single(await PlanAsync($"{A} / {B};X;{ImportBench.Token(1, Nip.Parse("1111111111"))};\n"));

        Assert.Equal($"there are 2 NIPs here ({A}, {B}), and the row's token belongs to 1111111111", row.Reason);
    }

    [Fact]
    public async Task Twenty_digits_that_are_no_two_NIPs_are_one_that_is_wrong()
    {
        var row = Assert.Single(await PlanAsync($"5260001247 / {B};X;{ImportBench.Token(1, null)};\n"));

        Assert.Contains("ten digits", row.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_NIP_that_became_a_number_is_explained()
    {
        var row = Assert.Single(await PlanAsync($"5,26E+09;X;{ImportBench.Token(1, A)};\n"));
        Assert.Contains("5,26E+09", row.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_another_client_is_refused_and_its_owner_named()
    {
        var row = Assert.Single(await PlanAsync(Row(A, ImportBench.Token(1, B))));
        Assert.Equal((ImportOutcome.Refused, ImportRefusal.OtherContext), Verdict(row));
        Assert.Contains(B.Value, row.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_a_unit_inside_the_client_is_not_the_clients()
    {
        var token = ImportBench.Token(1, A).Replace($"nip-{A}", $"internalId-{A}-12345", StringComparison.Ordinal);
        Assert.Equal(ImportRefusal.OtherContext, Assert.Single(await PlanAsync(Row(A, token))).Refusal);
    }

    [Theory]
    [InlineData("w KeePassie")]
    [InlineData("20251010-EC-1DCE3E3000-12ECB5B36E-45")]
    [InlineData("20251010-EC-1DCE3E3000-12ECB5")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task What_is_no_whole_token_is_refused_and_not_repeated(string text)
    {
        var row = Assert.Single(await PlanAsync(Row(A, text)));
        Assert.Equal((ImportOutcome.Refused, ImportRefusal.UnreadableToken), Verdict(row));
        Assert.DoesNotContain(text, row.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_without_token_is_a_profile_without_access()
    {
        var row = Assert.Single(await PlanAsync(Row(A, "")));
        Assert.Equal((ImportOutcome.WithoutToken, null), Verdict(row));
        Assert.True(row.Changes);
    }

    [Fact]
    public async Task A_repetition_is_a_duplicate_of_the_row_it_repeats()
    {
        var rows = await PlanAsync(
            Row(A, ImportBench.Token(1, A)) + Row(A, $" {ImportBench.Token(1, A)} ", name: "x") + Row(A, "")
        );
        Assert.Equal(
            [ImportOutcome.Imported, ImportOutcome.Duplicate, ImportOutcome.Duplicate],
            rows.Select(row => row.Outcome)
        );
        Assert.Contains("2", rows[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_with_token_counts_before_one_without()
    {
        var rows = await PlanAsync(Row(A, "") + Row(A, ImportBench.Token(1, A)));
        Assert.Equal([ImportOutcome.Duplicate, ImportOutcome.Imported], rows.Select(row => row.Outcome));
    }

    [Fact]
    public async Task Two_different_tokens_of_a_client_refuse_all_its_rows()
    {
        var rows = await PlanAsync(
            Row(A, ImportBench.Token(1, A))
                + Row(B, ImportBench.Token(3, B))
                + Row(A, ImportBench.Token(2, A))
                + Row(A, "")
        );
        Assert.Equal(
            [ImportRefusal.TwoTokens, null, ImportRefusal.TwoTokens, ImportRefusal.TwoTokens],
            rows.Select(row => row.Refusal)
        );
        Assert.Contains("2, 4, 5", rows[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_token_in_two_clients_rows_is_taken_and_pointed_out()
    {
        var rows = await PlanAsync(Row(A, ImportBench.Token(1, null)) + Row(B, ImportBench.Token(1, null)));
        Assert.All(rows, row => Assert.Equal(ImportOutcome.Imported, row.Outcome));
        Assert.All(rows, row => Assert.Contains("2, 3", row.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_row_may_name_its_own_environment()
    {
        var row = Assert.Single(await PlanAsync(Row(A, ImportBench.Token(1, A), "TEST")));
        Assert.Equal(("test", $"ksef-test-{A}-token-o{OfficeBench.Id}"), (row.Environment, row.Address!.Value.Name));
    }

    [Fact]
    public async Task An_unknown_environment_is_refused()
    {
        var row = Assert.Single(await PlanAsync(Row(A, ImportBench.Token(1, A), "stare")));
        Assert.Equal((ImportOutcome.Refused, ImportRefusal.UnknownEnvironment), Verdict(row));
    }

    [Fact]
    public async Task Two_environments_of_one_client_are_refused()
    {
        var token = ImportBench.Token(1, A);
        var rows = await PlanAsync(Row(A, token, "test") + Row(A, token, "demo"));
        Assert.All(rows, row => Assert.Equal(ImportRefusal.OtherEnvironment, row.Refusal));
    }

    [Fact]
    public async Task A_profile_in_another_environment_is_kept_unless_forced()
    {
        _bench.WriteClient($"nip: \"{A}\"\nname: X\nenvironment: demo\n", $"{A}.yaml");
        var row = Row(A, ImportBench.Token(1, A), "test");
        var kept = Assert.Single(await PlanAsync(row));
        Assert.Equal(ImportRefusal.OtherEnvironment, kept.Refusal);
        Assert.Contains("-Force", kept.Reason, StringComparison.Ordinal);
        var forced = Assert.Single(await PlanAsync(row, new ImportOptions { Replace = true }));
        Assert.Equal(ImportOutcome.Imported, forced.Outcome);
    }

    [Fact]
    public async Task Another_token_in_the_vault_is_kept_unless_forced()
    {
        await _bench.ImportAsync($"NIP;Nazwa;Token\n{A};X;{ImportBench.Token(1, A)}\n");
        var row = Row(A, ImportBench.Token(2, A));
        var refused = Assert.Single(await PlanAsync(row));
        Assert.Equal((ImportOutcome.Refused, ImportRefusal.OtherTokenKept), Verdict(refused));
        Assert.Contains("-Force", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(
            ImportOutcome.Replaced,
            Assert.Single(await PlanAsync(row, new ImportOptions { Replace = true })).Outcome
        );
    }

    [Fact]
    public async Task Another_token_in_the_vault_that_no_profile_names_is_kept_too()
    {
        await _bench.Vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [ImportBench.AddressOf(A)] = new("something else") },
            CancellationToken.None
        );
        Assert.Equal(
            ImportRefusal.OtherTokenKept,
            Assert.Single(await PlanAsync(Row(A, ImportBench.Token(1, A)))).Refusal
        );
    }

    [Fact]
    public async Task A_profile_whose_secret_is_lost_gets_it_back()
    {
        await _bench.ImportAsync($"NIP;Nazwa;Token\n{A};X;{ImportBench.Token(1, A)}\n");
        await _bench.Vault.RemoveAsync([ImportBench.AddressOf(A)], CancellationToken.None);
        Assert.Equal(ImportOutcome.Imported, Assert.Single(await PlanAsync(Row(A, ImportBench.Token(1, A)))).Outcome);
        Assert.Equal(
            ImportRefusal.OtherTokenKept,
            Assert.Single(await PlanAsync(Row(A, ImportBench.Token(2, A)))).Refusal
        );
    }

    [Fact]
    public async Task A_profile_that_cannot_be_read_refuses_its_rows_and_no_others()
    {
        _bench.WriteClient("nip: [\n", $"{A}.yaml");
        var rows = await PlanAsync(Row(A, ImportBench.Token(1, A)) + Row(B, ImportBench.Token(2, B)));
        Assert.Equal([ImportRefusal.BrokenProfile, null], rows.Select(row => row.Refusal));
        Assert.Contains($"{A}.yaml(1,6)", rows[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_profiles_that_name_one_secret_do_not_overwrite_each_other()
    {
        foreach (var nip in new[] { A, B })
            _bench.WriteClient($"nip: \"{nip}\"\nname: X\naccess:\n- secret: shared\n", $"{nip}.yaml");
        var rows = await PlanAsync(Row(A, ImportBench.Token(1, A)) + Row(B, ImportBench.Token(2, B)));
        Assert.All(rows, row => Assert.Equal(ImportRefusal.BrokenProfile, row.Refusal));
    }

    [Fact]
    public async Task A_client_with_two_files_is_refused_with_both_names()
    {
        foreach (var name in new[] { "first", "second" })
            _bench.WriteClient($"nip: \"{A}\"\nname: X\n", $"{name}.yaml");
        var row = Assert.Single(await PlanAsync(Row(A, ImportBench.Token(1, A))));
        Assert.Equal(ImportRefusal.BrokenProfile, row.Refusal);
        Assert.All(["first.yaml", "second.yaml"], name => Assert.Contains(name, row.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_secret_that_is_named_as_another_office_s_is_left_for_a_place_of_ours()
    {
        var foreign = $"ksef-prod-{A}-token-o00000001";
        _bench.WriteClient($"nip: \"{A}\"\nname: X\naccess:\n- secret: {foreign}\n", $"{A}.yaml");
        var row = Assert.Single(await PlanAsync(Row(A, ImportBench.Token(1, A)), new ImportOptions { Replace = true }));
        Assert.Equal(ImportBench.AddressOf(A), row.Address);
    }

    [Fact]
    public async Task A_row_that_swallowed_others_is_refused()
    {
        var rows = await PlanAsync(
            $"{A};\"X;{ImportBench.Token(1, A)};\n{B};Y;{ImportBench.Token(2, B)};\n{B};\"Z\";;\n"
        );
        Assert.Equal(ImportRefusal.BrokenQuote, rows[0].Refusal);
    }

    [Fact]
    public async Task Making_a_plan_changes_nothing()
    {
        await PlanAsync(Row(A, ImportBench.Token(1, A)) + Row(B, ""));
        Assert.Empty(Directory.GetFileSystemEntries(_bench.Office.ClientsPath));
        Assert.Empty(await _bench.Vault.ListAsync("KsefVault", CancellationToken.None));
        Assert.False(Directory.Exists(_bench.Office.StatePath));
    }
}
