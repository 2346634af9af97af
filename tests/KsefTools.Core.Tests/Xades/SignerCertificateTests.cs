using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.SignIn.Xades;
using KsefTools.Core.SignIn.Xades.Checking;
using KsefTools.Core.Tests.Certificates;

namespace KsefTools.Core.Tests.Xades;

/// <summary>
/// Which of the certificates in a signature is told as the signer's. The signatures are of an algorithm that only KSeF
/// can verify, so that nothing else tells it.
/// </summary>
public sealed class SignerCertificateTests
{
    private const string Ours = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
    private const string Unknown = "http://www.w3.org/2007/05/xmldsig-more#ecdsa-ripemd160";
    private const string Sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";

    [Theory]
    [InlineData("root middle leaf")]
    [InlineData("leaf middle root")]
    [InlineData("middle leaf root")]
    public void Of_a_chain_without_digests_the_one_that_issued_no_other_signed(string order)
    {
        var issuers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["root"] = "root",
            ["middle"] = "root",
            ["leaf"] = "middle",
        };

        var signer = SignerOf(WithoutDigests([.. order.Split(' ').Select(name => Certificate(name, issuers[name]))]));

        Assert.Equal("leaf", signer.CommonName);
    }

    [Fact]
    public void A_certificate_that_was_issued_by_itself_may_have_signed() =>
        Assert.Equal(
            "CN=seal",
            SignerOf(WithoutDigests(Certificate("seal", "root"), Certificate("seal", "seal"))).Issuer
        );

    [Fact]
    public void Of_certificates_that_issued_each_other_the_first_is_taken() =>
        Assert.Equal("a", SignerOf(WithoutDigests(Certificate("a", "b"), Certificate("b", "a"))).CommonName);

    [Theory]
    [InlineData("http://www.w3.org/2000/09/xmldsig#sha1", nameof(HashAlgorithmName.SHA1))]
    [InlineData(Sha256, nameof(HashAlgorithmName.SHA256))]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#sha384", nameof(HashAlgorithmName.SHA384))]
    [InlineData("http://www.w3.org/2001/04/xmlenc#sha512", nameof(HashAlgorithmName.SHA512))]
    public void A_digest_names_the_signer_whichever_stands_first(string method, string hash)
    {
        using var signer = Certificate("signer", "root");
        var digest = Convert.ToBase64String(signer.GetCertHash(new HashAlgorithmName(hash)));
        var value = $"<ds:DigestValue>{digest.Insert(10, "\n")}</ds:DigestValue>";

        var found = SignerOf(WithDigest(method, value, Certificate("stranger", "root"), signer));

        Assert.Equal("signer", found.CommonName);
    }

    [Theory]
    [InlineData(Sha256, "")]
    [InlineData(Sha256, "<ds:DigestValue>no Base64!</ds:DigestValue>")]
    [InlineData("http://www.w3.org/2007/05/xmldsig-more#sha3-256", "<ds:DigestValue>AAAA</ds:DigestValue>")]
    public void A_digest_that_nobody_can_read_leaves_it_to_the_chain(string method, string value) =>
        Assert.Equal(
            "leaf",
            SignerOf(WithDigest(method, value, Certificate("root", "root"), Certificate("leaf", "root"))).CommonName
        );

    [Theory]
    [InlineData("no Base64!")]
    [InlineData("bm8gY2VydGlmaWNhdGU=")]
    public void What_is_no_certificate_is_passed_over(string text)
    {
        var content = WithoutDigests(Certificate("signer", "root"))
            .Replace("<X509Data>", $"<X509Data><X509Certificate>{text}</X509Certificate>", StringComparison.Ordinal);

        Assert.Equal("signer", SignerOf(content).CommonName);
    }

    [Fact]
    public void A_certificate_that_is_named_and_not_signed_is_not_bound_to_the_signature()
    {
        var content = WithoutDigests(Certificate("signer", "root"))
            .Replace("URI=\"#Key\"", "URI=\"#Another\"", StringComparison.Ordinal);

        Assert.Equal(
            SignedRequestFailure.NotXades,
            Assert.Throws<SignedRequestException>(() => SignerOf(content)).Failure
        );
    }

    private static CertificateDetails SignerOf(string content)
    {
        var signed = SignedRequestCheck.Read(Encoding.UTF8.GetBytes(content));
        Assert.False(signed.IsVerified);
        return signed.Signer;
    }

    // Bound to its certificates by signing KeyInfo alone.
    private static string WithoutDigests(params X509Certificate2[] certificates) =>
        With(certificates)
            .Replace("SigningCertificate", "Nothing", StringComparison.Ordinal)
            .Replace("URI=\"#SignedProperties\"", "URI=\"#Key\"", StringComparison.Ordinal)
            .Replace("<KeyInfo>", "<KeyInfo Id=\"Key\">", StringComparison.Ordinal);

    private static string WithDigest(string method, string value, params X509Certificate2[] certificates) =>
        Between(
            With(certificates),
            "<xades:CertDigest>",
            "</xades:CertDigest>",
            $"<ds:DigestMethod Algorithm=\"{method}\" />{value}"
        );

    private static string With(X509Certificate2[] certificates)
    {
        var signed = Encoding.UTF8.GetString(
            new XadesSigner(TestMaterial.Clock).Sign(TestRequests.For(), TestMaterial.Ec)
        );
        Assert.Contains(Ours, signed, StringComparison.Ordinal);
        return Between(
            signed.Replace(Ours, Unknown, StringComparison.Ordinal),
            "<X509Data>",
            "</X509Data>",
            string.Concat(
                certificates.Select(certificate =>
                    $"<X509Certificate>{Convert.ToBase64String(certificate.RawData)}</X509Certificate>"
                )
            )
        );
    }

    private static string Between(string text, string start, string end, string content)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        var to = text.IndexOf(end, StringComparison.Ordinal);
        Assert.InRange(from, start.Length, to);
        return string.Concat(text.AsSpan(0, from), content, text.AsSpan(to));
    }

    private static X509Certificate2 Certificate(string subject, string issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest($"CN={subject}", key, HashAlgorithmName.SHA256).Create(
            new X500DistinguishedName($"CN={issuer}"),
            X509SignatureGenerator.CreateForECDsa(key),
            TestMaterial.Now.AddDays(-1),
            TestMaterial.Now.AddDays(1),
            [1]
        );
    }
}
