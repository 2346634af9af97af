using System.Security.Cryptography.X509Certificates;

namespace KsefTools.Core.Keys;

/// <summary>
/// Tells keys apart by their own algorithm. Never by the issuer's signature on the certificate: KSeF signs RSA keys
/// with ECDSA, too.
/// </summary>
internal static class KeyAlgorithms
{
    private const string RsaOid = "1.2.840.113549.1.1.1";
    private const string EcOid = "1.2.840.10045.2.1";

    public static KeyAlgorithm? Of(X509Certificate2 certificate) => Of(certificate.PublicKey.Oid.Value);

    public static KeyAlgorithm? Of(string? oid) =>
        oid switch
        {
            RsaOid => KeyAlgorithm.Rsa,
            EcOid => KeyAlgorithm.Ec,
            _ => null,
        };

    /// <summary>The least that KSeF takes in a signature (auth/podpis-xades.md).</summary>
    public static int SmallestBits(KeyAlgorithm algorithm) => algorithm is KeyAlgorithm.Rsa ? 2048 : 256;
}
