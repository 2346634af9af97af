using KsefTools.Core.Identifiers;
using KsefTools.Core.Import;
using KsefTools.Core.Import.Folders;
using KsefTools.Core.Keys;
using KsefTools.Core.Lint;
using KsefTools.Core.Secrets;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Import.Folders;

/// <summary>A folder of the portal's files becomes secrets and profiles, whole or not at all.</summary>
public sealed class FolderImportTests : IDisposable
{
    private static readonly Nip A = FolderBench.Client(1);
    private static readonly Nip B = FolderBench.Client(2);

    private readonly FolderBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task The_portal_s_two_files_become_a_secret_and_a_profile_that_names_it()
    {
        using var seal = _bench.WritePortal("Alfa/uwierzytelnianie", FolderBench.Seal(A));

        var result = Assert.Single(await _bench.ImportAsync());

        Assert.Equal(
            (ImportOutcome.Imported, ImportCertainty.Sure, A.Value, seal.Details.SerialNumber),
            (result.Outcome, result.Certainty, result.Nip, result.SerialNumber)
        );
        Assert.Equal(
            (_bench.PathOf("Alfa/uwierzytelnianie.crt"), _bench.PathOf("Alfa/uwierzytelnianie.key"), _bench.Root),
            (result.File, result.KeyFile, result.Folder)
        );
        Assert.Equal(seal.Details.SerialNumber, _bench.SerialOf(A));
        Assert.Equal(($"Firma {A}", CredentialKind.Certificate), (_bench.Profile(A)!.Name, result.Kind));
    }

    [Fact]
    public async Task A_key_is_found_by_itself_whatever_the_files_are_called()
    {
        using var one = _bench.WritePortal("x", FolderBench.Seal(A));
        using var other = _bench.WritePortal("y", FolderBench.Seal(B));
        File.Move(_bench.PathOf("x.key"), _bench.PathOf("z"));
        File.Move(_bench.PathOf("y.key"), _bench.PathOf("x.key"));
        File.Move(_bench.PathOf("z"), _bench.PathOf("deep/er/y.key"));

        await _bench.ImportAsync();

        Assert.Equal(one.Details.SerialNumber, _bench.SerialOf(A));
        Assert.Equal(other.Details.SerialNumber, _bench.SerialOf(B));
    }

    [Fact]
    public async Task A_PFX_and_a_PEM_with_both_are_taken_too()
    {
        using var one = FolderBench.Seal(A);
        File.WriteAllBytes(_bench.PathOf("a.p12"), KeyMaterialExport.ToPfx(one, FolderBench.Password));
        using var other = _bench.WriteOpen("b.txt", FolderBench.Seal(B));

        var results = await _bench.ImportAsync();

        Assert.All(results, result => Assert.Equal((ImportOutcome.Imported, null), (result.Outcome, result.KeyFile)));
        Assert.Equal(one.Details.SerialNumber, _bench.SerialOf(A));
        Assert.Equal(other.Details.SerialNumber, _bench.SerialOf(B));
    }

    [Fact]
    public async Task Each_key_is_opened_by_the_password_that_lies_beside_it()
    {
        using var one = _bench.WritePortal("a/ksef", FolderBench.Seal(A), new SecretText("Pierwsze-haslo-1"));
        using var other = _bench.WritePortal("b/ksef", FolderBench.Seal(B), new SecretText("Drugie-haslo-22"));
        File.WriteAllText(_bench.PathOf("a/Hasło.txt"), "klucz KSeF\r\nhasło: Pierwsze-haslo-1\r\n");
        File.WriteAllText(_bench.PathOf("b/hasło.txt"), "Drugie-haslo-22");

        await _bench.ImportAsync(passwords: new KeyPasswords([], ["hasło*"]));

        Assert.NotNull(_bench.SerialOf(A));
        Assert.NotNull(_bench.SerialOf(B));
    }

    [Fact]
    public async Task A_plan_says_the_same_and_changes_nothing()
    {
        _bench.WriteSeals(2);

        var plan = await _bench.PlanAsync();

        Assert.All(plan.Rows, row => Assert.Equal(ImportOutcome.Imported, row.Outcome));
        Assert.Equal(0, _bench.Secrets);
        Assert.Empty(Directory.GetFiles(_bench.Office.ClientsPath));
    }

    [Fact]
    public async Task A_second_import_changes_nothing()
    {
        _bench.WriteSeals(30);
        await _bench.ImportAsync();
        var before = Directory.GetFiles(_bench.Office.ClientsPath).Order().Select(File.ReadAllText).ToList();

        var results = await _bench.ImportAsync();

        Assert.All(results, result => Assert.Equal(ImportOutcome.Unchanged, result.Outcome));
        Assert.Equal(before, Directory.GetFiles(_bench.Office.ClientsPath).Order().Select(File.ReadAllText));
        Assert.Equal(30, _bench.Secrets);
    }

    [Fact]
    public async Task A_newer_certificate_says_old_and_new_and_takes_the_place_with_force_alone()
    {
        var old = _bench.WriteOpen("a.pem", FolderBench.Seal(A)).Details.SerialNumber;
        await _bench.ImportAsync();
        var now = _bench.WriteOpen("a.pem", FolderBench.Seal(A, days: 700)).Details.SerialNumber;

        var refused = Assert.Single(await _bench.ImportAsync());
        Assert.Equal(nameof(ImportRefusal.OtherCertificateKept), refused.Refusal);
        Assert.Equal([$"certificate: {old} → {now}"], refused.Changes);
        Assert.Equal(old, _bench.SerialOf(A));

        var replaced = Assert.Single(await _bench.ImportAsync(new ImportOptions { Replace = true }));
        Assert.Equal(ImportOutcome.Replaced, replaced.Outcome);
        Assert.Equal(now, _bench.SerialOf(A));
    }

    [Fact]
    public async Task A_client_with_a_token_keeps_it_beside_the_certificate()
    {
        _bench.WriteClient(A, "# nasz\naccess:\n  - kind: token\n    secret: moj-token\n");
        _bench.WriteSeals(1);

        await _bench.ImportAsync();

        Assert.Equal(
            [CredentialKind.Token, CredentialKind.Certificate],
            _bench.Profile(A)!.Access.Select(entry => entry.Kind)
        );
        Assert.Contains("# nasz", File.ReadAllText(_bench.Office.Profiles.PathOf(A)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_certificates_the_one_that_lasts_longest_is_taken()
    {
        _bench.WriteOpen("2025.pem", FolderBench.Seal(A, days: 30)).Dispose();
        using var longest = _bench.WriteOpen("2026.pem", FolderBench.Seal(A, days: 700));
        _bench.WriteOpen("2027.pem", FolderBench.Seal(A, days: 60)).Dispose();

        var results = await _bench.ImportAsync();

        Assert.Equal(
            [nameof(ImportRefusal.Superseded), null, nameof(ImportRefusal.Superseded)],
            results.Select(result => result.Refusal)
        );
        Assert.Equal(longest.Details.SerialNumber, _bench.SerialOf(A));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(25)]
    [InlineData(31)]
    public async Task A_kill_after_any_secret_is_completed_by_the_next_run(int killedAfter)
    {
        _bench.WriteSeals(40);
        // After so many secrets nothing gets through any more, as for a process that is gone.
        var (writes, isGone) = (0, false);
        var vault = Vault(
            (request, pass) =>
            {
                isGone |= request.Act is VaultAct.Write && writes++ == killedAfter;
                return isGone ? throw new InvalidOperationException("gone") : pass();
            }
        );
        await _bench.ImportAsync(vault: vault);
        Assert.Equal(killedAfter, _bench.Secrets);

        var results = await _bench.ImportAsync();

        Assert.DoesNotContain(ImportOutcome.Failed, results.Select(result => result.Outcome));
        Assert.All(Enumerable.Range(1, 40), number => Assert.NotNull(_bench.SerialOf(FolderBench.Client(number))));
        Assert.Equal(40, _bench.Secrets);
        Assert.Empty(await new OfficeLint(_bench.Office, _bench.Vault).RunAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_profile_that_cannot_be_written_takes_its_new_secret_out_again()
    {
        _bench.WriteSeals(1);
        var blocking = VaultHandlings.AfterWriting(_ =>
            File.WriteAllText(_bench.Office.Profiles.PathOf(A), "not ours")
        );

        var result = Assert.Single(await _bench.ImportAsync(vault: Vault(blocking)));

        Assert.Equal(ImportOutcome.Failed, result.Outcome);
        Assert.Equal(0, _bench.Secrets);
    }

    [Fact]
    public async Task It_is_taken_back_with_its_secrets_and_files()
    {
        var text = File.ReadAllText(_bench.WriteClient(B));
        _bench.WriteSeals(2);
        await _bench.ImportAsync();

        var results = await _bench.UndoAsync();

        Assert.All(results, result => Assert.Equal(ImportOutcome.Undone, result.Outcome));
        Assert.Equal(["1.pem", "2.pem"], results.Select(ImportSummary.PlaceOf));
        Assert.Equal((0, null), (_bench.Secrets, _bench.Profile(A)));
        Assert.Equal(text, File.ReadAllText(_bench.Office.Profiles.PathOf(B)));
    }

    [Fact]
    public async Task A_certificate_that_took_another_s_place_gives_it_back()
    {
        var old = _bench.WriteOpen("a.pem", FolderBench.Seal(A)).Details.SerialNumber;
        await _bench.ImportAsync();
        _bench.WriteOpen("a.pem", FolderBench.Seal(A, days: 700)).Dispose();
        await _bench.ImportAsync(new ImportOptions { Replace = true });

        await _bench.UndoAsync();

        Assert.Equal((old, 1), (_bench.SerialOf(A), _bench.Secrets));
    }

    private FatefulVault Vault(VaultHandling handling) =>
        new(_bench.Vault) { WritesOneByOne = true, Handling = handling };
}
