using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.SignIn.Xades;
using KsefTools.Core.SignIn.Xades.Checking;
using KsefTools.Core.Tests.Certificates;

namespace KsefTools.Core.Tests.Xades;

public sealed class XadesSignerTests
{
    private const X509KeyUsageFlags Signing = X509KeyUsageFlags.DigitalSignature;

    private static readonly XadesSigner Signer = new(TestMaterial.Clock);

    public static TheoryData<KeyAlgorithm, ContextType> AlgorithmsAndContexts =>
        new MatrixTheoryData<KeyAlgorithm, ContextType>(
            Enum.GetValues<KeyAlgorithm>(),
            [ContextType.Nip, ContextType.InternalId, ContextType.NipVatUe]
        );

    [Theory]
    [MemberData(nameof(AlgorithmsAndContexts))]
    public void Xmlsec1_verifies_every_signature(KeyAlgorithm algorithm, ContextType context)
    {
        var material = TestMaterial.Of(algorithm);

        var (isValid, output) = XmlSec.Verify(Signer.Sign(TestRequests.For(context), material), material);

        Assert.True(isValid, output);
    }

    [Theory]
    [InlineData(KeyAlgorithm.Ec)]
    [InlineData(KeyAlgorithm.Rsa)]
    public void Xmlsec1_refuses_a_changed_context(KeyAlgorithm algorithm)
    {
        var material = TestMaterial.Of(algorithm);
        var changed = Replace(Signer.Sign(TestRequests.For(), material), "5260001246</", "5260001247</");

        Assert.False(XmlSec.Verify(changed, material).IsValid);
    }

    [Fact]
    public void Xmlsec1_refuses_a_changed_signing_time()
    {
        var changed = Replace(Signer.Sign(TestRequests.For(), TestMaterial.Ec), "11:59:00Z", "11:58:00Z");

        Assert.False(XmlSec.Verify(changed, TestMaterial.Ec).IsValid);
    }

    [Theory]
    [InlineData(KeyAlgorithm.Ec, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256")]
    [InlineData(KeyAlgorithm.Rsa, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256")]
    public void The_keys_own_algorithm_chooses_the_signatures(KeyAlgorithm algorithm, string expected) =>
        Assert.Equal(expected, Find(Sign(TestMaterial.Of(algorithm)), "//ds:SignatureMethod/@Algorithm").Value);

    [Fact]
    public void An_ECDSA_signature_is_R_and_S_of_fixed_length_and_not_DER() =>
        Assert.Equal(64, Convert.FromBase64String(Find(Sign(TestMaterial.Ec), "//ds:SignatureValue").InnerText).Length);

    [Fact]
    public void The_signed_properties_name_the_certificate_by_digest_issuer_and_decimal_serial_number()
    {
        var document = Sign(TestMaterial.Ec);
        var certificate = TestMaterial.Ec.Certificate;

        Assert.Equal(
            Convert.ToBase64String(SHA256.HashData(certificate.RawData)),
            Find(document, "//xades:SigningCertificate//ds:DigestValue").InnerText
        );
        Assert.Equal(certificate.Issuer, Find(document, "//xades:IssuerSerial/ds:X509IssuerName").InnerText);
        Assert.Equal(
            Convert.ToUInt64(certificate.SerialNumber, 16).ToString(System.Globalization.CultureInfo.InvariantCulture),
            Find(document, "//xades:IssuerSerial/ds:X509SerialNumber").InnerText
        );
    }

    [Fact]
    public void The_signing_time_is_a_minute_ago() =>
        Assert.Equal("2026-11-22T11:59:00Z", Find(Sign(TestMaterial.Ec), "//xades:SigningTime").InnerText);

    [Theory]
    [InlineData(-10, "2026-11-22T11:59:50Z")]
    [InlineData(0, "2026-11-22T12:00:00Z")]
    public void A_certificate_seconds_old_did_not_sign_before_it_existed(int from, string expected) =>
        Assert.Equal(expected, SigningTime(from));

    [Fact]
    public void A_certificate_that_is_yet_to_begin_does_not_move_the_signing_time_into_the_future() =>
        Assert.Equal("2026-11-22T11:59:00Z", SigningTime(from: 10));

    [Fact]
    public void Two_references_cover_the_document_and_the_signed_properties()
    {
        var document = Sign(TestMaterial.Ec);

        Assert.Equal(
            "|#SignedProperties",
            string.Join('|', Nodes(document, "//ds:Reference/@URI").Select(uri => uri.Value))
        );
        Assert.Equal("http://uri.etsi.org/01903#SignedProperties", Find(document, "//ds:Reference[2]/@Type").Value);
    }

    [Fact]
    public void The_properties_are_of_this_signature() =>
        Assert.Equal(
            "#" + Find(Sign(TestMaterial.Ec), "//ds:Signature/@Id").Value,
            Find(Sign(TestMaterial.Ec), "//xades:QualifyingProperties/@Target").Value
        );

    [Fact]
    public void Both_references_are_canonical_as_the_Ministrys_own_client_makes_them() =>
        Assert.Equal(
            [
                "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
                "http://www.w3.org/2001/10/xml-exc-c14n#",
                "http://www.w3.org/2001/10/xml-exc-c14n#",
            ],
            Nodes(Sign(TestMaterial.Ec), "//ds:Transform/@Algorithm").Select(algorithm => algorithm.Value)
        );

    [Fact]
    public void A_serial_number_with_its_first_bit_set_is_no_negative_one()
    {
        using var key = KeyPair.Generate(KeyAlgorithm.Ec);
        using var material = KeyMaterial.Join(
            TestMaterial.Issue(key, "CCK KSeF", Signing, serial: [0x80, 0, 0, 0, 0, 0, 0, 1]),
            KeyPair.FromVaultText(key.ToVaultText())
        );

        Assert.Equal("9223372036854775809", Find(Sign(material), "//ds:X509SerialNumber").InnerText);
    }

    [Fact]
    public void Without_its_signature_the_signed_document_is_the_request_itself()
    {
        var request = TestRequests.For() with { AllowedIps = TestRequests.SomeIps };
        var document = Load(Signer.Sign(request, TestMaterial.Ec));
        var signature = Find(document, "/*/ds:Signature");

        signature.ParentNode!.RemoveChild(signature);

        Assert.Equal(request.ToXml(), document.OuterXml);
        AuthSchemas.Validate(document.OuterXml, AuthTokenSchema.Version21);
    }

    [Fact]
    public void The_document_is_UTF_8_without_a_byte_order_mark() =>
        Assert.Equal(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>"u8,
            Signer.Sign(TestRequests.For(), TestMaterial.Ec).AsSpan(0, 38)
        );

    [Fact]
    public void Many_threads_may_sign_at_once() =>
        Parallel.For(
            0,
            64,
            _ =>
            {
                var signed = Signer.Sign(TestRequests.For(), TestMaterial.Ec);
                Assert.True(SignedRequestCheck.Read(signed).IsVerified);
            }
        );

    private static string SigningTime(int from)
    {
        using var key = KeyPair.Generate(KeyAlgorithm.Ec);
        using var material = KeyMaterial.Join(
            TestMaterial.Issue(key, "CCK KSeF", Signing, from: TestMaterial.Now.AddSeconds(from)),
            KeyPair.FromVaultText(key.ToVaultText())
        );
        return Find(Sign(material), "//xades:SigningTime").InnerText;
    }

    private static XmlDocument Sign(KeyMaterial material) => Load(Signer.Sign(TestRequests.For(), material));

    private static XmlDocument Load(byte[] signed)
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        using var stream = new MemoryStream(signed);
        document.Load(stream);
        return document;
    }

    private static XmlNode Find(XmlDocument document, string path) => Assert.Single(Nodes(document, path));

    private static List<XmlNode> Nodes(XmlDocument document, string path)
    {
        var names = new XmlNamespaceManager(document.NameTable);
        names.AddNamespace("ds", "http://www.w3.org/2000/09/xmldsig#");
        names.AddNamespace("xades", "http://uri.etsi.org/01903/v1.3.2#");
        return [.. document.SelectNodes(path, names)!.OfType<XmlNode>()];
    }

    private static byte[] Replace(byte[] signed, string from, string to)
    {
        var text = Encoding.UTF8.GetString(signed);
        Assert.Contains(from, text, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
    }
}
