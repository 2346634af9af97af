using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;

namespace KsefTools.Core.Certificates;

/// <summary>Certificate signing requests (PKCS#10) in the form that KSeF takes.</summary>
public static class CertificateRequests
{
    /// <summary>A request for the subject, signed by the key over SHA-256 (PKCS#1 for RSA, DER for ECDSA).</summary>
    /// <returns>DER in Base64, without line ends: the contract's <c>csr</c>.</returns>
    public static string Create(EnrollmentSubject subject, KeyPair key) =>
        Convert.ToBase64String(For(SubjectNames.Encode(subject), key).CreateSigningRequest());

    internal static CertificateRequest For(X500DistinguishedName subject, KeyPair key) =>
        key.Key is RSA rsa
            ? new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(subject, (ECDsa)key.Key, HashAlgorithmName.SHA256);
}
