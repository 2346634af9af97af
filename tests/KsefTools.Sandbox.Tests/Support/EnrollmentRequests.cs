using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KsefTools.Sandbox.Tests.Support;

/// <summary>Certificate signing requests in DER.</summary>
public static class EnrollmentRequests
{
    /// <summary>For the subject of a certificate, with a new P-256 key.</summary>
    public static byte[] For(X509Certificate2 certificate)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return For(certificate.SubjectName, key);
    }

    public static byte[] For(X500DistinguishedName name, AsymmetricAlgorithm key) =>
        For(name, key, HashAlgorithmName.SHA256);

    public static byte[] For(
        X500DistinguishedName name,
        AsymmetricAlgorithm key,
        HashAlgorithmName hash,
        RSASignaturePadding? padding = null
    ) =>
        key is RSA rsa
            ? new CertificateRequest(name, rsa, hash, padding ?? RSASignaturePadding.Pkcs1).CreateSigningRequest()
            : new CertificateRequest(name, (ECDsa)key, hash).CreateSigningRequest();
}
