using System.Security.Cryptography.X509Certificates;
using KsefTools.Core.Certificates.Revocation;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Import;
using KsefTools.Core.Import.Folders;
using KsefTools.Core.Journal;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Certificates;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Import.Folders;

/// <summary>Whatever lies in a folder has one row that says why it is not taken, and costs no other file.</summary>
public sealed class FolderFilesTests : IDisposable
{
    private static readonly Nip A = FolderBench.Client(1);

    private readonly FolderBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_certificate_without_its_key_and_a_key_without_its_certificate_are_named()
    {
        using var one = _bench.WritePortal("a", FolderBench.Seal(A));
        using var other = _bench.WritePortal("b", FolderBench.Seal(A));
        File.Delete(_bench.PathOf("a.key"));
        File.Delete(_bench.PathOf("b.crt"));

        Assert.Equal(
            [("a.crt", nameof(ImportRefusal.KeyMissing)), ("b.key", nameof(ImportRefusal.CertificateMissing))],
            Said(await _bench.ImportAsync())
        );
    }

    [Fact]
    public async Task A_key_that_no_password_opens_is_named_beside_its_certificate()
    {
        using var seal = _bench.WritePortal("a", FolderBench.Seal(A), new SecretText("Zupelnie-inne-1"));

        var results = await _bench.ImportAsync();

        Assert.Equal(
            [("a.crt", nameof(ImportRefusal.KeyMissing)), ("a.key", nameof(ImportRefusal.Locked))],
            Said(results)
        );
        Assert.Contains("a.key", results[0].Reason, StringComparison.Ordinal);
        Assert.Contains("1 tried", results[1].Reason, StringComparison.Ordinal);
        Assert.Equal(1, _bench.Read(KeyPasswords.None).Locked);
    }

    [Theory]
    [InlineData("damaged.crt", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n")]
    [InlineData("empty.key", "")]
    [InlineData("other.pem", "-----BEGIN PGP MESSAGE-----\nMIIB\n-----END PGP MESSAGE-----\n")]
    [InlineData("note.pfx", "hasło jest w sejfie")]
    public async Task A_file_that_is_none_is_refused_and_the_others_go_on(string name, string text)
    {
        File.WriteAllText(_bench.PathOf(name), text);
        _bench.WriteSeals(1);

        var results = await _bench.ImportAsync();

        Assert.Contains((name, nameof(ImportRefusal.UnreadableFile)), Said(results));
        Assert.NotNull(_bench.SerialOf(A));
    }

    [Fact]
    public async Task A_pipe_a_link_and_a_file_too_large_are_refused_at_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no pipes under names of files");
        Assert.Equal(0, ExternalProgram.Run("mkfifo", _bench.PathOf("pipe.key")).ExitCode);
        using var elsewhere = new TemporaryFolder();
        File.CreateSymbolicLink(_bench.PathOf("link.crt"), elsewhere.Write("a.crt", "x"));
        Directory.CreateSymbolicLink(_bench.PathOf("loop"), _bench.Root);
        using (var large = File.Create(_bench.PathOf("large.pfx")))
            large.SetLength(1L << 40);

        Assert.All(
            Said(await _bench.ImportAsync()),
            said => Assert.Equal(nameof(ImportRefusal.UnreadableFile), said.Refusal)
        );
    }

    [Fact]
    public async Task Files_of_other_kinds_are_counted_and_not_read()
    {
        _bench.WriteSeals(1);
        File.WriteAllText(_bench.PathOf("UPO.pdf"), "%PDF");
        File.WriteAllText(_bench.PathOf("tokeny.csv"), "NIP;Token");

        Assert.Single(await _bench.ImportAsync());
        Assert.Equal(2, _bench.Read().Others);
    }

    [Fact]
    public async Task Copies_are_told_from_what_they_are_copies_of()
    {
        using var seal = _bench.WritePortal("a", FolderBench.Seal(A));
        File.Copy(_bench.PathOf("a.crt"), _bench.PathOf("kopia/a.crt"));
        File.Copy(_bench.PathOf("a.key"), _bench.PathOf("kopia/a.key"));

        var results = await _bench.ImportAsync();

        Assert.Equal(
            [ImportOutcome.Imported, ImportOutcome.Duplicate, ImportOutcome.Duplicate],
            results.Select(result => result.Outcome)
        );
        Assert.NotNull(_bench.SerialOf(A));
    }

    [Fact]
    public async Task Names_with_quotes_brackets_and_control_characters_are_shown_without_harm()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no such names");
        using var seal = _bench.WriteOpen("we'ird [1] \u001b]0;x\u0007\n.pem", FolderBench.Seal(A));

        var result = Assert.Single(await _bench.ImportAsync());

        Assert.Equal(ImportOutcome.Imported, result.Outcome);
        Assert.True(PlainText.IsHarmless(ImportSummary.PlaceOf(result)));
        Assert.Equal(ImportOutcome.Undone, Assert.Single(await _bench.UndoAsync()).Outcome);
    }

    [Fact]
    public void A_folder_without_any_says_so() =>
        Assert.Contains(
            "no certificate",
            Assert.Throws<SpreadsheetException>(() => _bench.Read()).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_file_that_is_named_twice_counts_once()
    {
        _bench.WriteSeals(1);
        var folder = _bench.Read(KeyPasswords.None, _bench.Root, _bench.PathOf("1.pem"), _bench.Root);

        Assert.Equal(_bench.Root, folder.Path);
        Assert.Single(folder.Rows);
    }

    [Fact]
    public async Task An_Offline_certificate_stays_where_it_is()
    {
        _bench.WriteOpen("qr.pem", FolderBench.Issued("TEST CCK KSeF", X509KeyUsageFlags.NonRepudiation)).Dispose();

        var results = await _bench.ImportAsync();

        Assert.Equal([("qr.pem", nameof(ImportRefusal.OfflineCertificate))], Said(results));
        Assert.Null(ImportSummary.Refusals(_bench.Root, results));
    }

    [Fact]
    public async Task A_certificate_that_KSeF_would_not_take_is_refused()
    {
        _bench.WriteClient(Nip.Parse(TestMaterial.Nip));
        _bench.WriteOpen("prod.pem", FolderBench.Issued("CCK KSeF", X509KeyUsageFlags.DigitalSignature)).Dispose();
        _bench
            .WriteOpen("old.pem", FolderBench.Issued("TEST CCK KSeF", X509KeyUsageFlags.DigitalSignature, days: -1))
            .Dispose();

        Assert.All(
            Said(await _bench.ImportAsync()),
            said => Assert.Equal(nameof(ImportRefusal.UnusableCertificate), said.Refusal)
        );
    }

    [Fact]
    public async Task A_certificate_that_the_office_has_revoked_does_not_come_in_again()
    {
        using var seal = _bench.WriteOpen("a.pem", FolderBench.Seal(A));
        using (
            var record = OperationRecord.Begin(
                _bench.Office,
                TestMaterial.Clock,
                OperationKind.Revocation,
                "x",
                progress: null,
                ("serial", seal.Details.SerialNumber)
            )
        )
        {
            record.Write(RevocationStep.Revoked);
            record.TryFinish();
        }

        var result = Assert.Single(await _bench.ImportAsync(new ImportOptions { Replace = true }));

        Assert.Equal(nameof(ImportRefusal.RevokedHere), result.Refusal);
        Assert.Null(ImportSummary.Refusals(_bench.Root, [result]));
    }

    [Fact]
    public async Task No_row_holds_a_key_or_a_password()
    {
        using var seal = _bench.WritePortal("a", FolderBench.Seal(A));
        using var other = _bench.WritePortal("b", FolderBench.Seal(FolderBench.Client(2)), new SecretText("kanarek-1"));
        File.WriteAllText(_bench.PathOf("hasło.txt"), "kanarek-2\nkanarek-3");

        var plan = await _bench.PlanAsync(passwords: new KeyPasswords([FolderBench.Password], ["*.txt"]));
        var said = string.Join('\n', plan.Rows.Select(row => $"{row} {row.ToResult(_bench.Office)}"));

        Assert.DoesNotContain("PRIVATE", said, StringComparison.Ordinal);
        Assert.DoesNotContain("kanarek", said, StringComparison.Ordinal);
        Assert.DoesNotContain(FolderBench.Password.Reveal(), said, StringComparison.Ordinal);
    }

    private static IEnumerable<(string File, string? Refusal)> Said(IEnumerable<KsefImportResult> results) =>
        results.Select(result => (ImportSummary.PlaceOf(result), result.Refusal));
}
