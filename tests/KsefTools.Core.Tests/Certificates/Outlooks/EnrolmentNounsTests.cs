using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Certificates.Outlooks;

/// <summary>Certificates of the office's people and of clients, as a script sees them.</summary>
public sealed class EnrolmentNounsTests : IDisposable
{
    private readonly OfficeBench _bench = new();

    public EnrolmentNounsTests() =>
        _bench.Office.Patch(editor =>
        {
            Add(editor, "seal", "seal", OfficeBench.OfficeNip.Value);
            Add(editor, "anna", "person", "92092116350");
            editor.SetIdentitySecret("seal", "seal-2026", vault: null);
            editor.SetIdentitySecret("anna", "anna-2026", "People");
        });

    public void Dispose() => _bench.Dispose();

    private OfficeFolder Office => OfficeFolder.Open(_bench.Office.Path);

    [Theory]
    [InlineData("seal", "5260001246", "seal-2026", "KsefVault")]
    [InlineData("anna", "1111111111", "anna-2026", "People")]
    public void A_seal_works_at_home_and_a_person_at_the_first_client_that_names_them(
        string name,
        string nip,
        string secret,
        string vault
    )
    {
        Serve("seal", "anna");

        var credential = Office.ToKsefCredential(CertificateHolder.OfIdentity(name));

        Assert.Equal(
            (nip, CredentialKind.Certificate, name, secret, vault),
            (credential.Nip, credential.Kind, credential.Identity, credential.SecretName, credential.Vault)
        );
    }

    [Fact]
    public void A_person_named_by_no_client_works_at_home()
    {
        Serve("seal");

        var credential = Office.ToKsefCredential(CertificateHolder.OfIdentity("ANNA"));

        Assert.Equal(
            (OfficeBench.OfficeNip.Value, "anna", "People"),
            (credential.Nip, credential.Identity, credential.Vault)
        );
    }

    [Fact]
    public void An_identity_that_the_office_does_not_have_is_told() =>
        Assert.Equal(
            EnrolmentFailure.HolderUnknown,
            Assert
                .Throws<EnrolmentException>(() => Office.ToKsefCredential(CertificateHolder.OfIdentity("nobody")))
                .Failure
        );

    [Fact]
    public void What_a_run_brought_is_of_an_identity_or_of_a_client()
    {
        var details = TestMaterial.Ec.Details;
        var result = new EnrolmentResult
        {
            Holder = CertificateHolder.OfIdentity("seal"),
            Outcome = EnrolmentOutcome.Issued,
            Reason = "",
            Certificate = details,
            Secret = new SecretAddress("KsefVault", "seal-2026"),
        };

        var ours = result.ToKsefCertificateResult("production", Office);
        var clients = (
            result with
            {
                Holder = CertificateHolder.OfClient(OfficeBench.ClientNip),
                Certificate = null,
                Secret = null,
            }
        ).ToKsefCertificateResult("production", Office);

        Assert.Equal(("seal", null), (ours.Identity, ours.Nip));
        Assert.Equal((details.SerialNumber, details.ValidTo), (ours.SerialNumber, ours.ValidTo));
        Assert.Equal(
            ($"NIP {TestMaterial.Nip}", "seal-2026", "KsefVault"),
            (ours.Subject, ours.SecretName, ours.Vault)
        );
        Assert.Equal((null, OfficeBench.ClientNip.Value), (clients.Identity, clients.Nip));
        Assert.Null(clients.SerialNumber);
    }

    private static void Add(SettingsEditor editor, string name, string kind, string subject) =>
        editor.AddIdentity(
            new OfficeIdentity
            {
                Name = name,
                Kind = kind,
                Subject = subject,
            }
        );

    private void Serve(params string[] identities) =>
        _bench.Office.Profiles.Create(
            new ClientProfile
            {
                Nip = OfficeBench.ClientNip,
                Name = "Klient",
                Access =
                [
                    .. identities.Select(name => new AccessEntry
                    {
                        Kind = CredentialKind.Certificate,
                        Identity = name,
                    }),
                ],
            }
        );
}
