using KsefTools.Core.Identifiers;
using KsefTools.Core.Import;
using KsefTools.Core.Import.Folders;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Certificates;
using KsefTools.Practice;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Import.Folders;

/// <summary>Links, pipes, sizes, cancellation, and what is there already in another form.</summary>
public sealed class FolderEdgesTests : IDisposable
{
    private static readonly Nip A = FolderBench.Client(1);
    private readonly FolderBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_link_to_a_certificate_elsewhere_is_not_followed_and_told_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right there");
        using var seal = FolderBench.Seal(A);
        using var elsewhere = new TemporaryFolder();
        File.CreateSymbolicLink(_bench.PathOf("a.pem"), elsewhere.Write("a.pem", seal.ToVaultText().Reveal()));

        var result = Assert.Single(await _bench.ImportAsync());

        Assert.Equal(nameof(ImportRefusal.UnreadableFile), result.Refusal);
        Assert.StartsWith("a link", result.Reason, StringComparison.Ordinal);
        Assert.Equal(0, _bench.Secrets);
    }

    [Fact]
    public void A_folder_that_may_not_be_read_is_told_as_such()
    {
        using var folder = new FolderFile(_bench.Root) { IsClosedFolder = true };
        folder.Read(KeyPasswords.None);
        Assert.Equal((ImportRefusal.UnreadableFile, FolderSentences.ClosedFolder), folder.Problem);
    }

    [Fact]
    public void A_pipe_among_the_files_is_neither_waited_for_nor_taken()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no pipes under names of files");
        _bench.WriteSeals(1);
        Assert.Equal(0, ExternalProgram.Run("mkfifo", _bench.PathOf("pipe")).ExitCode);
        Assert.Equal(0, ExternalProgram.Run("mkfifo", _bench.PathOf("h.txt")).ExitCode);
        var passwords = new KeyPasswords([FolderBench.Password], ["h.txt"]);

        var folder = _bench.Read(passwords);

        Assert.Equal(("1.pem", 2), (Assert.Single(folder.Rows).Row.Place, folder.Others));
        Assert.Equal([FolderBench.Password], passwords.For(_bench.PathOf("x.key")));
    }

    [Fact]
    public void A_text_that_begins_as_a_key_is_looked_at_up_to_64_KB_and_however_short()
    {
        using var seal = FolderBench.Seal(A);
        File.WriteAllText(_bench.PathOf("a"), seal.ToVaultText().Reveal().PadRight(64 * 1024));
        File.WriteAllText(_bench.PathOf("b"), "-----BEGIN CERTIFICATE-----");

        Assert.Equal([null, ImportRefusal.UnreadableFile], _bench.Read().Rows.Select(row => row.Refusal));
    }

    [Fact]
    public void Passwords_of_several_files_are_tried_in_the_order_of_their_names()
    {
        File.WriteAllText(_bench.PathOf("b.txt"), "2");
        File.WriteAllText(_bench.PathOf("a.txt"), "1");
        var passwords = new KeyPasswords([new SecretText("3")], ["*.txt"]);

        Assert.Equal(["1", "2", "3"], passwords.For(_bench.PathOf("x.key")).Select(password => password.Reveal()));
        Assert.Equal(["3"], passwords.For("/nowhere/x.key").Select(password => password.Reveal()));
    }

    [Fact]
    public void A_search_and_a_reading_that_are_cancelled_end()
    {
        _bench.WriteSeals(3);
        using var stop = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() =>
            CertificateFolderReader.Read([_bench.Root], KeyPasswords.None, (_, _) => stop.Cancel(), stop.Token)
        );
        Assert.Throws<OperationCanceledException>(() => FolderWalk.Of([_bench.Root], stop.Token));
    }

    [Fact]
    public void A_file_that_is_named_alone_is_told_from_its_folder()
    {
        _bench.WriteOpen("x/1.pem", FolderBench.Seal(A)).Dispose();

        var folder = _bench.Read(KeyPasswords.None, _bench.PathOf("x/1.pem"));

        Assert.Equal((_bench.PathOf("x"), "1.pem"), (folder.Path, Assert.Single(folder.Rows).Row.Place));
    }

    [Fact]
    public async Task Certificates_of_one_name_without_keys_do_not_point_at_each_other()
    {
        using var one = _bench.WritePortal("a", FolderBench.Seal(A));
        File.Delete(_bench.PathOf("a.key"));
        File.WriteAllBytes(_bench.PathOf("a.cer"), KeyMaterialExport.ToCertificatePem(FolderBench.Seal(A)));

        var results = await _bench.ImportAsync();

        Assert.Equal(2, results.Count);
        Assert.All(results, result => Assert.Contains("no key in the folder", result.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task How_many_passwords_were_tried_is_told()
    {
        using var seal = _bench.WritePortal("a", FolderBench.Seal(A), new SecretText("Zupelnie-inne-1"));

        var results = await _bench.ImportAsync();

        Assert.Contains("(1 tried)", results[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_identity_whose_certificate_lies_there_is_named()
    {
        const string Number = "92092116350";
        _bench.WriteIdentity("person", Number);
        _bench
            .WriteOpen(
                "a.pem",
                TestMaterial.Person(
                    new Core.Keys.Certificates.CertificateIdentity(Core.Keys.Certificates.IdentityKind.Pesel, Number)
                )
            )
            .Dispose();

        Assert.Contains("'ktoś'", Assert.Single(await _bench.ImportAsync()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_certificate_that_a_newer_one_would_push_out_is_named()
    {
        var old = _bench.WriteOpen("a.pem", FolderBench.Seal(A)).Details.SerialNumber;
        await _bench.ImportAsync();
        _bench.WriteOpen("a.pem", FolderBench.Seal(A, days: 700)).Dispose();

        Assert.Contains($"({old})", Assert.Single(await _bench.ImportAsync()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_certificate_in_another_form_stays_as_it_lies()
    {
        _bench.WriteSeals(1);
        var name = Assert.Single(await _bench.ImportAsync()).SecretName!;
        var address = new SecretAddress("KsefVault", name);
        var text = (await _bench.Vault.ReadAsync([address], default))[address].Reveal() + "\n\n";
        await _bench.Vault.WriteAsync(new Dictionary<SecretAddress, SecretText> { [address] = new(text) }, default);
        _bench.Office.Profiles.Remove(_bench.Office.Profiles.PathOf(A));

        Assert.Equal(ImportOutcome.Imported, Assert.Single(await _bench.ImportAsync()).Outcome);

        Assert.Equal(text, (await _bench.Vault.ReadAsync([address], default))[address].Reveal());
        Assert.NotNull(_bench.SerialOf(A));
    }

    [Fact]
    public async Task A_revocation_that_did_not_come_to_its_end_revoked_nothing()
    {
        using var seal = _bench.WriteOpen("a.pem", FolderBench.Seal(A));
        using (
            OperationRecord.Begin(
                _bench.Office,
                TestMaterial.Clock,
                OperationKind.Revocation,
                "x",
                progress: null,
                ("serial", seal.Details.SerialNumber)
            )
        ) { }

        Assert.Equal(ImportOutcome.Imported, Assert.Single(await _bench.ImportAsync()).Outcome);
    }

    [Fact]
    public async Task A_plan_lists_the_vault_once_and_reads_no_secret_that_is_not_there()
    {
        _bench.WriteSeals(2);
        var vault = new FatefulVault(_bench.Vault);

        await _bench.PlanAsync(vault: vault);

        Assert.Equal([VaultAct.List], vault.Requests.Select(request => request.Act));
    }

    [Fact]
    public async Task A_plan_calls_a_client_as_its_file_does_and_a_new_one_as_its_certificate()
    {
        _bench.WriteSeals(2);
        _bench.WriteClient(A);

        var results = (await _bench.PlanAsync()).Rows.Select(row => row.ToResult(_bench.Office));

        Assert.Equal(["Klient", $"Firma {FolderBench.Client(2)}"], results.Select(result => result.Name));
    }
}
