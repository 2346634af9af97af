using KsefTools.Core.Identifiers;
using KsefTools.Core.Import;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Office;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Import.Storing;

/// <summary>What storing a row leaves in the client's file, the vault, the journal and the row's result.</summary>
public sealed class StoredRowsTests : IDisposable
{
    private static readonly Nip A = ImportBench.Client(1);
    private static readonly string Token = ImportBench.Token(1);

    private readonly ImportBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_client_who_follows_the_office_has_no_environment_of_its_own()
    {
        await _bench.ImportAsync($"NIP;Token;Kontakt\n{A};{Token};a@b.pl\n");

        Assert.Equal((null, "a@b.pl"), (_bench.Profile(A)!.Environment, _bench.Profile(A)!.Contact));
        Assert.DoesNotContain("environment", await File.ReadAllTextAsync(PathOf(A)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nor_has_one_whose_file_was_there_before()
    {
        _bench.WriteClient($"nip: \"{A}\"\nname: X\n", $"{A}.yaml");

        await _bench.ImportAsync($"NIP;Token\n{A};{Token}\n");

        Assert.DoesNotContain("environment", await File.ReadAllTextAsync(PathOf(A)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("demo", "test", "test")]
    [InlineData("demo", "prod", "production")]
    public async Task With_force_the_row_s_environment_is_written_and_told(string before, string row, string after)
    {
        _bench.WriteClient($"nip: \"{A}\"\nname: X\nenvironment: {before}\n", $"{A}.yaml");

        var result = Assert.Single(
            await _bench.ImportAsync($"NIP;Token;Środowisko\n{A};{Token};{row}\n", new ImportOptions { Replace = true })
        );

        Assert.Equal(after, _bench.Profile(A)!.Environment ?? _bench.Office.Settings.Environment);
        Assert.Equal([$"environment: {before} → {after}"], result.Changes);
    }

    [Fact]
    public async Task A_contact_that_differs_is_told_and_one_that_is_new_is_not()
    {
        _bench.WriteClient($"nip: \"{A}\"\nname: X\ncontact: a@b.pl\n", $"{A}.yaml");
        var other = ImportBench.Client(2);
        _bench.WriteClient($"nip: \"{other}\"\nname: Y\n", $"{other}.yaml");

        var results = await _bench.ImportAsync($"NIP;Token;Kontakt\n{A};{Token};c@d.pl\n{other};;e@f.pl\n");

        Assert.Equal(["contact: a@b.pl → c@d.pl"], results[0].Changes);
        Assert.Empty(results[1].Changes);
    }

    [Fact]
    public async Task A_client_without_a_name_is_called_by_its_NIP_in_the_result_too()
    {
        var result = Assert.Single(await _bench.ImportAsync($"NIP;Token\n{A};{Token}\n"));
        Assert.Equal(($"NIP {A}", $"NIP {A}"), (_bench.Profile(A)!.Name, result.Name));
        Assert.Equal(CredentialKind.Token, result.Kind);
    }

    [Theory]
    [InlineData("Nowa", "Nowa")]
    [InlineData("", "Alfa")]
    public async Task A_plan_calls_a_client_as_the_row_does_and_the_result_as_the_file(string row, string planned)
    {
        _bench.WriteClient($"nip: \"{A}\"\nname: Alfa\n", $"{A}.yaml");
        var sheet = $"NIP;Nazwa;Token\n{A};{row};{Token}\n";

        var plan = Assert.Single((await _bench.PlanAsync(sheet)).Rows).ToResult(_bench.Office);
        var result = Assert.Single(await _bench.ImportAsync(sheet));

        Assert.Equal((planned, "Alfa"), (plan.Name, result.Name));
    }

    [Fact]
    public async Task A_plan_says_which_file_a_new_client_gets_and_a_refused_row_gets_none()
    {
        var plan = await _bench.PlanAsync($"NIP;Token\n{A};{Token}\n{ImportBench.Client(2)};nothing\n");

        Assert.Equal([PathOf(A), null], plan.Rows.Select(row => row.ToResult(_bench.Office).Path));
    }

    [Fact]
    public async Task A_refused_token_says_where_the_client_is()
    {
        await _bench.ImportAsync($"NIP;Token\n{A};{Token}\n");

        var row = Assert.Single((await _bench.PlanAsync($"NIP;Token\n{A};{ImportBench.Token(2, A)}\n")).Rows);

        Assert.Equal("production", row.ToResult(_bench.Office).Environment);
    }

    [Theory]
    [InlineData("", "", "jan", 1)]
    [InlineData("ola", "2.10.2025", "ola", 2)]
    public async Task A_token_that_comes_back_keeps_what_was_noted_of_it_unless_the_row_says_more(
        string by,
        string on,
        string expectedBy,
        int expectedDay
    )
    {
        await _bench.ImportAsync($"NIP;Token;Wygenerował;Data\n{A};{Token};jan;1.10.2025\n");
        await _bench.Vault.RemoveAsync([ImportBench.AddressOf(A)], default);

        await _bench.ImportAsync($"NIP;Token;Wygenerował;Data\n{A};{Token};{by};{on}\n");

        var entry = Assert.Single(_bench.Profile(A)!.Access);
        Assert.Equal((expectedBy, new DateOnly(2025, 10, expectedDay)), (entry.GeneratedBy, entry.GeneratedOn));
    }

    [Fact]
    public async Task The_date_of_a_token_that_was_replaced_is_not_the_new_one_s()
    {
        await _bench.ImportAsync($"NIP;Token;Data\n{A};{Token};1.10.2025\n");

        await _bench.ImportAsync($"NIP;Token\n{A};{ImportBench.Token(2, A)}\n", new ImportOptions { Replace = true });

        Assert.Equal(new DateOnly(2025, 10, 12), Assert.Single(_bench.Profile(A)!.Access).GeneratedOn);
    }

    [Fact]
    public async Task A_token_that_two_clients_share_is_unclear_after_the_import_as_in_its_plan()
    {
        var token = ImportBench.Token(1, context: null);

        var results = await _bench.ImportAsync($"NIP;Token\n{A};{token}\n{ImportBench.Client(2)};{token}\n");

        Assert.All(results, result => Assert.Equal(ImportOutcome.Imported, result.Outcome));
        Assert.All(results, result => Assert.Equal(ImportCertainty.Unclear, result.Certainty));
        Assert.All(results, result => Assert.Contains("2, 3", result.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_found_when_a_row_is_stored_is_told_before_what_its_plan_noted()
    {
        var token = ImportBench.Token(1, context: null);
        var plan = await _bench.PlanAsync($"NIP;Token\n{A};{token}\n{ImportBench.Client(2)};{token}\n");
        await _bench.ImportAsync($"NIP;Token\n{A};{ImportBench.Token(9, A)}\n");

        var results = await _bench.RunAsync(plan);

        Assert.Contains("-Force replaces it", results[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_that_moves_in_its_file_while_the_secret_is_written_is_found_again()
    {
        _bench.WriteClient($"nip: \"{A}\"\nname: X\naccess:\n- secret: moj\n", $"{A}.yaml");
        var vault = Vault(
            VaultHandlings.AfterWriting(_ =>
                _bench.WriteClient($"nip: \"{A}\"\nname: X\naccess:\n- secret: inny\n- secret: moj\n", $"{A}.yaml")
            )
        );

        await _bench.ImportAsync($"NIP;Token\n{A};{Token}\n", vault: vault);

        Assert.Equal(
            [("inny", null), ("moj", Token[..36])],
            _bench.Profile(A)!.Access.Select(entry => (entry.Secret, entry.Reference))
        );
    }

    [Fact]
    public async Task An_office_without_an_id_gets_one_before_its_first_secret()
    {
        using var bench = new OfficeBench();
        var settings = await File.ReadAllLinesAsync(bench.Office.SettingsPath);
        bench.WriteSettings(
            string.Join('\n', settings.Where(line => !line.StartsWith("id:", StringComparison.Ordinal)))
        );
        Assert.Null(bench.Office.Settings.Id);
        var path = Path.Join(bench.Root, "a.csv");
        await File.WriteAllTextAsync(path, $"NIP;Token\n{A};{Token}\n");
        var plan = await ImportPlan.MakeAsync(
            bench.Office,
            _bench.Vault,
            SpreadsheetReader.Read(path),
            new ImportOptions(),
            default
        );

        await foreach (var _ in new Importer(bench.Office, _bench.Vault, TimeProvider.System).RunAsync(plan)) { }

        Assert.NotNull(OfficeFolder.Open(bench.Office.Path).Settings.Id);
    }

    [Fact]
    public async Task Rows_without_tokens_leave_the_vault_alone()
    {
        var vault = Vault(VaultHandlings.Sound);

        var results = await _bench.ImportAsync($"NIP;Nazwa;Token\n{A};Alfa;\n", vault: vault);

        Assert.Equal(ImportOutcome.WithoutToken, Assert.Single(results).Outcome);
        Assert.Empty(_bench.Profile(A)!.Access);
        Assert.DoesNotContain(vault.Requests, request => request.Act is VaultAct.Write);
    }

    [Fact]
    public async Task A_file_of_a_row_without_token_that_cannot_be_written_fails_the_row_alone()
    {
        var other = ImportBench.Client(2);
        var vault = Vault(VaultHandlings.AfterWriting(_ => _bench.WriteClient("not ours", $"{other}.yaml")));

        var results = await _bench.ImportAsync($"NIP;Token\n{A};{Token}\n{other};\n", vault: vault);

        Assert.Equal([ImportOutcome.Imported, ImportOutcome.Failed], results.Select(result => result.Outcome));
        Assert.Contains($"{other}.yaml", results[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_vault_gets_25_tokens_at_once_whatever_rows_stand_between()
    {
        await _bench.ImportAsync(ImportBench.Sheet(10));
        var vault = new FatefulVault(_bench.Vault);

        await _bench.ImportAsync(ImportBench.Sheet(70), vault: vault);

        Assert.Equal([25, 25, 10], Writes(vault));
    }

    [Fact]
    public async Task A_row_that_needed_nothing_is_told_so_after_a_failure_too()
    {
        var full = new SecretVaultException(SecretVaultFailure.WriteLost, null, "the vault is full");
        var vault = Vault(VaultHandlings.Fail(VaultAct.Write, full));

        var results = await _bench.ImportAsync($"{ImportBench.Sheet(30)}{ImportBench.Client(30)};K30;\n", vault: vault);

        Assert.Equal(30, results.Count(result => result.Outcome is ImportOutcome.Failed));
        Assert.Equal(ImportOutcome.Duplicate, results[^1].Outcome);
    }

    [Fact]
    public async Task A_name_that_is_held_without_saying_which_ends_the_import()
    {
        var held = new SecretVaultException(SecretVaultFailure.NameHeld, null, "is held");
        var vault = new FatefulVault(_bench.Vault) { Handling = VaultHandlings.Fail(VaultAct.Write, held) };

        var results = await _bench.ImportAsync(ImportBench.Sheet(30), vault: vault);

        Assert.All(results, result => Assert.Equal("is held", result.Reason));
        Assert.Equal([25], Writes(vault));
    }

    [Fact]
    public async Task What_a_vault_vouched_for_counts_where_it_answers_no_more()
    {
        var torn = new SecretVaultException(SecretVaultFailure.Other, null, "the vault is closed")
        {
            Written = [ImportBench.AddressOf(A)],
        };
        var hasFailed = false;
        var vault = new FatefulVault(_bench.Vault)
        {
            Handling = async (request, pass) =>
            {
                if (!hasFailed)
                    await pass();
                hasFailed |= request.Act is VaultAct.Write;
                if (hasFailed)
                    throw torn;
            },
        };

        var results = await _bench.ImportAsync(ImportBench.Sheet(2), vault: vault);

        Assert.Equal([ImportOutcome.Imported, ImportOutcome.Failed], results.Select(result => result.Outcome));
    }

    public static TheoryData<Exception> Said =>
        [
            new SecretVaultException(SecretVaultFailure.Other, null, "why it failed"),
            new OfficeFolderException(OfficeFolderFailure.Busy, "/o", "why it failed"),
            new IOException("why it failed"),
            new UnauthorizedAccessException("why it failed"),
        ];

    [Theory]
    [MemberData(nameof(Said), DisableDiscoveryEnumeration = true)]
    public async Task An_exception_that_is_vouched_for_is_told(Exception exception) =>
        Assert.Contains("why it failed", await ReasonAsync(exception), StringComparison.Ordinal);

    [Fact]
    public async Task Of_any_other_its_kind_alone_is_told() =>
        Assert.Equal("InvalidOperationException", await ReasonAsync(new InvalidOperationException(Token)));

    [Fact]
    public async Task A_vault_that_closes_before_a_row_is_looked_at_again_fails_all_rows_and_throws_nothing()
    {
        var vault = Vault(VaultHandlings.Sound);
        var plan = await _bench.PlanAsync(ImportBench.Sheet(30), vault: vault);
        vault.Handling = VaultHandlings.Fail(new SecretVaultException(SecretVaultFailure.Locked, null, "is locked"));
        var results = new List<KsefImportResult>();

        await foreach (var result in new Importer(_bench.Office, vault, TimeProvider.System).RunAsync(plan))
            results.Add(result);

        Assert.Equal(30, results.Count);
        Assert.All(
            results,
            result => Assert.Equal((ImportOutcome.Failed, "is locked"), (result.Outcome, result.Reason))
        );
    }

    [Fact]
    public async Task Ctrl_C_in_the_last_batch_ends_it_as_cancelled_and_its_record_stays_open()
    {
        using var stop = new CancellationTokenSource();
        var vault = Vault(
            VaultHandlings.FailAfterWrites(
                5,
                () =>
                {
                    stop.Cancel();
                    return new OperationCanceledException(stop.Token);
                }
            )
        );

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _bench.ImportAsync(ImportBench.Sheet(10), vault: vault, cancellationToken: stop.Token)
        );

        Assert.Equal(5, Enumerable.Range(1, 10).Count(_bench.IsWhole));
        Assert.DoesNotContain("\"finished\"", Journal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_journal_names_secrets_before_they_are_written_and_those_that_are_taken_back()
    {
        var before = "";
        var vault = Vault(
            async (request, pass) =>
            {
                if (request.Act is VaultAct.Write)
                {
                    before = Journal;
                    _bench.WriteClient("not ours", $"{A}.yaml");
                }
                await pass();
            }
        );

        var result = Assert.Single(await _bench.ImportAsync(ImportBench.Sheet(1), vault: vault));

        Assert.Contains(ImportBench.AddressOf(A).Name, before, StringComparison.Ordinal);
        Assert.Contains("\"taken back\"", Journal, StringComparison.Ordinal);
        Assert.DoesNotContain("still holds", result.Reason, StringComparison.Ordinal);
        Assert.Equal(result.Reason, result.Reason!.Trim());
    }

    private string PathOf(Nip nip) => _bench.Office.Profiles.PathOf(nip);

    private string Journal =>
        string.Concat(
            Directory.GetFiles(Path.Join(_bench.Office.StatePath, "journal"), "*.jsonl").Select(File.ReadAllText)
        );

    private static IEnumerable<int> Writes(FatefulVault vault) =>
        vault.Requests.Where(request => request.Act is VaultAct.Write).Select(request => request.Addresses.Count);

    private async Task<string> ReasonAsync(Exception exception) =>
        Assert
            .Single(
                await _bench.ImportAsync(
                    ImportBench.Sheet(1),
                    vault: Vault(VaultHandlings.Fail(VaultAct.Write, exception))
                )
            )
            .Reason!;

    private FatefulVault Vault(VaultHandling handling) =>
        new(_bench.Vault) { WritesOneByOne = true, Handling = handling };
}
