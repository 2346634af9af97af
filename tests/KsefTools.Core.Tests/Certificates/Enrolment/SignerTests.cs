using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Certificates.Enrolment.Running;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Certificates.Enrolment;

/// <summary>Who may sign for a client's certificate, because KSeF certifies whoever signed in.</summary>
public sealed class SignerTests : IDisposable
{
    private const string Anna = "44051401359";
    private const string Ewa = "92092116350";

    private static readonly Nip Client = OfficeBench.NipNumber(7);

    private readonly OfficeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void The_client_itself_may() => Assert.Equal([ByNip(Client.Value)], Signers(identity: null));

    [Fact]
    public void So_may_a_person_of_the_office_who_serves_it() =>
        Assert.Equal([ByNip(Client.Value), ByPesel(Anna)], Signers(identity: "anna"));

    [Fact]
    public void The_office_s_seal_may_not_though_it_serves_it() =>
        Assert.Equal([ByNip(Client.Value)], Signers(identity: "seal"));

    [Fact]
    public void So_may_a_person_that_the_client_s_file_names_by_number() =>
        Assert.Equal([ByNip(Client.Value), ByPesel(Ewa)], Signers(identity: null, Ewa));

    [Fact]
    public void Nobody_else_s_certificate_signs_for_the_client()
    {
        Signers(identity: null, Ewa);

        Require(CertificateHolder.OfClient(Client), TestMaterial.Ec.Details with { Identity = ByPesel(Ewa) });
        Require(
            CertificateHolder.OfClient(Client),
            TestMaterial.Ec.Details with
            {
                Identity = ByPesel(Anna),
                OtherIdentity = ByNip(Client.Value),
            }
        );
        var error = Assert.Throws<EnrolmentException>(() =>
            Require(CertificateHolder.OfClient(Client), TestMaterial.Ec.Details with { Identity = ByPesel(Anna) })
        );

        Assert.Equal(EnrolmentFailure.WrongIdentity, error.Failure);
        Assert.Equal(
            EnrolmentFailure.WrongIdentity,
            Assert
                .Throws<EnrolmentException>(() =>
                    Require(
                        CertificateHolder.OfIdentity("seal"),
                        TestMaterial.Ec.Details with
                        {
                            Identity = ByNip(Client.Value),
                        }
                    )
                )
                .Failure
        );
    }

    [Fact]
    public void Where_the_client_s_file_names_a_certificate_KSeF_says_whose_it_is()
    {
        Signers(identity: null);
        var profiles = Office.Profiles;
        profiles.Patch(
            profiles.Read(Client)!.Profile!,
            editor => editor.AddAccess(new AccessEntry { Kind = CredentialKind.Certificate, Secret = "brought" })
        );

        Require(CertificateHolder.OfClient(Client), TestMaterial.Ec.Details with { Identity = ByPesel(Anna) });
    }

    // No certificate but that one shows the fingerprint: KSeF says after the sign-in whose it is.
    [Fact]
    public void Who_is_named_by_a_fingerprint_is_looked_at_after_the_sign_in()
    {
        AddAgent();

        Require(CertificateHolder.OfIdentity("agent"), TestMaterial.Ec.Details);
    }

    [Fact]
    public void So_is_who_signs_for_a_client_that_one_of_them_serves()
    {
        AddAgent();
        Assert.Equal(2, Signers(identity: "agent").Count);

        Require(CertificateHolder.OfClient(Client), TestMaterial.Ec.Details with { Identity = ByPesel(Anna) });
    }

    [Fact]
    public void A_holder_that_the_office_does_not_have_has_no_signer() =>
        Assert.All(
            (CertificateHolder[])[CertificateHolder.OfIdentity("nobody"), CertificateHolder.OfClient(Client)],
            holder =>
                Assert.Equal(
                    EnrolmentFailure.HolderUnknown,
                    Assert.Throws<EnrolmentException>(() => HeldCertificate.SignersOf(Office, holder)).Failure
                )
        );

    private OfficeFolder Office => OfficeFolder.Open(_bench.Office.Path);

    private void AddAgent() =>
        _bench.Office.Patch(editor =>
            editor.AddIdentity(
                new OfficeIdentity
                {
                    Name = "agent",
                    Kind = "fingerprint",
                    Subject = new string('A', 64),
                }
            )
        );

    private void Require(CertificateHolder holder, CertificateDetails certificate) =>
        CertificateEnrolment.RequireSigner(Office, holder, certificate);

    private static CertificateIdentity ByPesel(string pesel) => new(IdentityKind.Pesel, pesel);

    private static CertificateIdentity ByNip(string nip) => new(IdentityKind.Nip, nip);

    private IReadOnlyList<CertificateIdentity> Signers(string? identity, string? named = null)
    {
        _bench.Office.Patch(editor =>
        {
            editor.AddIdentity(
                new OfficeIdentity
                {
                    Name = "seal",
                    Kind = "seal",
                    Subject = OfficeBench.OfficeNip.Value,
                }
            );
            editor.AddIdentity(
                new OfficeIdentity
                {
                    Name = "anna",
                    Kind = "person",
                    Subject = Anna,
                }
            );
        });
        _bench.Office.Profiles.Create(
            new ClientProfile
            {
                Nip = Client,
                Name = "Klient",
                Access = identity is null ? [] : [new AccessEntry { Identity = identity }],
            }
        );
        if (named is not null)
            File.AppendAllText(Path.Combine(Office.ClientsPath, $"{Client}.yaml"), $"signers: [\"{named}\"]\n");
        return HeldCertificate.SignersOf(Office, CertificateHolder.OfClient(Client));
    }
}
