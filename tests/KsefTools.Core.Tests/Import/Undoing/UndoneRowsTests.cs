using KsefTools.Core.Identifiers;
using KsefTools.Core.Import;
using KsefTools.Core.Import.Undoing;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Office;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Import.Undoing;

/// <summary>What a taking back says before, which records it believes, and what a run that stopped leaves.</summary>
public sealed class UndoneRowsTests : IDisposable
{
    private static readonly Nip A = ImportBench.Client(1);

    private readonly ImportBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task It_asks_by_the_number_of_tokens_that_leave_and_says_whether_the_file_is_there()
    {
        await _bench.ImportAsync($"{ImportBench.Sheet(2)}{ImportBench.Client(3)};C;\n");
        var undo = Undo!;

        Assert.EndsWith("tokens.csv", undo.File, StringComparison.Ordinal);
        Assert.StartsWith("Take back the import of 2", undo.Action, StringComparison.Ordinal);
        Assert.StartsWith("Remove 2 tokens of '", undo.Question, StringComparison.Ordinal);
        Assert.Contains("still there", undo.Question, StringComparison.Ordinal);
        File.Delete(undo.File);
        Assert.StartsWith("Remove 2 tokens from the vault. '", undo.Question, StringComparison.Ordinal);
        Assert.Contains("is gone", undo.Question, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_stays_is_not_counted_among_those_that_leave()
    {
        await _bench.ImportAsync(ImportBench.Sheet(1));
        await _bench.ImportAsync(
            $"{ImportBench.Sheet(2).Replace(ImportBench.Token(1), ImportBench.Token(9, A), StringComparison.Ordinal)}",
            new ImportOptions { Replace = true }
        );

        Assert.StartsWith("Remove 1 token of '", Undo!.Question, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_says_whose_row_it_was()
    {
        await _bench.ImportAsync(ImportBench.Sheet(1));
        var path = _bench.Office.Profiles.PathOf(A);

        var result = Assert.Single(await UndoAsync());

        Assert.Equal(
            new KsefImportResult
            {
                File = Path.Join(Path.GetDirectoryName(_bench.Office.Path), "tokens.csv"),
                Row = 2,
                Nip = A.Value,
                Outcome = ImportOutcome.Undone,
                Reference = ImportBench.Token(1)[..36],
                SecretName = ImportBench.AddressOf(A).Name,
                Vault = "KsefVault",
                Path = path,
                OfficePath = _bench.Office.Path,
                Changes = result.Changes,
            },
            result
        );
        Assert.Empty(result.Changes);
    }

    [Fact]
    public async Task While_an_import_runs_nothing_is_taken_back()
    {
        await _bench.ImportAsync(ImportBench.Sheet(1));
        using var other = SubjectLock.TryTake(_bench.Office, OperationKind.Import.Name, "");

        var refusal = await Assert.ThrowsAsync<OfficeFolderException>(UndoAsync);

        Assert.Equal(OfficeFolderFailure.Busy, refusal.Failure);
        Assert.True(_bench.IsWhole(1));
    }

    [Fact]
    public async Task A_vault_that_is_locked_ends_it_before_a_file_is_touched()
    {
        await _bench.ImportAsync(ImportBench.Sheet(1));
        var locked = new SecretVaultException(SecretVaultFailure.Locked, null, "is locked");
        var vault = new FatefulVault(_bench.Vault) { Handling = VaultHandlings.Fail(VaultAct.Read, locked) };

        await Assert.ThrowsAsync<SecretVaultException>(() =>
            ImportUndo.Find(_bench.Office, vault)!.RunAsync(TimeProvider.System, default)
        );

        Assert.True(_bench.IsWhole(1));
        Assert.NotNull(Undo);
    }

    [Fact]
    public async Task One_whose_vault_would_not_remove_is_completed_by_the_next_run()
    {
        await _bench.ImportAsync(ImportBench.Sheet(2));
        var failure = new SecretVaultException(SecretVaultFailure.Other, null, "says no");
        var vault = new FatefulVault(_bench.Vault) { Handling = VaultHandlings.Fail(VaultAct.Remove, failure) };

        await Assert.ThrowsAsync<SecretVaultException>(() =>
            ImportUndo.Find(_bench.Office, vault)!.RunAsync(TimeProvider.System, default)
        );
        var results = await UndoAsync();

        Assert.All(results, result => Assert.Equal(ImportOutcome.Undone, result.Outcome));
        Assert.True(_bench.IsAbsent(1) && _bench.IsAbsent(2));
    }

    [Fact]
    public async Task One_with_a_row_that_failed_can_be_run_again()
    {
        await _bench.ImportAsync(ImportBench.Sheet(1));
        var path = _bench.Office.Profiles.PathOf(A);
        var text = await File.ReadAllTextAsync(path);
        await File.WriteAllBytesAsync(path, [0xC3, 0x28, 0xFF, 0x00]);

        Assert.Equal(ImportOutcome.Failed, Assert.Single(await UndoAsync()).Outcome);
        await File.WriteAllTextAsync(path, text);
        Assert.Equal(ImportOutcome.Undone, Assert.Single(await UndoAsync()).Outcome);
        Assert.Null(Undo);
    }

    [Fact]
    public async Task Of_two_rows_the_one_whose_token_stays_says_why_and_no_other_row_does()
    {
        await _bench.ImportAsync(ImportBench.Sheet(2));
        var named = ImportBench.AddressOf(ImportBench.Client(2)).Name;
        _bench.WriteClient(
            $"nip: \"{ImportBench.Client(9)}\"\nname: B\naccess:\n  - kind: token\n    secret: {named}\n",
            "b.yaml"
        );

        var results = await UndoAsync();

        Assert.Null(results[0].Reason);
        Assert.Contains("another file", results[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_before_whose_text_is_not_known_stays()
    {
        _bench.WriteClient($"nip: \"{A}\"\nname: X\n# {ImportBench.Token(5)}\n", $"{A}.yaml");
        await _bench.ImportAsync(ImportBench.Sheet(1));

        var result = Assert.Single(await UndoAsync());

        Assert.Equal(ImportOutcome.Kept, result.Outcome);
        Assert.Contains("not known", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_gone_was_changed_whatever_it_said()
    {
        var path = _bench.WriteClient($"nip: \"{A}\"\nname: X\n# {ImportBench.Token(5)}\n", $"{A}.yaml");
        await _bench.ImportAsync(ImportBench.Sheet(1));
        File.Delete(path);

        Assert.Contains("changed since", Assert.Single(await UndoAsync()).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("parts:\n  - id: PART\n    name: Y\n")]
    public async Task A_client_who_was_here_before_its_part_s_token_has_the_file_of_before(string parts)
    {
        var part = OfficeBench.PartOf(A.Value, 7);
        var text = $"# nasz\nnip: \"{A}\"\nname: X\n{parts.Replace("PART", part, StringComparison.Ordinal)}";
        var path = _bench.WriteClient(text, $"{A}.yaml");
        var token = ImportBench.Token(1).Replace($"nip-{A}", $"internalId-{part}", StringComparison.Ordinal);
        var imported = Assert.Single(await _bench.ImportAsync($"NIP;Token\n{part};{token}\n"));
        Assert.Equal(ImportOutcome.Imported, imported.Outcome);

        Assert.Equal(ImportOutcome.Undone, Assert.Single(await UndoAsync()).Outcome);

        Assert.Equal(text, await File.ReadAllTextAsync(path));
        Assert.Empty(await _bench.Vault.ListAsync("KsefVault", default));
    }

    [Fact]
    public async Task A_client_who_was_put_back_by_a_run_that_died_is_not_written_again()
    {
        var text = $"nip: \"{A}\"\nname: X\n";
        var path = _bench.WriteClient(text, $"{A}.yaml");
        await _bench.ImportAsync(ImportBench.Sheet(1));
        await File.WriteAllTextAsync(path, text);

        Assert.Equal(ImportOutcome.Undone, Assert.Single(await UndoAsync()).Outcome);
        Assert.Equal(text, await File.ReadAllTextAsync(path));
        Assert.Null(_bench.Secret(A));
    }

    [Theory]
    [InlineData("nip", "1234567890")]
    [InlineData("nip", null)]
    [InlineData("file", null)]
    [InlineData("file", "a.yaml")]
    [InlineData("file", "CLIENTS/../a.yaml")]
    [InlineData("file", "CLIENTS/deeper/a.yaml")]
    [InlineData("file", "CLIENTS/a.txt")]
    [InlineData("after", null)]
    [InlineData("row", null)]
    [InlineData("row", "two")]
    [InlineData("vault", "a\u001bb")]
    [InlineData("serial", "a\u001bb")]
    [InlineData("source", "a\u001bb")]
    public void A_line_that_does_not_tell_enough_or_reaches_elsewhere_is_not_acted_on(string field, string? value)
    {
        var fields = Fields();
        fields[field] = value?.Replace("CLIENTS", _bench.Office.ClientsPath, StringComparison.Ordinal);
        Plant(fields);

        Assert.Null(Undo);
    }

    [Fact]
    public void A_line_that_tells_enough_is_acted_on()
    {
        Plant(Fields());
        Assert.NotNull(Undo);
    }

    [Fact]
    public void A_line_of_another_step_is_none()
    {
        Plant(Fields(), "storing");
        Assert.Null(Undo);
    }

    private ImportUndo? Undo => ImportUndo.Find(_bench.Office, _bench.Vault);

    private Task<IReadOnlyList<KsefImportResult>> UndoAsync() => Undo!.RunAsync(TimeProvider.System, default);

    private Dictionary<string, string?> Fields() =>
        new(StringComparer.Ordinal)
        {
            ["nip"] = A.Value,
            ["row"] = "2",
            ["file"] = Path.Join(_bench.Office.ClientsPath, "a.yaml"),
            ["after"] = "x",
        };

    private void Plant(Dictionary<string, string?> fields, string step = StoredRow.Step)
    {
        using var record = OperationRecord.Begin(
            _bench.Office,
            TimeProvider.System,
            OperationKind.Import,
            "/tmp/tokens.csv",
            progress: null
        );
        record.Write(step, [.. fields.Select(field => (field.Key, field.Value))]);
        record.Finish();
    }
}
