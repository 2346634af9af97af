using KsefTools.Core.Journal;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Journal;

/// <summary>Records of before: what is open, what it is, and whose.</summary>
public sealed class WrittenRecordsTests : IDisposable
{
    private readonly OfficeBench _bench = new();

    public static TheoryData<string> Records =>
        [.. WrittenRecord.Names.Where(name => WrittenRecord.Of(name).Steps[^1] == JournalFile.Finished)];

    public void Dispose() => _bench.Dispose();

    [Theory]
    [MemberData(nameof(Records))]
    public void One_with_its_last_line_is_not_open(string name)
    {
        WrittenRecord.Of(name).PutInto(_bench.Office.Path, lastStep: null);

        Assert.Empty(JournalReader.FindOpen(_bench.Office));
        Assert.Single(JournalReader.ReadAll(_bench.Office));
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void One_without_its_last_line_is_open_and_says_all_that_was_written(string name)
    {
        var written = WrittenRecord.Of(name);
        foreach (var step in written.Steps.SkipLast(1))
        {
            written.PutInto(_bench.Office.Path, step);

            var open = Assert.Single(JournalReader.FindOpen(_bench.Office));

            Assert.Equal(
                written.Steps.TakeWhile(one => one != step).Append(step),
                open.Entries.Select(entry => entry.Step)
            );
            Assert.NotEmpty(open.Subject);
        }
    }

    [Theory]
    [InlineData("import", "import")]
    [InlineData("export", "export")]
    [InlineData("enrolment", "enrolment")]
    [InlineData("enrolment-offline", "enrolment")]
    [InlineData("renewal", "renewal")]
    [InlineData("revocation", "revocation")]
    [InlineData("grant-person", "grant")]
    [InlineData("withdrawal", "withdrawal")]
    [InlineData("conversion", "conversion")]
    [InlineData("retirement", "retirement")]
    [InlineData("restore", "restore")]
    [InlineData("signing", "signing")]
    public void Each_is_found_by_its_kind_and_by_no_other(string name, string kind)
    {
        WrittenRecord.Of(name).PutInto(_bench.Office.Path, JournalFile.Started);

        var open = Assert.Single(JournalReader.FindOpen(_bench.Office));

        Assert.Equal(kind, open.Kind.Name);
        Assert.Single(JournalReader.FindOpen(_bench.Office, [open.Kind]));
        Assert.Empty(JournalReader.FindOpen(_bench.Office, [.. OperationKind.All.Where(other => other != open.Kind)]));
    }

    [Theory]
    [InlineData("import", "Import-KsefCredential '/home/anna/tokens.csv'")]
    [InlineData("enrolment", "Request-KsefCertificate -Identity 'seal'")]
    [InlineData("enrolment-offline", "Request-KsefCertificate -Identity 'seal' -Type 'Offline'")]
    [InlineData("renewal", "Update-KsefCertificate -Identity 'seal'")]
    [InlineData("revocation", "Revoke-KsefCertificate -SerialNumber '03A7D26790742A11' -Reason 'KeyCompromise'")]
    [InlineData(
        "grant-open",
        "Grant-KsefPermission -Nip 5265877635 -Permission 'InvoiceRead','InvoiceWrite' -Office -CanDelegate"
    )]
    [InlineData("grant-indirect", "Grant-KsefPermission -AllPartners -Permission 'InvoiceRead' -Pesel (Read-Host)")]
    [InlineData(
        "grant-person",
        "Grant-KsefPermission -Nip 5265877635 -Permission 'InvoiceRead','Introspection' -Pesel (Read-Host)"
    )]
    [InlineData("withdrawal", "Revoke-KsefPermission -Nip 5265877635 -Id '32890a46-d080-7fec-5785-dda00cb53e0b'")]
    [InlineData("conversion", "Convert-KsefToCertificate 1111111111")]
    [InlineData("conversion-anna", "Convert-KsefToCertificate 1111111111 -Identity 'anna'")]
    [InlineData("retirement", "Convert-KsefToCertificate 1111111111 -RevokeToken")]
    [InlineData("restore", "Restore-KsefToken 1111111111")]
    [InlineData(
        "signing",
        "Complete-KsefSigningRequest -Path '/home/anna/signing/5250005001-seal-do-20261127-0608-signed.xml'"
    )]
    public void Each_names_the_command_that_completes_it(string name, string remedy)
    {
        _bench.WriteSettings(
            "nip: \"5260001246\"\nname: S\nvault: KsefVault\nidentities:\n- name: seal\n  kind: seal\n  subject: "
                + "\"5260001246\"\n"
        );
        WrittenRecord
            .Of(name)
            .PutInto(
                _bench.Office.Path,
                JournalFile.Started,
                ("environment", "production"),
                ("nip", "1111111111"),
                ("id", "32890a46-d080-7fec-5785-dda00cb53e0b"),
                ("", "03A7D26790742A11")
            );

        var open = Assert.Single(JournalReader.FindOpen(_bench.Office));

        Assert.Equal(remedy, open.Kind.RemedyOf(open, _bench.Office));
    }

    [Fact]
    public void A_grant_that_a_later_record_went_on_with_is_not_open()
    {
        WrittenRecord.Of("grant-open").PutInto(_bench.Office.Path, lastStep: null);
        Assert.Single(JournalReader.FindOpen(_bench.Office));

        WrittenRecord.Of("grant-continued").PutInto(_bench.Office.Path, lastStep: null);

        Assert.Empty(JournalReader.FindOpen(_bench.Office));
    }
}
