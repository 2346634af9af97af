using System.Security.Cryptography.X509Certificates;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Tests.Certificates;

namespace KsefTools.Core.Tests.Keys;

public sealed class CertificateDetailsTests
{
    [Theory]
    [InlineData("F1F20A5D352AE590")]
    [InlineData("01F20A5D352AE590")]
    [InlineData("0000005D352AE590")]
    public void The_serial_number_is_written_as_KSeF_writes_it(string serial)
    {
        using var certificate = TestMaterial.Issue(
            TestMaterial.Ec.Key,
            "CCK KSeF",
            X509KeyUsageFlags.DigitalSignature,
            serial: Convert.FromHexString(serial)
        );

        Assert.Equal(serial, CertificateDetails.Of(certificate).SerialNumber);
    }

    [Theory]
    [InlineData("CCK KSeF", CertificateOrigin.KsefProduction)]
    [InlineData("TEST CCK KSeF", CertificateOrigin.KsefTestOrDemo)]
    [InlineData("(TEST) CCK KSeF", CertificateOrigin.KsefTestOrDemo)]
    [InlineData("Sandbox CCK KSeF", CertificateOrigin.KsefOther)]
    [InlineData("Certum QCA 2017", CertificateOrigin.Other)]
    public void The_issuers_name_tells_the_origin(string issuer, CertificateOrigin expected) =>
        Assert.Equal(expected, TestMaterial.Details(issuer).Origin);

    [Fact]
    public void The_issuers_ECDSA_signature_does_not_make_an_RSA_key_an_EC_key()
    {
        using var certificate = TestMaterial.Issue(
            TestMaterial.Rsa.Key,
            "CCK KSeF",
            X509KeyUsageFlags.DigitalSignature
        );

        Assert.Equal(KeyAlgorithm.Rsa, CertificateDetails.Of(certificate).Algorithm);
    }

    [Fact]
    public void Validity_is_in_UTC()
    {
        var details = TestMaterial.Details("CCK KSeF", from: TestMaterial.Now, to: TestMaterial.Now.AddDays(700));

        Assert.Equal(TestMaterial.Now, details.ValidFrom);
        Assert.Equal(TimeSpan.Zero, details.ValidFrom.Offset);
        Assert.Equal(TestMaterial.Now.AddDays(700), details.ValidTo);
    }
}
