using KsefTools.Core.Identifiers;
using KsefTools.Core.Import;
using KsefTools.Core.Import.Folders;
using KsefTools.Core.Import.Undoing;
using KsefTools.Core.Keys;
using KsefTools.Core.Tests.Certificates;

namespace KsefTools.Core.Tests.Import.Folders;

/// <summary>What an import of a folder asks and says beside its rows.</summary>
public sealed class FolderWordsTests : IDisposable
{
    private static readonly Nip A = FolderBench.Client(1);
    private readonly FolderBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_person_is_asked_by_the_number_of_locked_files()
    {
        using var one = _bench.WritePortal("a", FolderBench.Seal(A));
        using var other = _bench.WritePortal("b", FolderBench.Seal(FolderBench.Client(2)));
        var question = FolderSummary.Question(_bench.Read(KeyPasswords.None));
        Assert.StartsWith("2 files need a password.", question, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_would_be_done_counts_what_changes()
    {
        _bench.WriteSeals(2);
        File.WriteAllText(_bench.PathOf("x.key"), "");
        var action = FolderSummary.Action(await _bench.PlanAsync(), "biuro");
        Assert.Equal("Import 2 certificates with their keys into 'biuro'", action);
    }

    [Fact]
    public void Files_of_other_kinds_are_told_by_their_number_and_none_is_not()
    {
        _bench.WriteSeals(1);
        Assert.Empty(FolderSummary.NotUsed(_bench.Read()));
        File.WriteAllText(_bench.PathOf("UPO.pdf"), "%PDF");
        Assert.StartsWith("1 file is ", Assert.Single(FolderSummary.NotUsed(_bench.Read())), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, "10.crt. ")]
    [InlineData(11, "10.crt and 1 more. ")]
    public void Ten_files_are_named_and_the_others_counted(int count, string end)
    {
        var results = Enumerable.Range(1, count).Select(Refused).ToList();
        var warning = ImportSummary.Refusals("/c", results)!;
        Assert.StartsWith($"'/c': {count} files not imported: 1.crt, 2.crt, ", warning, StringComparison.Ordinal);
        Assert.Contains(end, warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_in_the_vault_keeps_its_folder()
    {
        KsefImportResult[] results = [Imported(1), Refused(2), Refused(3) with { Outcome = ImportOutcome.Failed }];
        var advice = Importer.ClosingAdvice("/c", results);
        Assert.StartsWith("Keep '/c': 2.crt, 3.crt are not in the vault.", advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(ImportRefusal.OfflineCertificate))]
    [InlineData(nameof(ImportRefusal.OfficesOwn))]
    [InlineData(nameof(ImportRefusal.Superseded))]
    [InlineData(nameof(ImportRefusal.RevokedHere))]
    public void What_is_as_it_should_be_is_no_reason_to_keep_it(string refusal)
    {
        KsefImportResult[] results = [Imported(1), Refused(2) with { Refusal = refusal }];
        Assert.StartsWith("The certificates are in", Importer.ClosingAdvice("/c", results), StringComparison.Ordinal);
        Assert.Null(ImportSummary.Refusals("/c", results));
    }

    [Fact]
    public async Task A_taking_back_asks_by_the_number_of_certificates_and_says_whether_the_folder_is_there()
    {
        _bench.WriteSeals(2);
        await _bench.ImportAsync();
        var undo = ImportUndo.Find(_bench.Office, _bench.Vault)!;

        Assert.StartsWith("Remove 2 certificates with their keys of '", undo.Question, StringComparison.Ordinal);
        Directory.Delete(_bench.Root, recursive: true);
        Assert.StartsWith("Remove 2 certificates with their keys from", undo.Question, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_was_taken_back_is_told_as_it_was_imported()
    {
        using var seal = _bench.WriteOpen("d/a.pem", FolderBench.Seal(A));
        var imported = Assert.Single(await _bench.ImportAsync());

        var undone = Assert.Single(await _bench.UndoAsync());

        Assert.Equal(
            (imported.Kind, imported.File, imported.Folder, imported.SerialNumber, imported.SecretName, imported.Row),
            (undone.Kind, undone.File, undone.Folder, undone.SerialNumber, undone.SecretName, undone.Row)
        );
        Assert.Equal((1, CredentialKind.Certificate), (undone.Row, undone.Kind));
    }

    [Fact]
    public async Task A_certificate_that_another_one_took_the_place_of_since_stays()
    {
        _bench.WriteSeals(1);
        var imported = Assert.Single(await _bench.ImportAsync());
        using var other = FolderBench.Seal(A);
        var address = new Core.Secrets.SecretAddress("KsefVault", imported.SecretName!);
        await _bench.Vault.WriteAsync(
            new Dictionary<Core.Secrets.SecretAddress, Core.Secrets.SecretText> { [address] = other.ToVaultText() },
            default
        );

        Assert.Equal(ImportOutcome.Kept, Assert.Single(await _bench.UndoAsync()).Outcome);
        Assert.Equal(1, _bench.Secrets);
    }

    [Fact]
    public async Task Reasons_name_the_other_file_by_its_path_in_the_folder()
    {
        using var seal = _bench.WritePortal("a", FolderBench.Seal(A));
        File.Copy(_bench.PathOf("a.crt"), _bench.PathOf("k/a.crt"));
        File.Copy(_bench.PathOf("a.key"), _bench.PathOf("k/a.key"));

        var results = await _bench.ImportAsync();

        Assert.Equal(["a.crt", "k/a.crt", "k/a.key"], results.Select(ImportSummary.PlaceOf));
        Assert.Equal([1, 2, 3], results.Select(result => result.Row));
        Assert.Contains("'a.crt'", results[1].Reason, StringComparison.Ordinal);
        Assert.Contains("'a.key'", results[2].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Firma (uwierzytelnianie)", "Firma")]
    [InlineData("Firma (a) sp. z o.o.", "Firma (a) sp. z o.o.")]
    [InlineData("(Firma)", "(Firma)")]
    [InlineData("Firma)", "Firma)")]
    public async Task What_KSeF_adds_to_a_name_is_left_out(string commonName, string name)
    {
        _bench
            .WriteOpen(
                "a.pem",
                SelfSignedCertificates.Seal(
                    A.Value,
                    commonName,
                    KeyAlgorithm.Ec,
                    TestMaterial.Clock,
                    TimeSpan.FromDays(365)
                )
            )
            .Dispose();
        Assert.Equal(name, Assert.Single((await _bench.PlanAsync()).Rows).Row.Name);
    }

    [Fact]
    public async Task A_certificate_without_its_key_says_whose_it_is_and_a_person_s_does_not()
    {
        using var seal = _bench.WritePortal("a", FolderBench.Seal(A));
        using var person = _bench.WritePortal("b", TestMaterial.Person(identity: null));
        File.Delete(_bench.PathOf("a.key"));
        File.Delete(_bench.PathOf("b.key"));

        var rows = (await _bench.PlanAsync()).Rows;

        Assert.Equal([A.Value, null], rows.Select(row => row.Row.Nip?.Value));
        Assert.All(rows, row => Assert.Contains("no key in the folder", row.Reason, StringComparison.Ordinal));
    }

    private static KsefImportResult Imported(int row) =>
        new()
        {
            Row = row,
            Outcome = ImportOutcome.Imported,
            Folder = "/c",
            File = $"/c/{row}.crt",
        };

    private static KsefImportResult Refused(int row) =>
        Imported(row) with
        {
            Outcome = ImportOutcome.Refused,
            Refusal = nameof(ImportRefusal.KeyMissing),
        };
}
