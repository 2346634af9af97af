using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates;
using KsefTools.Core.Keys;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Certificates;

public sealed class CertificateRequestsTests : IDisposable
{
    private static readonly EnrollmentSubject Person = new()
    {
        CommonName = "Łucja Źdźbło",
        CountryName = "PL",
        GivenNames = ["Łucja", "Maria"],
        Surname = "Źdźbło",
        SerialNumber = "PNOPL-92092116352",
        UniqueIdentifier = "ąę_1",
    };

    private static readonly EnrollmentSubject Seal = new()
    {
        CommonName = "Biuro \"Żółw\", s.c.",
        CountryName = "PL",
        OrganizationName = "Biuro \"Żółw\", s.c.",
        OrganizationIdentifier = "VATPL-5260001246 NTRPL-0000123456",
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(KeyAlgorithm.Ec, "ecdsa-with-SHA256")]
    [InlineData(KeyAlgorithm.Rsa, "sha256WithRSAEncryption")]
    public void OpenSSL_verifies_the_request_and_reads_every_attribute(KeyAlgorithm algorithm, string signature)
    {
        var output = OpenSslText(Person, algorithm);

        Assert.Contains("self-signature verify OK", output, StringComparison.Ordinal);
        Assert.Contains(signature, output, StringComparison.Ordinal);
        Assert.Contains(
            "CN=Łucja Źdźbło,SN=Źdźbło,GN=Łucja,GN=Maria,C=PL,serialNumber=PNOPL-92092116352,x500UniqueIdentifier=ąę_1",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_seals_attributes_are_copied_verbatim_and_absent_ones_left_out() =>
        Assert.Contains(
            "CN=Biuro \\\"Żółw\\\"\\, s.c.,O=Biuro \\\"Żółw\\\"\\, s.c.,"
                + "organizationIdentifier=VATPL-5260001246 NTRPL-0000123456,C=PL",
            OpenSslText(Seal, KeyAlgorithm.Ec),
            StringComparison.Ordinal
        );

    [Fact]
    public void Text_is_UTF8String_and_country_and_serial_number_are_PrintableString()
    {
        var output = ExternalProgram.OpenSsl("asn1parse", "-inform", "DER", "-in", Write(Person, KeyAlgorithm.Ec));

        var strings = output
            .Split('\n')
            .Where(line =>
                line.Contains("UTF8STRING", StringComparison.Ordinal)
                || line.Contains("PRINTABLESTRING", StringComparison.Ordinal)
            )
            .Select(line => line.Contains("UTF8STRING", StringComparison.Ordinal) ? "UTF8" : "Printable");
        Assert.Equal("UTF8 UTF8 UTF8 UTF8 Printable Printable UTF8", string.Join(' ', strings));
    }

    [Fact]
    public void Each_attribute_stands_in_a_relative_name_of_its_own_and_in_the_documented_order()
    {
        var request = Load(Person);

        var names = request.SubjectName.EnumerateRelativeDistinguishedNames(reversed: false).ToList();

        Assert.DoesNotContain(names, name => name.HasMultipleElements);
        Assert.Equal(
            "2.5.4.3 2.5.4.4 2.5.4.42 2.5.4.42 2.5.4.6 2.5.4.5 2.5.4.45",
            string.Join(' ', names.Select(name => name.GetSingleElementType().Value))
        );
    }

    [Fact]
    public void A_serial_number_that_no_PrintableString_can_carry_goes_unchanged_as_UTF8String()
    {
        var request = Load(Person with { SerialNumber = "PNOPL_92092116352@ż" });

        Assert.Contains(
            request.SubjectName.EnumerateRelativeDistinguishedNames(),
            name => "PNOPL_92092116352@ż".Equals(name.GetSingleElementValue(), StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(KeyAlgorithm.Ec, 256)]
    [InlineData(KeyAlgorithm.Rsa, 2048)]
    public void Keys_are_of_the_two_sizes_that_KSeF_certifies(KeyAlgorithm algorithm, int bits)
    {
        var request = Load(Person, algorithm);

        Assert.Equal(
            bits,
            algorithm is KeyAlgorithm.Rsa
                ? request.PublicKey.GetRSAPublicKey()!.KeySize
                : request.PublicKey.GetECDsaPublicKey()!.KeySize
        );
    }

    private string OpenSslText(EnrollmentSubject subject, KeyAlgorithm algorithm) =>
        ExternalProgram.OpenSsl(
            "req",
            "-inform",
            "DER",
            "-in",
            Write(subject, algorithm),
            "-verify",
            "-text",
            "-noout",
            "-nameopt",
            "utf8,sep_comma_plus,esc_2253"
        );

    private string Write(EnrollmentSubject subject, KeyAlgorithm algorithm) =>
        _folder.Write(
            "request.der",
            Convert.FromBase64String(CertificateRequests.Create(subject, TestMaterial.Of(algorithm).Key))
        );

    private static CertificateRequest Load(EnrollmentSubject subject, KeyAlgorithm algorithm = KeyAlgorithm.Ec)
    {
        using var key = KeyPair.Generate(algorithm);
        return CertificateRequest.LoadSigningRequest(
            Convert.FromBase64String(CertificateRequests.Create(subject, key)),
            HashAlgorithmName.SHA256
        );
    }
}
