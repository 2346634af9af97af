using KsefTools.Core.Identifiers;
using KsefTools.Core.Import;
using KsefTools.Core.Import.Folders;
using KsefTools.Core.Secrets;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Import.Folders;

/// <summary>Which passwords open a key, which files are looked at, and where a certificate's secret goes.</summary>
public sealed class FolderPlacesTests : IDisposable
{
    private static readonly Nip A = FolderBench.Client(1);
    private static readonly ImportOptions Force = new() { Replace = true };
    private readonly FolderBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("hasło: Haslo-2027-kluczy", true)]
    [InlineData("hasło=Haslo-2027-kluczy", true)]
    [InlineData("hasło\tHaslo-2027-kluczy", true)]
    [InlineData("Haslo-2027-kluczy", true)]
    [InlineData("klucz:\n\n  Haslo-2027-kluczy  ", true)]
    [InlineData("hasło Haslo-2027-kluczy", false)]
    public async Task A_password_is_found_in_a_file_beside_the_key(string text, bool opens)
    {
        using var seal = _bench.WritePortal("a/x", FolderBench.Seal(A));
        File.WriteAllText(_bench.PathOf("a/haslo.txt"), text);

        await _bench.ImportAsync(passwords: new KeyPasswords([], ["*.md", "HASLO.*"]));

        Assert.Equal(opens, _bench.SerialOf(A) is not null);
    }

    [Theory]
    [InlineData(19, true)]
    [InlineData(20, false)]
    public async Task Twenty_lines_of_such_a_file_are_tried(int before, bool opens)
    {
        using var seal = _bench.WritePortal("a", FolderBench.Seal(A));
        File.WriteAllText(_bench.PathOf("h.txt"), Lines(before) + FolderBench.Password.Reveal());

        await _bench.ImportAsync(passwords: new KeyPasswords([], ["h.txt"]));

        Assert.Equal(opens, _bench.SerialOf(A) is not null);
    }

    [Theory]
    [InlineData(16 * 1024, true)]
    [InlineData((16 * 1024) + 1, false)]
    public async Task A_file_too_large_for_passwords_is_none(int size, bool opens)
    {
        using var seal = _bench.WritePortal("a", FolderBench.Seal(A));
        File.WriteAllText(_bench.PathOf("h.txt"), (FolderBench.Password.Reveal() + "\n").PadRight(size));

        await _bench.ImportAsync(passwords: new KeyPasswords([], ["h.txt"]));

        Assert.Equal(opens, _bench.SerialOf(A) is not null);
    }

    [Fact]
    public async Task A_link_to_a_file_of_passwords_is_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right there");
        using var seal = _bench.WritePortal("a", FolderBench.Seal(A));
        using var elsewhere = new TemporaryFolder();
        File.CreateSymbolicLink(_bench.PathOf("h.txt"), elsewhere.Write("h.txt", FolderBench.Password.Reveal()));

        await _bench.ImportAsync(passwords: new KeyPasswords([], ["h.txt"]));

        Assert.Null(_bench.SerialOf(A));
    }

    [Fact]
    public async Task Without_a_name_of_such_files_none_is_read_and_none_was_tried()
    {
        using var seal = _bench.WritePortal("a", FolderBench.Seal(A));
        File.WriteAllText(_bench.PathOf("h.txt"), FolderBench.Password.Reveal());

        var results = await _bench.ImportAsync(passwords: KeyPasswords.None);

        Assert.Contains("none was given", results[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_lies_beside_the_key_is_tried_before_what_was_given_and_each_once()
    {
        File.WriteAllText(_bench.PathOf("h.txt"), "b\na");
        var passwords = new KeyPasswords([new SecretText("a"), new SecretText("c")], ["h.txt"]);
        Assert.Equal(["b", "a", "c"], passwords.For(_bench.PathOf("x.key")).Select(password => password.Reveal()));
    }

    [Fact]
    public void A_file_among_other_files_begins_as_a_key_or_is_left_alone()
    {
        using var seal = FolderBench.Seal(A);
        var text = seal.ToVaultText().Reveal();
        File.WriteAllText(_bench.PathOf("a"), text);
        File.WriteAllText(_bench.PathOf("large"), text.PadRight((64 * 1024) + 1));
        File.WriteAllText(_bench.PathOf("empty"), "");
        File.WriteAllText(_bench.PathOf("late"), new string(' ', 80) + text);

        var folder = _bench.Read();

        Assert.Equal(["a"], folder.Rows.Select(row => row.Row.Place));
        Assert.Equal(3, folder.Others);
        Assert.True(CertificateFolderReader.IsOne(_bench.PathOf("a")));
        Assert.True(CertificateFolderReader.IsOne(_bench.Root));
        Assert.True(CertificateFolderReader.IsOne(_bench.PathOf("not-there.PFX")));
        Assert.False(CertificateFolderReader.IsOne(_bench.PathOf("large")));
        Assert.False(CertificateFolderReader.IsOne(_bench.PathOf("not-there")));
    }

    [Fact]
    public void Folders_and_files_that_are_named_together_are_told_from_the_folder_that_all_are_in()
    {
        _bench.WriteOpen("x/a/1.pem", FolderBench.Seal(A)).Dispose();
        _bench.WriteOpen("x/ab/2.pem", FolderBench.Seal(FolderBench.Client(2))).Dispose();
        _bench.WriteOpen("x/ab/3.pem", FolderBench.Seal(FolderBench.Client(3))).Dispose();

        var two = _bench.Read(KeyPasswords.None, _bench.PathOf("x/a"), _bench.PathOf("x/ab/2.pem"));
        var one = _bench.Read(KeyPasswords.None, _bench.PathOf("x/ab/2.pem"), _bench.PathOf("x/ab/3.pem"));
        var nested = _bench.Read(KeyPasswords.None, _bench.PathOf("x/ab/3.pem"), _bench.PathOf("x") + "/");

        Assert.Equal(
            [_bench.PathOf("x"), _bench.PathOf("x/ab"), _bench.PathOf("x")],
            [two.Path, one.Path, nested.Path]
        );
        Assert.Equal(["a/1.pem", "ab/2.pem"], two.Rows.Select(row => row.Row.Place));
    }

    [Fact]
    public void Each_file_that_is_read_is_told_with_how_many_there_are()
    {
        _bench.WriteSeals(3);
        var told = new System.Collections.Concurrent.ConcurrentBag<(int Done, int All)>();

        CertificateFolderReader.Read([_bench.Root], KeyPasswords.None, (done, all) => told.Add((done, all)));

        Assert.Equal([(1, 3), (2, 3), (3, 3)], told.Order());
    }

    [Theory]
    [InlineData(null, "KsefVault", null)]
    [InlineData("Inny", "Inny", "Inny")]
    public async Task A_certificate_goes_into_the_vault_of_the_call_or_the_office_s(
        string? called,
        string vault,
        string? written
    )
    {
        using var seal = _bench.WriteOpen("a.pem", FolderBench.Seal(A));

        await _bench.ImportAsync(new ImportOptions { Vault = called });

        var entry = Assert.Single(_bench.Profile(A)!.Access);
        Assert.Equal(
            (written, DateOnly.FromDateTime(seal.Details.ValidFrom.UtcDateTime)),
            (entry.Vault, entry.GeneratedOn)
        );
        Assert.Single(await _bench.Vault.ListAsync(vault, default));
    }

    [Theory]
    [InlineData("", "demo", "demo")]
    [InlineData("environment: test\n", "demo", "test")]
    [InlineData("environment: demo\n", "test", "demo")]
    [InlineData("# here\n", "demo", "test")]
    public async Task A_client_s_file_says_its_environment_before_the_call(string file, string called, string expected)
    {
        using var seal = _bench.WriteOpen("a.pem", FolderBench.Seal(A));
        if (file.Length > 0)
            _bench.WriteClient(A, file);

        var row = Assert.Single((await _bench.PlanAsync(new ImportOptions { Environment = called })).Rows);

        Assert.Equal(expected, row.Environment);
    }

    [Fact]
    public async Task A_client_s_own_name_is_told_and_not_the_certificate_s()
    {
        _bench.WriteSeals(1);
        _bench.WriteClient(A);

        var result = Assert.Single(await _bench.ImportAsync());

        Assert.Equal("Klient", result.Name);
        Assert.Empty(result.Changes);
    }

    [Fact]
    public async Task A_client_s_file_that_is_damaged_refuses_its_certificate_and_no_other()
    {
        _bench.WriteSeals(2);
        File.WriteAllText(_bench.Office.Profiles.PathOf(A), "nip: [\n");

        var results = await _bench.ImportAsync();

        Assert.Equal([nameof(ImportRefusal.BrokenProfile), null], results.Select(result => result.Refusal));
    }

    [Fact]
    public async Task A_certificate_whose_secret_is_lost_gets_its_place_back()
    {
        var serial = _bench.WriteOpen("a.pem", FolderBench.Seal(A)).Details.SerialNumber;
        _bench.WriteClient(A, $"access:\n- kind: certificate\n  secret: moj\n  serial: {serial.ToLowerInvariant()}\n");

        var result = Assert.Single(await _bench.ImportAsync());

        Assert.Equal((ImportOutcome.Imported, "moj"), (result.Outcome, result.SecretName));
        Assert.Equal(serial, _bench.SerialOf(A));
    }

    [Fact]
    public async Task Another_office_s_name_is_left_for_a_place_of_ours()
    {
        var serial = _bench.WriteOpen("a.pem", FolderBench.Seal(A)).Details.SerialNumber;
        _bench.WriteClient(
            A,
            $"access:\n- kind: certificate\n  secret: ksef-test-{A}-certificate-o00000001\n  serial: {serial}\n"
        );

        await _bench.ImportAsync();

        Assert.Equal(serial, _bench.SerialOf(A));
        Assert.NotEqual($"ksef-test-{A}-certificate-o00000001", Assert.Single(_bench.Profile(A)!.Access).Secret);
    }

    [Fact]
    public async Task Beside_several_certificates_a_new_one_asks_which_it_replaces_and_one_of_them_gets_back()
    {
        using var known = FolderBench.Seal(A);
        _bench.WriteClient(
            A,
            "access:\n- kind: certificate\n  secret: a\n  serial: 0123456789ABCDEF\n- kind: certificate\n  secret: b\n"
                + $"  serial: {known.Details.SerialNumber}\n"
        );
        _bench.WriteOpen("new.pem", FolderBench.Seal(A)).Dispose();

        var refused = Assert.Single(await _bench.ImportAsync(Force));
        Assert.Equal(nameof(ImportRefusal.OtherCertificateKept), refused.Refusal);
        Assert.Contains($"Set-KsefCredential {A}", refused.Reason, StringComparison.Ordinal);

        File.Delete(_bench.PathOf("new.pem"));
        _bench.WriteOpen("known.pem", known);
        var result = Assert.Single(await _bench.ImportAsync());
        Assert.Equal((ImportOutcome.Imported, "b"), (result.Outcome, result.SecretName));
        Assert.Equal(["a", "b"], _bench.Profile(A)!.Access.Select(entry => entry.Secret));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_lies_where_a_certificate_would_go_is_never_written_over(bool isCertificate)
    {
        using var other = FolderBench.Seal(A);
        var lying = isCertificate ? other.ToVaultText() : new SecretText("a note");
        var serial = _bench.WriteOpen("a.pem", FolderBench.Seal(A)).Details.SerialNumber;
        _bench.WriteClient(A, $"access:\n- kind: certificate\n  secret: moj\n  serial: {serial}\n");
        var address = new SecretAddress("KsefVault", "moj");
        await _bench.Vault.WriteAsync(new Dictionary<SecretAddress, SecretText> { [address] = lying }, default);

        var result = Assert.Single(await _bench.ImportAsync(Force));

        Assert.Equal(nameof(ImportRefusal.OtherCertificateKept), result.Refusal);
        Assert.Null(result.SecretName);
        Assert.Equal(lying, (await _bench.Vault.ReadAsync([address], default))[address]);
    }

    [Fact]
    public async Task A_certificate_that_is_here_makes_a_shorter_one_superseded_and_a_longer_one_wait_for_force()
    {
        _bench.WriteOpen("a.pem", FolderBench.Seal(A, days: 300)).Dispose();
        await _bench.ImportAsync();
        _bench.WriteOpen("b.pem", FolderBench.Seal(A, days: 100)).Dispose();
        _bench.WriteOpen("c.pem", FolderBench.Seal(A, days: 600)).Dispose();

        Assert.Equal(
            [null, nameof(ImportRefusal.OtherCertificateKept), nameof(ImportRefusal.OtherCertificateKept)],
            (await _bench.ImportAsync()).Select(result => result.Refusal)
        );
        var forced = await _bench.ImportAsync(Force);
        Assert.Equal(
            [ImportOutcome.Unchanged, ImportOutcome.Refused, ImportOutcome.Replaced],
            forced.Select(result => result.Outcome)
        );
        Assert.Contains("'c.pem'", forced[1].Reason, StringComparison.Ordinal);
        Assert.Null(forced[1].SecretName);
    }

    private static string Lines(int count) => string.Concat(Enumerable.Range(0, count).Select(n => $"x{n}\n"));
}
