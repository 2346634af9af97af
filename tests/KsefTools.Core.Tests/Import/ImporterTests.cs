using KsefTools.Core.Api;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Import;
using KsefTools.Core.Lint;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn.Homes;
using KsefTools.Core.Tests.Office;
using KsefTools.Core.Tests.Secrets;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Import;

/// <summary>Whatever breaks, a row is stored whole or not at all, and the next run completes it.</summary>
public sealed class ImporterTests : IDisposable
{
    private static readonly Nip A = OfficeBench.NipNumber(1);
    private readonly ImportBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_row_becomes_a_secret_and_a_profile_that_names_it()
    {
        var result = Assert.Single(
            await _bench.ImportAsync(
                $"NIP;Nazwa;Token;Środowisko;Opiekun;Uprawnienia;Data;Wygenerował\n{A};Łapeć: "
                    + $"syn;{ImportBench.Token(1, A)};test;Anna;InvoiceRead;1.10.2025;jan\n"
            )
        );
        Assert.Equal(ImportOutcome.Imported, result.Outcome);
        var profile = _bench.Profile(A)!;
        Assert.Equal(
            ("Łapeć: syn", "test", "Anna", "InvoiceRead"),
            (profile.Name, profile.Environment, profile.Tags[0], profile.Permissions[0])
        );
        Assert.Equal(
            new AccessEntry
            {
                Secret = $"ksef-test-{A}-token-o{OfficeBench.Id}",
                Reference = ImportBench.Token(1, A)[..36],
                GeneratedBy = "jan",
                GeneratedOn = new DateOnly(2025, 10, 1),
            },
            profile.Access[0] with
            {
                Line = 0,
                Column = 0,
            }
        );
        Assert.Equal(
            (profile.Path, $"ksef-test-{A}-token-o{OfficeBench.Id}", "KsefVault"),
            (result.Path, result.SecretName, result.Vault)
        );
    }

    [Fact]
    public async Task A_token_without_a_noted_date_has_that_of_its_reference_number()
    {
        await _bench.ImportAsync($"NIP;Token\n{A};{ImportBench.Token(3, A)}\n");
        Assert.Equal(new DateOnly(2025, 10, 13), _bench.Profile(A)!.Access[0].GeneratedOn);
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        await _bench.ImportAsync(ImportBench.Sheet(30));
        var before = Directory.GetFiles(_bench.Office.ClientsPath).Select(File.ReadAllText).ToArray();
        var results = await _bench.ImportAsync(ImportBench.Sheet(30));
        Assert.All(results, result => Assert.Equal(ImportOutcome.Unchanged, result.Outcome));
        Assert.Equal(before, Directory.GetFiles(_bench.Office.ClientsPath).Select(File.ReadAllText));
    }

    [Fact]
    public async Task A_replaced_token_keeps_the_rest_of_the_persons_file()
    {
        await _bench.ImportAsync($"NIP;Nazwa;Token\n{A};X;{ImportBench.Token(1, A)}\n");
        var path = _bench.Profile(A)!.Path;
        await File.AppendAllTextAsync(path, "# dzwonić rano\n");
        var result = Assert.Single(
            await _bench.ImportAsync(
                $"NIP;Nazwa;Token\n{A};Inna;{ImportBench.Token(2, A)}\n",
                new ImportOptions { Replace = true }
            )
        );
        Assert.Equal(ImportOutcome.Replaced, result.Outcome);
        Assert.Equal(ImportBench.Token(2, A), _bench.Secret(A));
        var profile = _bench.Profile(A)!;
        Assert.Equal(("X", ImportBench.Token(2, A)[..36]), (profile.Name, Assert.Single(profile.Access).Reference));
        Assert.EndsWith("# dzwonić rano\n", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_served_by_an_identity_gets_the_token_beside_it()
    {
        _bench.WriteClient($"nip: \"{A}\"\nname: X\naccess:\n- identity: seal # ours\n", $"{A}.yaml");
        await _bench.ImportAsync($"NIP;Token\n{A};{ImportBench.Token(1, A)}\n");
        Assert.Equal(["seal", null], _bench.Profile(A)!.Access.Select(entry => entry.Identity));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(13)]
    [InlineData(25)]
    [InlineData(26)]
    [InlineData(59)]
    public async Task A_vault_that_fails_on_the_way_leaves_whole_rows_and_absent_ones(int written)
    {
        var full = new SecretVaultException(SecretVaultFailure.WriteLost, null, "the disk of the vault is full");
        var vault = Vault(VaultHandlings.FailAfterWrites(written, () => full));
        var results = await _bench.ImportAsync(ImportBench.Sheet(60), vault: vault);
        Assert.Equal(Enumerable.Range(2, 60), results.Select(result => result.Row));
        foreach (var (result, number) in results.Select((result, index) => (result, index + 1)))
            Assert.True(
                result.Outcome == ImportOutcome.Imported ? _bench.IsWhole(number) : _bench.IsAbsent(number),
                $"row {result.Row}"
            );
        Assert.Equal(written, results.Count(result => result.Outcome == ImportOutcome.Imported));
        Assert.Contains(
            "full",
            results.First(result => result.Outcome == ImportOutcome.Failed).Reason,
            StringComparison.Ordinal
        );
        await _bench.ImportAsync(ImportBench.Sheet(60));
        Assert.All(Enumerable.Range(1, 60), number => Assert.True(_bench.IsWhole(number)));
    }

    [Fact]
    public async Task A_row_whose_name_the_vault_holds_is_told_so_and_no_other_row_is()
    {
        var process = new SharedStore().NewProcess();
        process.HeldNames.Add(ImportBench.AddressOf(ImportBench.Client(2)).Name);
        var options = new GuardedVaultOptions { LockFolder = Path.Join(_bench.Office.Path, "lock") };

        var results = await _bench.ImportAsync(ImportBench.Sheet(60), vault: new GuardedVault(process, options));

        var failed = Assert.Single(results, result => result.Outcome is not ImportOutcome.Imported);
        Assert.Equal((3, ImportOutcome.Failed), (failed.Row, failed.Outcome));
        Assert.Contains("is held", failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_is_lost_beside_one_whose_name_the_vault_holds_has_its_reason_too()
    {
        var held = ImportBench.AddressOf(ImportBench.Client(2));
        var refusal = new SecretVaultException(SecretVaultFailure.NameHeld, held.Vault, "is held");
        var vault = new FatefulVault(new InMemoryVault())
        {
            Handling = VaultHandlings.Fail(
                VaultAct.Write,
                SecretVaultException.OfSome(
                    new Dictionary<SecretAddress, SecretVaultException> { [held] = refusal },
                    []
                )
            ),
        };

        var results = await _bench.ImportAsync(ImportBench.Sheet(3), vault: vault);

        Assert.All(results, result => Assert.NotEmpty(result.Reason!));
    }

    [Fact]
    public async Task What_a_torn_vault_shows_does_not_count_as_written()
    {
        var torn = new SecretVaultException(SecretVaultFailure.WriteLost, null, "the disk is full")
        {
            MayBeTorn = true,
            Written = [ImportBench.AddressOf(A)],
        };
        var vault = new FatefulVault(_bench.Vault)
        {
            Handling = async (request, pass) =>
            {
                await pass();
                if (request.Act is VaultAct.Write)
                    throw torn;
            },
        };
        var results = await _bench.ImportAsync(ImportBench.Sheet(2), vault: vault);
        Assert.Equal([ImportOutcome.Imported, ImportOutcome.Failed], results.Select(result => result.Outcome));
        Assert.Null(_bench.Profile(ImportBench.Client(2)));
    }

    [Fact]
    public async Task Another_text_that_lies_there_after_a_refusal_does_not_count_as_written()
    {
        var refusal = new SecretVaultException(SecretVaultFailure.Other, null, "the vault says no");
        var other = new Dictionary<SecretAddress, SecretText> { [ImportBench.AddressOf(A)] = new("another") };
        var vault = Vault(
            async (request, pass) =>
            {
                if (request.Act is not VaultAct.Write)
                {
                    await pass();
                    return;
                }
                await _bench.Vault.WriteAsync(other, CancellationToken.None);
                throw refusal;
            }
        );
        var result = Assert.Single(await _bench.ImportAsync(ImportBench.Sheet(1), vault: vault));
        Assert.Equal(ImportOutcome.Failed, result.Outcome);
        Assert.Null(_bench.Profile(A));
    }

    [Fact]
    public async Task Who_made_a_token_is_forgotten_with_the_token_that_is_replaced()
    {
        await _bench.ImportAsync($"NIP;Token;Wygenerował\n{A};{ImportBench.Token(1, A)};jan\n");
        await _bench.ImportAsync($"NIP;Token\n{A};{ImportBench.Token(2, A)}\n", new ImportOptions { Replace = true });
        Assert.Null(Assert.Single(_bench.Profile(A)!.Access).GeneratedBy);
    }

    [Fact]
    public async Task A_token_is_at_home_in_the_environment_that_it_was_imported_for()
    {
        _bench.WriteClient(
            $"nip: \"{A}\"\nname: X\nenvironment: test\naccess:\n- secret: {ImportBench.AddressOf(A).Name}\n",
            $"{A}.yaml"
        );
        var homes = SecretHomes.In(Path.Combine(_bench.Office.Path, "homes"));
        await _bench.ImportAsync($"NIP;Token\n{A};{ImportBench.Token(1, A)}\n", homes: homes);
        Assert.True(homes.Allows(ImportBench.AddressOf(A), KsefEnvironment.Parse("test")));
        Assert.False(homes.Allows(ImportBench.AddressOf(A), KsefEnvironment.Parse("production")));
    }

    [Fact]
    public async Task A_profile_that_cannot_be_written_takes_its_new_secret_out_again()
    {
        // The file appears between plan and write, as another program's would.
        var vault = Vault(VaultHandlings.AfterWriting(_ => _bench.WriteClient("not ours", $"{A}.yaml")));
        var result = Assert.Single(await _bench.ImportAsync(ImportBench.Sheet(1), vault: vault));
        Assert.Equal(ImportOutcome.Failed, result.Outcome);
        Assert.Null(_bench.Secret(A));
    }

    [Fact]
    public async Task A_profile_that_cannot_be_written_gets_its_old_secret_back()
    {
        await _bench.ImportAsync(ImportBench.Sheet(1));
        var vault = Vault(VaultHandlings.AfterWriting(_ => _bench.WriteClient("nip: [", $"{A}.yaml")));
        var result = Assert.Single(
            await _bench.ImportAsync(
                $"NIP;Token\n{A};{ImportBench.Token(2, A)}\n",
                new ImportOptions { Replace = true },
                vault
            )
        );
        Assert.Equal(ImportOutcome.Failed, result.Outcome);
        Assert.Equal(ImportBench.Token(1), _bench.Secret(A));
    }

    [Fact]
    public async Task A_secret_that_cannot_be_taken_out_again_is_told_and_the_next_run_completes_it()
    {
        var blocked = true;
        var vault = Vault(
            async (request, pass) =>
            {
                if (request.Act is VaultAct.Remove)
                    throw new SecretVaultException(SecretVaultFailure.Other, null, "the vault refuses to remove");
                await pass();
                if (request.Act is VaultAct.Write && blocked)
                    _bench.WriteClient("not ours", $"{A}.yaml");
            }
        );
        var result = Assert.Single(await _bench.ImportAsync(ImportBench.Sheet(1), vault: vault));
        Assert.Contains(ImportBench.AddressOf(A).Name, result.Reason, StringComparison.Ordinal);
        blocked = false;
        File.Delete(Path.Combine(_bench.Office.ClientsPath, $"{A}.yaml"));
        Assert.Equal(ImportOutcome.Imported, Assert.Single(await _bench.ImportAsync(ImportBench.Sheet(1))).Outcome);
        Assert.True(_bench.IsWhole(1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(25)]
    [InlineData(31)]
    public async Task A_kill_after_any_secret_is_completed_by_the_next_run(int killedAfter)
    {
        // After so many secrets nothing gets through any more, as for a process that is gone.
        var (writes, isGone) = (0, false);
        var vault = Vault(
            (request, pass) =>
            {
                isGone |= request.Act is VaultAct.Write && writes++ == killedAfter;
                return isGone ? throw new InvalidOperationException("gone") : pass();
            }
        );
        await _bench.ImportAsync(ImportBench.Sheet(40), vault: vault);
        Assert.Equal(killedAfter, (await _bench.Vault.ListAsync("KsefVault", CancellationToken.None)).Count);
        var results = await _bench.ImportAsync(ImportBench.Sheet(40));
        Assert.DoesNotContain(ImportOutcome.Failed, results.Select(result => result.Outcome));
        Assert.All(Enumerable.Range(1, 40), number => Assert.True(_bench.IsWhole(number)));
        Assert.Empty(await new OfficeLint(_bench.Office, _bench.Vault).RunAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Who_stops_reading_results_leaves_no_half_row()
    {
        var plan = await _bench.PlanAsync(ImportBench.Sheet(60));
        await foreach (var _ in new Importer(_bench.Office, _bench.Vault, TimeProvider.System).RunAsync(plan))
            break;
        Assert.All(Enumerable.Range(1, 60), number => Assert.True(_bench.IsWhole(number) || _bench.IsAbsent(number)));
    }

    [Fact]
    public async Task A_token_that_a_person_put_into_the_profile_meanwhile_is_not_doubled()
    {
        var plan = await _bench.PlanAsync(ImportBench.Sheet(1));
        await _bench.ImportAsync(ImportBench.Sheet(1));
        await foreach (var _ in new Importer(_bench.Office, _bench.Vault, TimeProvider.System).RunAsync(plan)) { }
        Assert.Single(_bench.Profile(A)!.Access);
    }

    [Fact]
    public async Task The_journal_tells_the_steps_is_the_owners_alone_and_holds_no_secret()
    {
        await _bench.ImportAsync(ImportBench.Sheet(3));
        var file = Assert.Single(Directory.GetFiles(Path.Combine(_bench.Office.StatePath, "journal")));
        var lines = await File.ReadAllLinesAsync(file);
        Assert.Contains("\"step\":\"started\"", lines[0], StringComparison.Ordinal);
        Assert.Equal(3, lines.Count(line => line.Contains("\"step\":\"stored\"", StringComparison.Ordinal)));
        Assert.Contains("\"step\":\"finished\"", lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("aaaaaaaa", string.Concat(lines), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task No_file_and_no_result_holds_a_secret()
    {
        var results = await _bench.ImportAsync(
            ImportBench.Sheet(5)
                + $"{ImportBench.Client(9)};X;{ImportBench.Token(8)}\n{ImportBench.Client(9)};X;not a token but "
                + "c0ffee\n"
        );
        var all = string.Concat(
            Directory
                .GetFiles(_bench.Office.Path, "*", SearchOption.AllDirectories)
                .Where(file => !file.EndsWith(".csv", StringComparison.Ordinal))
                .Select(File.ReadAllText)
                .Concat(results.Select(result => result.ToString()))
        );
        Assert.DoesNotContain("aaaaaaaa", all, StringComparison.Ordinal);
        Assert.DoesNotContain("c0ffee", all, StringComparison.Ordinal);
    }

    private FatefulVault Vault(VaultHandling handling) =>
        new(_bench.Vault) { WritesOneByOne = true, Handling = handling };
}
