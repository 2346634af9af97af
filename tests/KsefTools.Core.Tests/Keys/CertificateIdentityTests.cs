using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Tests.Certificates;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Keys;

public sealed class CertificateIdentityTests
{
    private static readonly EnrollmentSubject Seal = new()
    {
        CommonName = "Biuro",
        CountryName = "PL",
        OrganizationName = "Biuro",
    };

    private static readonly EnrollmentSubject Person = new()
    {
        CommonName = "Jan Kos",
        CountryName = "PL",
        GivenNames = ["Jan"],
        Surname = "Kos",
    };

    [Theory]
    [InlineData("VATPL-5260001246")]
    [InlineData("VATPL-5260001246 NTRPL-0000123456")]
    [InlineData("NTRPL-0000123456 VATPL-5260001246")]
    public void A_seal_speaks_for_the_NIP_of_its_organizationIdentifier(string identifier) =>
        Assert.Equal(
            new CertificateIdentity(IdentityKind.Nip, "5260001246"),
            IdentityOf(Seal with { OrganizationIdentifier = identifier })
        );

    [Theory]
    [InlineData("PNOPL-92092116352", IdentityKind.Pesel, "92092116352")]
    [InlineData("PESEL: 92092116352", IdentityKind.Pesel, "92092116352")]
    [InlineData("TINPL-5260001246", IdentityKind.Nip, "5260001246")]
    [InlineData("NIP-5260001246", IdentityKind.Nip, "5260001246")]
    public void A_person_is_known_by_the_serialNumber_of_the_subject(string serial, IdentityKind kind, string value) =>
        Assert.Equal(new CertificateIdentity(kind, value), IdentityOf(Person with { SerialNumber = serial }));

    [Fact]
    public void An_employees_certificate_speaks_for_the_person_not_for_the_employer() =>
        Assert.Equal(
            new CertificateIdentity(IdentityKind.Pesel, "92092116352"),
            IdentityOf(
                Person with
                {
                    SerialNumber = "PNOPL-92092116352",
                    OrganizationName = "Biuro",
                    OrganizationIdentifier = "VATPL-5260001246",
                }
            )
        );

    [Theory]
    [InlineData("PASLT-12345678")]
    [InlineData(null)]
    public void Without_NIP_and_PESEL_the_fingerprint_is_the_identity(string? serial)
    {
        using var material = Create(Person with { SerialNumber = serial });

        Assert.Equal(IdentityKind.Fingerprint, material.Details.Identity.Kind);
        Assert.Matches("^[0-9A-F]{64}$", material.Details.Identity.Value);
        Assert.Equal(material.Details.Fingerprint, material.Details.Identity.Value);
    }

    [Fact]
    public void The_fingerprint_is_the_one_that_OpenSSL_computes()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("seal.pem", TestMaterial.Ec.Certificate.ExportCertificatePem());

        var output = ExternalProgram.OpenSsl("x509", "-in", path, "-noout", "-fingerprint", "-sha256");

        Assert.Equal(
            TestMaterial.Ec.Details.Fingerprint,
            output.Trim().Split('=')[1].Replace(":", "", StringComparison.Ordinal)
        );
    }

    private static CertificateIdentity IdentityOf(EnrollmentSubject subject)
    {
        using var material = Create(subject);
        return material.Details.Identity;
    }

    private static KeyMaterial Create(EnrollmentSubject subject) =>
        SelfSignedCertificates.Create(subject, KeyAlgorithm.Ec, TestMaterial.Clock, TimeSpan.FromDays(1));
}
