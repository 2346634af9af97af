using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Tests.Certificates;

/// <summary>Certificates and keys for tests: one of each kind, made once, because RSA keys are slow to make.</summary>
internal static class TestMaterial
{
    public const string Nip = "5260001246";
    public const string Pesel = "92092116352";

    public static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    public static readonly TimeProvider Clock = new FixedClock(Now);
    public static readonly SecretText Password = new("zażółć-gęślą 7");

    private static readonly Lazy<KeyMaterial> EcOnce = new(() => Seal(KeyAlgorithm.Ec));
    private static readonly Lazy<KeyMaterial> RsaOnce = new(() => Seal(KeyAlgorithm.Rsa));

    public static KeyMaterial Ec => EcOnce.Value;

    public static KeyMaterial Rsa => RsaOnce.Value;

    public static KeyMaterial Of(KeyAlgorithm algorithm) => algorithm is KeyAlgorithm.Rsa ? Rsa : Ec;

    public static KeyMaterial Person(CertificateIdentity? identity) =>
        SelfSignedCertificates.Person(identity, "Łucja", "Źdźbło", KeyAlgorithm.Ec, Clock, TimeSpan.FromDays(365));

    /// <summary>A certificate for the key as an authority of that name would issue it.</summary>
    public static X509Certificate2 Issue(
        KeyPair key,
        string issuer,
        X509KeyUsageFlags usage,
        DateTimeOffset? from = null,
        DateTimeOffset? to = null,
        byte[]? serial = null
    )
    {
        var subject = new EnrollmentSubject
        {
            CommonName = "Biuro Sigma",
            CountryName = "PL",
            OrganizationName = "Biuro Sigma",
            OrganizationIdentifier = $"VATPL-{Nip}",
        };
        var request = CertificateRequests.For(SubjectNames.Encode(subject), key);
        if (usage is not X509KeyUsageFlags.None)
            request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        using var authority = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return request.Create(
            new X500DistinguishedName($"CN={issuer}, O=Ministerstwo Finansów, C=PL"),
            X509SignatureGenerator.CreateForECDsa(authority),
            from ?? Now.AddDays(-1),
            to ?? Now.AddDays(700),
            serial ?? RandomNumberGenerator.GetBytes(8)
        );
    }

    public static CertificateDetails Details(
        string issuer,
        X509KeyUsageFlags usage = X509KeyUsageFlags.DigitalSignature,
        DateTimeOffset? from = null,
        DateTimeOffset? to = null
    )
    {
        using var certificate = Issue(Ec.Key, issuer, usage, from, to);
        return CertificateDetails.Of(certificate);
    }

    public static KeyMaterialFailure FailureOf(Func<object> action) =>
        Assert.Throws<KeyMaterialException>(action).Failure;

    private static KeyMaterial Seal(KeyAlgorithm algorithm) =>
        SelfSignedCertificates.Seal(Nip, "Biuro Rachunkowe Żółw", algorithm, Clock, TimeSpan.FromDays(365));

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
