using KsefTools.Core.Identifiers;
using KsefTools.Core.Import;
using KsefTools.Core.Import.Undoing;
using KsefTools.Core.Journal;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Tests.Import;

public sealed class ImportUndoTests : IDisposable
{
    private static readonly Nip A = ImportBench.Client(1);
    private static readonly Nip B = ImportBench.Client(2);

    private readonly ImportBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task New_clients_are_gone_again_with_their_tokens()
    {
        await _bench.ImportAsync(ImportBench.Sheet(3));

        var results = await UndoAsync();

        Assert.Equal([(2, ImportOutcome.Undone), (3, ImportOutcome.Undone), (4, ImportOutcome.Undone)], Said(results));
        Assert.All(Enumerable.Range(1, 3), number => Assert.True(_bench.IsAbsent(number)));
    }

    [Fact]
    public async Task A_client_who_was_here_before_has_the_file_of_before_letter_by_letter()
    {
        var text = $"# nasz klient\nnip: \"{A}\"\nname: Alfa\ntags: [vat]\n";
        var path = _bench.WriteClient(text, $"{A}.yaml");
        await _bench.ImportAsync(ImportBench.Sheet(1));

        await UndoAsync();

        Assert.Equal(text, await File.ReadAllTextAsync(path));
        Assert.Null(_bench.Secret(A));
    }

    [Fact]
    public async Task What_was_changed_since_stays_and_is_told()
    {
        await _bench.ImportAsync(ImportBench.Sheet(2));
        await File.AppendAllTextAsync(_bench.Office.Profiles.PathOf(A), "# sprawdzone\n");

        var results = await UndoAsync();

        Assert.Equal([(2, ImportOutcome.Kept), (3, ImportOutcome.Undone)], Said(results));
        Assert.Contains("changed since", results[0].Reason, StringComparison.Ordinal);
        Assert.True(_bench.IsWhole(1));
        Assert.True(_bench.IsAbsent(2));
    }

    [Fact]
    public async Task A_secret_that_another_file_names_stays()
    {
        await _bench.ImportAsync(ImportBench.Sheet(1));
        _bench.WriteClient(
            $"nip: \"{B}\"\nname: B\naccess:\n  - kind: token\n    secret: {ImportBench.AddressOf(A).Name}\n",
            $"{B}.yaml"
        );

        var result = Assert.Single(await UndoAsync());

        Assert.Equal(ImportOutcome.Undone, result.Outcome);
        Assert.Contains("another file", result.Reason, StringComparison.Ordinal);
        Assert.NotNull(_bench.Secret(A));
    }

    [Fact]
    public async Task A_token_that_took_another_s_place_stays_as_the_other_is_nowhere_any_more()
    {
        await _bench.ImportAsync(ImportBench.Sheet(1));
        var newer = ImportBench.Token(1).Replace("EC-0000000001", "EC-0000000009", StringComparison.Ordinal);
        await _bench.ImportAsync($"NIP;Token\n{A};{newer}\n", new ImportOptions { Replace = true });

        Assert.Equal(ImportOutcome.Kept, Assert.Single(await UndoAsync()).Outcome);
        Assert.Equal(newer, _bench.Secret(A));
    }

    [Fact]
    public async Task A_token_that_was_put_into_the_vault_by_hand_since_stays()
    {
        await _bench.ImportAsync(ImportBench.Sheet(1));
        var other = ImportBench.Token(7, A);
        await _bench.Vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [ImportBench.AddressOf(A)] = new(other) },
            default
        );

        Assert.Equal(ImportOutcome.Kept, Assert.Single(await UndoAsync()).Outcome);
        Assert.Equal(other, _bench.Secret(A));
    }

    [Fact]
    public async Task Each_import_is_taken_back_once_the_last_one_first()
    {
        await _bench.ImportAsync(ImportBench.Sheet(1));
        await _bench.ImportAsync(ImportBench.Sheet(2));

        await UndoAsync();
        Assert.True(_bench.IsWhole(1) && _bench.IsAbsent(2));
        await UndoAsync();
        Assert.True(_bench.IsAbsent(1));
        Assert.Null(ImportUndo.Find(_bench.Office, _bench.Vault));
    }

    [Fact]
    public async Task One_that_was_taken_back_can_be_imported_again()
    {
        await _bench.ImportAsync(ImportBench.Sheet(1));
        await UndoAsync();
        await _bench.ImportAsync(ImportBench.Sheet(1));
        Assert.True(_bench.IsWhole(1));
    }

    [Fact]
    public async Task A_plan_says_the_same_and_changes_nothing()
    {
        await _bench.ImportAsync(ImportBench.Sheet(2));
        await File.AppendAllTextAsync(_bench.Office.Profiles.PathOf(A), "# sprawdzone\n");

        var plan = await ImportUndo.Find(_bench.Office, _bench.Vault)!.PlanAsync(default);

        Assert.Equal([(2, ImportOutcome.Kept), (3, ImportOutcome.Undone)], Said(plan));
        Assert.True(_bench.IsWhole(2));
    }

    [Fact]
    public async Task A_run_that_died_before_the_vault_is_completed_by_the_next_one()
    {
        await _bench.ImportAsync(ImportBench.Sheet(1));
        _bench.Office.Profiles.Remove(_bench.Office.Profiles.PathOf(A));

        Assert.Equal(ImportOutcome.Undone, Assert.Single(await UndoAsync()).Outcome);
        Assert.True(_bench.IsAbsent(1));
    }

    [Fact]
    public async Task A_record_that_somebody_wrote_reaches_no_file_outside_the_clients_folder()
    {
        var elsewhere = Path.Join(_bench.Office.Path, "office.yaml");
        var text = await File.ReadAllTextAsync(elsewhere);
        Plant(("file", elsewhere), ("after", StoredRow.Digest(text)), ("before", "name: Obcy"));
        Plant(("file", elsewhere), ("after", StoredRow.Digest(text)), ("created", "yes"));

        Assert.Null(ImportUndo.Find(_bench.Office, _bench.Vault));
        Assert.Equal(text, await File.ReadAllTextAsync(elsewhere));
    }

    [Theory]
    [InlineData("20260301-EC-0000000001-0000000000-00")]
    [InlineData(null)]
    public async Task A_record_that_somebody_wrote_takes_no_secret_that_is_not_its_token(string? reference)
    {
        var other = ImportBench.AddressOf(A) with { Name = "somebody-elses" };
        await _bench.Vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [other] = new("no token of KSeF's") },
            default
        );
        Plant(
            ("file", Path.Join(_bench.Office.ClientsPath, "gone.yaml")),
            ("after", "x"),
            ("created", "yes"),
            ("wrote", "yes"),
            ("secret", other.Name),
            ("vault", other.Vault),
            ("reference", reference)
        );

        Assert.Equal(ImportOutcome.Kept, Assert.Single(await UndoAsync()).Outcome);
        Assert.Single(await _bench.Vault.ReadAsync([other], default));
    }

    [Theory]
    [InlineData("sheet")]
    [InlineData("secret")]
    [InlineData("reference")]
    [InlineData("file")]
    public void A_record_with_control_characters_is_none_of_ours(string field)
    {
        (string, string?)[] fields = [("file", Path.Join(_bench.Office.ClientsPath, "a.yaml")), ("after", "x")];
        Plant([.. fields.Where(one => one.Item1 != field), (field, _bench.Office.ClientsPath + "/\u001b]0;x\u0007")]);

        Assert.Null(ImportUndo.Find(_bench.Office, _bench.Vault));
    }

    [Fact]
    public async Task A_client_whose_file_cannot_be_read_fails_alone()
    {
        await _bench.ImportAsync(ImportBench.Sheet(2));
        await File.WriteAllBytesAsync(_bench.Office.Profiles.PathOf(A), [0xC3, 0x28, 0xFF, 0x00]);

        var plan = await ImportUndo.Find(_bench.Office, _bench.Vault)!.PlanAsync(default);
        var results = await UndoAsync();

        Assert.Equal([(2, ImportOutcome.Failed), (3, ImportOutcome.Undone)], Said(plan));
        Assert.Equal([(2, ImportOutcome.Failed), (3, ImportOutcome.Undone)], Said(results));
        // Its token stays while nobody knows what the damaged file names.
        Assert.False(File.Exists(_bench.Office.Profiles.PathOf(B)));
    }

    private void Plant(params (string, string?)[] fields)
    {
        using var record = OperationRecord.Begin(
            _bench.Office,
            TimeProvider.System,
            OperationKind.Import,
            "/tmp/tokens.csv",
            progress: null
        );
        record.Write(StoredRow.Step, [("nip", A.Value), ("row", "2"), .. fields]);
        record.Finish();
    }

    [Fact]
    public async Task The_journal_gets_no_copy_of_a_file_with_a_token_in_it()
    {
        var secret = ImportBench.Token(5, B);
        _bench.WriteClient($"nip: \"{A}\"\nname: Alfa\n# {secret}\n", $"{A}.yaml");
        await _bench.ImportAsync(ImportBench.Sheet(1));

        Assert.Equal(ImportOutcome.Kept, Assert.Single(await UndoAsync()).Outcome);
        foreach (var file in Directory.EnumerateFiles(Path.Join(_bench.Office.StatePath, "journal")))
            Assert.DoesNotContain(secret[^20..], await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<KsefImportResult>> UndoAsync() =>
        ImportUndo.Find(_bench.Office, _bench.Vault)!.RunAsync(TimeProvider.System, default);

    private static IEnumerable<(int, ImportOutcome)> Said(IReadOnlyList<KsefImportResult> results) =>
        results.Select(result => (result.Row, result.Outcome));
}
