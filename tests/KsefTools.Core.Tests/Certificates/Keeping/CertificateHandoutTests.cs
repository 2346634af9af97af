using KsefTools.Core.Access;
using KsefTools.Core.Certificates.Keeping;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Certificates.Keeping;

/// <summary>A certificate that leaves the vault: the files, and who got them.</summary>
public sealed class CertificateHandoutTests : ConversionTest
{
    private static readonly SecretText Password = new("Bezpieczne-2027");
    private readonly TemporaryFolder _folder = new();

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return base.DisposeAsync();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SecretAddress Seal => Bench.Office.FindIdentity("seal")!.SecretAddressOf(Bench.Office);

    [Fact]
    public async Task OpenSSL_opens_the_portal_s_two_files_and_finds_PBES2()
    {
        var details = await WriteAsync(Order("Fakturownia 2027"));
        var (key, certificate) = (_folder.PathOf("Fakturownia 2027.key"), _folder.PathOf("Fakturownia 2027.crt"));

        var secret = ExternalProgram.OpenSsl("pkey", "-in", key, "-passin", "pass:Bezpieczne-2027", "-pubout");
        var serial = ExternalProgram.OpenSsl("x509", "-in", certificate, "-noout", "-serial", "-pubkey");
        var structure = ExternalProgram.OpenSsl("asn1parse", "-in", key);

        Assert.Contains(secret.Trim(), serial, StringComparison.Ordinal);
        Assert.Contains(details.SerialNumber.TrimStart('0'), serial, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(":PBES2", structure, StringComparison.Ordinal);
        Assert.Contains(":aes-256-cbc", structure, StringComparison.Ordinal);
        Assert.StartsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----", await File.ReadAllTextAsync(key, Cancel));
    }

    [Fact]
    public async Task The_portal_s_files_are_their_owner_s_alone()
    {
        await WriteAsync(Order("Fakturownia"));

        if (OperatingSystem.IsWindows())
            return;
        foreach (var file in (string[])["Fakturownia.key", "Fakturownia.crt"])
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.PathOf(file)));
    }

    [Theory]
    [InlineData("key")]
    [InlineData("crt")]
    public async Task Where_one_of_the_two_is_there_already_neither_is_written(string ending)
    {
        var there = _folder.Write($"Saldeo.{ending}", "mine"u8.ToArray());

        await Assert.ThrowsAsync<IOException>(() => WriteAsync(Order("Saldeo")));

        Assert.Equal([there], Directory.GetFiles(Path.GetDirectoryName(there)!));
        Assert.Equal("mine", await File.ReadAllTextAsync(there, Cancel));
    }

    [Fact]
    public async Task The_register_says_who_got_what_when_and_until_when_it_is_good()
    {
        var details = await WriteAsync(Order("Fakturownia") with { Nip = "1111111111", To = "Fakturownia, Anna" });

        var handout = Assert.Single(HandoutRegister.Read(Bench.Office, Assert.Fail));

        Assert.Equal(
            ("Fakturownia, Anna", "1111111111", "Portal", details.SerialNumber, (DateTimeOffset?)details.ValidTo),
            (handout.To, handout.Nip, handout.Format, handout.SerialNumber, handout.ValidTo)
        );
        Assert.Equal(Clock.GetUtcNow(), handout.At);
        Assert.Equal((Seal.ToString(), _folder.PathOf("Fakturownia")), (handout.Secret, handout.Path));
    }

    [Fact]
    public async Task What_could_not_be_written_is_not_in_the_register()
    {
        var order = Order("Fakturownia") with { Path = _folder.PathOf("missing/Fakturownia") };

        await Assert.ThrowsAnyAsync<IOException>(() => WriteAsync(order));

        Assert.Empty(HandoutRegister.Read(Bench.Office, Assert.Fail));
    }

    [Fact]
    public async Task A_file_that_was_replaced_stays_where_the_other_one_could_not_be()
    {
        var key = _folder.Write("Saldeo.key", "old"u8.ToArray());
        Directory.CreateDirectory(_folder.PathOf("Saldeo.crt"));

        await Assert.ThrowsAnyAsync<SystemException>(() => WriteAsync(Order("Saldeo") with { Overwrite = true }));

        Assert.Contains("PRIVATE KEY", await File.ReadAllTextAsync(key, Cancel), StringComparison.Ordinal);
        Assert.Empty(HandoutRegister.Read(Bench.Office, Assert.Fail));
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task The_register_outlives_the_state_folder()
    {
        await WriteAsync(Order("Fakturownia") with { To = "Anna Nowak" });
        Directory.Delete(Bench.Office.StatePath, recursive: true);
        await WriteAsync(Order("Saldeo") with { To = "Ewa Kot" });

        Assert.Equal(["Anna Nowak", "Ewa Kot"], HandoutRegister.Read(Bench.Office, Assert.Fail).Select(one => one.To));
    }

    [Fact]
    public async Task An_export_that_the_journal_of_an_earlier_version_tells_of_alone_counts_as_well()
    {
        await WriteAsync(Order("Fakturownia") with { To = "Anna Nowak" });
        File.Delete(HandoutRegister.PathOf(Bench.Office));
        Clock.Advance(TimeSpan.FromDays(1));
        await WriteAsync(Order("Saldeo") with { To = "Ewa Kot" });

        Assert.Equal(["Anna Nowak", "Ewa Kot"], HandoutRegister.Read(Bench.Office, Assert.Fail).Select(one => one.To));
    }

    [Fact]
    public async Task Where_the_register_cannot_be_written_nothing_leaves_the_vault()
    {
        Directory.CreateDirectory(HandoutRegister.PathOf(Bench.Office));

        await Assert.ThrowsAsync<OfficeFolderException>(() => WriteAsync(Order("Fakturownia")));

        Assert.False(File.Exists(_folder.PathOf("Fakturownia.key")));
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
        Directory.Delete(HandoutRegister.PathOf(Bench.Office));
        Assert.Empty(HandoutRegister.Read(Bench.Office, Assert.Fail));
    }

    [Fact]
    public async Task A_line_that_a_full_disk_tore_costs_no_other()
    {
        await WriteAsync(Order("Fakturownia") with { To = "Anna Nowak" });
        await File.AppendAllTextAsync(HandoutRegister.PathOf(Bench.Office), """{"at":"2026-11-""", Cancel);
        await WriteAsync(Order("Saldeo") with { To = "Ewa Kot" });
        Directory.Delete(Bench.Office.StatePath, recursive: true);

        Assert.Equal(["Anna Nowak", "Ewa Kot"], HandoutRegister.Read(Bench.Office, Assert.Fail).Select(one => one.To));
    }

    [Fact]
    public async Task What_somebody_wrote_into_the_register_is_plain_text()
    {
        await File.WriteAllTextAsync(
            HandoutRegister.PathOf(Bench.Office),
            """{"at":"2026-11-01T10:00:00Z","step":"handed out","subject":"a\u001b[31m","nip":"'; x","""
                + """
                "to":"b\u001b]0;c\u0007"}

                """,
            Cancel
        );

        var handout = Assert.Single(HandoutRegister.Read(Bench.Office, Assert.Fail));

        Assert.Null(handout.Nip);
        Assert.Equal((null, null, null), (handout.ValidTo, handout.SerialNumber, handout.Identity));
        Assert.All([handout.Secret, handout.To!], text => Assert.True(PlainText.IsHarmless(text)));
    }

    [Fact]
    public async Task The_matrix_shows_it_at_each_client_that_the_certificate_serves()
    {
        var clients = new[] { Bench.AddClient(), Bench.AddClient() };
        foreach (var client in clients)
            Bench.AddAccess(client, new AccessEntry { Kind = CredentialKind.Certificate, Identity = "seal" });
        await WriteAsync(Order("Fakturownia") with { Identity = "seal", To = "Anna Nowak" });
        using var process = Bench.Start();

        var inventory = new AccessInventory(Bench.Office, process.Vault, process.Sessions, Clock);
        var rows = (await inventory.ReadHandoutsAsync(Assert.Fail)).ToList();

        Assert.Equal(clients.Select(client => client.Nip).Order(), rows.Select(row => row.Nip).Order());
        Assert.All(
            rows,
            row =>
                Assert.Equal(
                    (AccessKind.Handout, "Anna Nowak", "Portal", false),
                    (row.Kind, row.HolderName, row.What, row.IsOurs)
                )
        );
        Assert.True(new AccessFilter(["*nowak*"], NotOurs: true).Fits(rows[0]));
    }

    [Fact]
    public async Task Where_another_program_puts_one_of_the_two_there_meanwhile_no_key_is_left_beside_it()
    {
        var certificate = _folder.PathOf("Saldeo.crt");
        // The clock is read for the journal: after it was seen that neither is there, before the first is written.
        var clock = new MeddlingClock(Clock, () => File.WriteAllText(certificate, "theirs"));
        var handout = new CertificateHandout(Bench.Office, Bench.Vault, clock);

        await Assert.ThrowsAsync<IOException>(() => handout.WriteAsync(Order("Saldeo"), Password, Cancel));

        Assert.Equal([certificate], Directory.GetFiles(Path.GetDirectoryName(certificate)!));
        Assert.Equal("theirs", await File.ReadAllTextAsync(certificate, Cancel));
        Assert.Empty(HandoutRegister.Read(Bench.Office, Assert.Fail));
    }

    [Fact]
    public async Task Where_a_pipe_is_in_the_register_s_place_nothing_leaves_the_vault()
    {
        MakePipeOfRegister();

        var error = await Assert.ThrowsAsync<OfficeFolderException>(() => WriteAsync(Order("Fakturownia")));

        Assert.Contains("pipe", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.PathOf("Fakturownia.key")));
    }

    [Fact]
    public void A_register_that_cannot_be_read_is_told()
    {
        MakePipeOfRegister();
        var told = new List<string>();

        Assert.Empty(HandoutRegister.Read(Bench.Office, told.Add));

        Assert.StartsWith($"'{HandoutRegister.PathOf(Bench.Office)}': ", Assert.Single(told), StringComparison.Ordinal);
    }

    private void MakePipeOfRegister()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no pipes under names of files");
        Assert.Equal(0, ExternalProgram.Run("mkfifo", HandoutRegister.PathOf(Bench.Office)).ExitCode);
    }

    private HandoutOrder Order(string name) =>
        new(Seal, _folder.PathOf(name), CertificateFileFormat.Portal, Overwrite: false);

    private Task<CertificateDetails> WriteAsync(HandoutOrder order) =>
        new CertificateHandout(Bench.Office, Bench.Vault, Clock).WriteAsync(order, Password, Cancel);

    private sealed class MeddlingClock(TimeProvider inner, Action meddle) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            meddle();
            return inner.GetUtcNow();
        }
    }
}
