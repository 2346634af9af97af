using System.Security.Cryptography.X509Certificates;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Tests.Certificates;

namespace KsefTools.Core.Tests.Keys;

public sealed class KeyMaterialCheckTests
{
    [Fact]
    public void A_KSeF_certificate_in_its_time_and_environment_has_no_problems() =>
        Assert.Empty(
            Problems(
                TestMaterial.Details("CCK KSeF"),
                new()
                {
                    Type = CertificateType.Authentication,
                    Identity = new(IdentityKind.Nip, TestMaterial.Nip),
                    Environment = "production",
                }
            )
        );

    [Fact]
    public void An_Offline_certificate_cannot_sign_in() =>
        Assert.Equal(
            [KeyMaterialFailure.WrongType],
            Problems(
                TestMaterial.Details("CCK KSeF", X509KeyUsageFlags.NonRepudiation),
                new() { Type = CertificateType.Authentication }
            )
        );

    [Fact]
    public void An_Authentication_certificate_cannot_sign_QR_codes() =>
        Assert.Equal(
            [KeyMaterialFailure.WrongType],
            Problems(TestMaterial.Details("CCK KSeF"), new() { Type = CertificateType.Offline })
        );

    [Fact]
    public void A_qualified_certificate_signs_in_though_its_usage_is_nonRepudiation_alone() =>
        Assert.Empty(
            Problems(
                TestMaterial.Details("Certum QCA 2017", X509KeyUsageFlags.NonRepudiation),
                new() { Type = CertificateType.Authentication, Environment = "production" }
            )
        );

    [Fact]
    public void A_certificate_of_someone_else_is_refused() =>
        Assert.Equal(
            [KeyMaterialFailure.WrongIdentity],
            Problems(
                TestMaterial.Details("CCK KSeF"),
                new() { Identity = new CertificateIdentity(IdentityKind.Nip, "1111111111") }
            )
        );

    [Theory]
    [InlineData("CCK KSeF", "production", true)]
    [InlineData("CCK KSeF", "demo", false)]
    [InlineData("CCK KSeF", "test", false)]
    [InlineData("TEST CCK KSeF", "production", false)]
    [InlineData("TEST CCK KSeF", "demo", true)]
    [InlineData("TEST CCK KSeF", "test", true)]
    [InlineData("Sandbox CCK KSeF", "http://127.0.0.1:5080/v2", true)]
    [InlineData("TEST CCK KSeF", "http://127.0.0.1:5080/v2", true)]
    public void The_issuer_tells_the_environment(string issuer, string environment, bool fits) =>
        Assert.Equal(
            fits ? [] : [KeyMaterialFailure.WrongEnvironment],
            Problems(TestMaterial.Details(issuer), new() { Environment = environment })
        );

    [Theory]
    [InlineData("production", false)]
    [InlineData("demo", false)]
    [InlineData("test", true)]
    [InlineData("http://127.0.0.1:5080/v2", true)]
    public void A_self_signed_certificate_is_for_TEST_alone(string environment, bool fits) =>
        Assert.Equal(
            fits ? [] : [KeyMaterialFailure.SelfSigned],
            Problems(TestMaterial.Ec.Details, new() { Environment = environment })
        );

    [Fact]
    public void An_expired_certificate_is_told_from_one_that_is_not_valid_yet()
    {
        var expired = TestMaterial.Details("CCK KSeF", to: TestMaterial.Now.AddSeconds(-1));
        var future = TestMaterial.Details("CCK KSeF", from: TestMaterial.Now.AddSeconds(1));

        Assert.Equal([KeyMaterialFailure.Expired], Problems(expired, new()));
        Assert.Equal([KeyMaterialFailure.NotYetValid], Problems(future, new()));
    }

    [Fact]
    public void A_certificate_ordered_for_later_may_be_stored_before() =>
        Assert.Empty(
            Problems(
                TestMaterial.Details("CCK KSeF", from: TestMaterial.Now.AddDays(30)),
                new() { AllowNotYetValid = true }
            )
        );

    [Fact]
    public void Everything_wrong_is_listed_and_the_first_is_thrown()
    {
        var certificate = TestMaterial.Details("TEST CCK KSeF", X509KeyUsageFlags.NonRepudiation);
        var wanted = new KeyMaterialExpectation { Type = CertificateType.Authentication, Environment = "production" };

        Assert.Equal(
            [KeyMaterialFailure.WrongType, KeyMaterialFailure.WrongEnvironment],
            Problems(certificate, wanted)
        );
        var thrown = Assert.Throws<KeyMaterialException>(() =>
            KeyMaterialCheck.Verify(certificate, wanted, TestMaterial.Clock)
        );
        Assert.Equal(KeyMaterialFailure.WrongType, thrown.Failure);
    }

    private static KeyMaterialFailure[] Problems(CertificateDetails certificate, KeyMaterialExpectation expectation) =>
        [.. KeyMaterialCheck.Problems(certificate, expectation, TestMaterial.Clock).Select(problem => problem.Failure)];
}
