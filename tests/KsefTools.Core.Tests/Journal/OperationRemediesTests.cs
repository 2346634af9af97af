using KsefTools.Core.Journal;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Journal;

/// <summary>The command that completes an interrupted operation names what its record names.</summary>
public sealed class OperationRemediesTests : IDisposable
{
    private readonly OfficeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("undoing", "x", "", "Import-KsefCredential -Undo")]
    [InlineData(
        "moving",
        "x",
        "nip=1111111111 secret=s to=Biuro",
        "Move-KsefCredential -Nip 1111111111 -SecretName 's' -Vault 'Biuro'"
    )]
    [InlineData(
        "moving",
        "x",
        "identity=seal secret=s to=Biuro",
        "Move-KsefCredential -Identity 'seal' -Vault 'Biuro'"
    )]
    [InlineData("moving", "x", "secret=s to=Biuro", null)]
    [InlineData(
        "export",
        "KsefVault/ksef-prod-1111111111-x",
        "path=c.pfx",
        "Export-KsefCredential -Nip 1111111111 -SecretName 'ksef-prod-1111111111-x' -Path 'c.pfx'"
    )]
    [InlineData(
        "export",
        "klient",
        "nip=1111111111 path=c.pfx",
        "Export-KsefCredential -Nip 1111111111 -SecretName 'klient' -Path 'c.pfx'"
    )]
    [InlineData(
        "export",
        "KsefVault/ksef-prod-5265877635-x",
        "nip=1111111111 path=c.pfx",
        "Export-KsefCredential -Nip 1111111111 -SecretName 'ksef-prod-5265877635-x' -Path 'c.pfx'"
    )]
    [InlineData(
        "export",
        "KsefVault/seal",
        "identity=seal path=c.pfx",
        "Export-KsefCredential -Identity 'seal' -SecretName 'seal' -Path 'c.pfx'"
    )]
    [InlineData("export", "KsefVault/seal", "path=c.pfx", null)]
    [InlineData(
        "export",
        "Biuro/2/ksef-prod-1111111111-x",
        "path=c.pfx",
        "Export-KsefCredential -Nip 1111111111 -SecretName 'ksef-prod-1111111111-x' -Path 'c.pfx'"
    )]
    [InlineData(
        "renewal",
        "x",
        "type=Offline holder=Client holderName=1111111111",
        "Request-KsefCertificate -Nip 1111111111 -Type 'Offline'"
    )]
    [InlineData(
        "conversion",
        "x",
        "nip=1111111111 route=OwnCertificate",
        "Convert-KsefToCertificate 1111111111 -AllowOwnCertificate"
    )]
    [InlineData("conversion", "x", "nip=garbage", null)]
    [InlineData(
        "generation",
        "x",
        "nip=1111111111 permissions=InvoiceRead,InvoiceWrite",
        "New-KsefToken 1111111111 -Permission 'InvoiceRead','InvoiceWrite'"
    )]
    [InlineData("generation", "x", "nip=1111111111", "New-KsefToken 1111111111")]
    [InlineData("rotation", "x", "nip=1111111111", "Update-KsefToken 1111111111")]
    [InlineData(
        "ending",
        "x",
        "nip=1111111111 reference=20251120-EC",
        "Revoke-KsefToken 1111111111 -Reference '20251120-EC'"
    )]
    [InlineData("departure", "x", "holder=92092116352 nip=1111111111", "Revoke-KsefAccess -Holder (Read-Host)")]
    [InlineData("departure", "x", "nip=1111111111", "Revoke-KsefAccess -Nip 1111111111")]
    [InlineData("departure", "x", "", null)]
    [InlineData(
        "grant",
        "5265877635: Nip 5260001246: InvoiceRead",
        "kind=Entity",
        "Grant-KsefPermission -Nip 5265877635 -Permission 'InvoiceRead' -Office"
    )]
    [InlineData(
        "grant",
        "5265877635: Nip 1111111111: InvoiceRead+",
        "kind=Entity name=F",
        "Grant-KsefPermission -Nip 5265877635 -Permission 'InvoiceRead' -EntityNip 1111111111 "
            + "-EntityName 'F' -CanDelegate"
    )]
    [InlineData(
        "storing",
        "x",
        "nip=1111111111",
        "Set-KsefCredential -Nip 1111111111 -Token (Read-Host -AsSecureString)"
    )]
    [InlineData("storing", "x", "nip=garbage", null)]
    [InlineData(
        "export",
        "KsefVault/seal",
        "identity=seal path=c.zip format=Zip to=erp",
        "Export-KsefCredential -Identity 'seal' -SecretName 'seal' -Path 'c.zip' -Format 'Zip' -To 'erp'"
    )]
    [InlineData(
        "enrolment",
        "x",
        "type=Authentication holder=OfficeIdentity holderName=seal",
        "Request-KsefCertificate -Identity 'seal'"
    )]
    [InlineData("enrolment", "x", "type=Offline", null)]
    [InlineData("enrolment", "x", "holder=Client", null)]
    [InlineData(
        "renewal",
        "x",
        "type=Authentication holder=Client holderName=1111111111",
        "Update-KsefCertificate -Nip 1111111111"
    )]
    [InlineData("grant", "garbage", "kind=Entity", null)]
    [InlineData("grant", "5265877635: Nip: InvoiceRead", "kind=Entity", null)]
    [InlineData("grant", "5265877635: Nip 1111111111: InvoiceRead", "", null)]
    [InlineData("grant", "5265877635: Nip 5260001246: InvoiceRead @ 1111111111", "", null)]
    [InlineData(
        "grant",
        "5265877635: Nip 1111111111: InvoiceRead",
        "kind=Person",
        "Grant-KsefPermission -Nip 5265877635 -Permission 'InvoiceRead' -PersonNip 1111111111"
    )]
    [InlineData(
        "grant",
        "5265877635: Nip 1111111111: InvoiceRead,InvoiceWrite @ 5260001246",
        "kind=Indirect",
        "Grant-KsefPermission -Target 5260001246 -Permission 'InvoiceRead','InvoiceWrite' -PersonNip 1111111111"
    )]
    [InlineData(
        "grant",
        "5265877635: Fingerprint AB12: InvoiceRead",
        "kind=Person",
        "Grant-KsefPermission -Nip 5265877635 -Permission 'InvoiceRead' -Fingerprint 'AB12' -Pesel (Read-Host)"
    )]
    [InlineData(
        "grant",
        "5265877635: Nip 1111111111: InvoiceRead",
        "kind=Entity name=F",
        "Grant-KsefPermission -Nip 5265877635 -Permission 'InvoiceRead' -EntityNip 1111111111 -EntityName 'F'"
    )]
    [InlineData("withdrawal", "garbage", "", null)]
    [InlineData("retirement", "x", "nip=garbage", null)]
    [InlineData("restore", "x", "", null)]
    [InlineData("generation", "x", "", null)]
    [InlineData("ending", "x", "nip=garbage reference=20251120-EC", null)]
    [InlineData("ending", "x", "nip=1111111111", "Revoke-KsefToken 1111111111")]
    [InlineData("liquidation", "x", "nip=1111111111", null)]
    public void It_is_told_with_its_arguments(string kind, string subject, string fields, string? expected)
    {
        var operation = Operation(kind, subject, fields);

        var remedy = operation.Kind.RemedyOf(operation, _bench.Office);

        Assert.Equal(expected, remedy?.Replace(" -Password (Read-Host -AsSecureString)", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("anna:person", "anna", "")]
    [InlineData("anna:person seal:seal", "seal", "")]
    [InlineData("anna:person seal:seal", "anna", " -Identity 'anna'")]
    [InlineData("anna:person jan:person", "anna", " -Identity 'anna'")]
    public void An_identity_is_named_unless_it_is_the_one_that_serves_anyway(
        string identities,
        string identity,
        string expected
    )
    {
        _bench.WriteSettings(
            "nip: \"5260001246\"\nname: S\nvault: KsefVault\nidentities:\n"
                + string.Concat(
                    identities
                        .Split(' ')
                        .Select(one => one.Split(':'))
                        .Select(one => $"- name: {one[0]}\n  kind: {one[1]}\n  subject: \"{SubjectOf(one[1])}\"\n")
                )
        );
        var operation = Operation("conversion", "x", $"nip=1111111111 identity={identity}");

        Assert.Equal(
            $"Convert-KsefToCertificate 1111111111{expected}",
            operation.Kind.RemedyOf(operation, _bench.Office)
        );
    }

    [Theory]
    [InlineData("x", null, "Convert-KsefToCertificate 1111111111 -RevokeToken")]
    [InlineData("x", "anna", "Convert-KsefToCertificate 1111111111 -Identity 'anna' -RevokeToken")]
    public void A_retirement_is_completed_with_its_identity(string subject, string? identity, string expected)
    {
        _bench.WriteSettings("nip: \"5260001246\"\nname: S\nvault: KsefVault\n");
        var operation = Operation(
            "retirement",
            subject,
            identity is null ? "nip=1111111111" : $"nip=1111111111 identity={identity}"
        );

        Assert.Equal(expected, operation.Kind.RemedyOf(operation, _bench.Office));
    }

    private static string SubjectOf(string kind) => kind is "seal" ? "5260001246" : "92092116350";

    private static RecordedOperation Operation(string kind, string subject, string fields)
    {
        var given = fields
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(field => field.Split('='))
            .Select(field => (field[0], (string?)field[1].Replace(',', ' ')));
        return new RecordedOperation(
            "x",
            [
                JournalEntry.Of(
                    DateTimeOffset.UnixEpoch,
                    JournalFile.Started,
                    [("operation", kind), ("subject", subject), .. given]
                ),
            ]
        );
    }
}
