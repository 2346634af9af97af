using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KsefTools.Core.Keys.Certificates;

/// <summary>
/// Loads certificates that can be read to their end: the platform decodes names and times only when asked.
/// </summary>
internal static class CertificateReader
{
    /// <summary>Null where the bytes are no certificate in DER, or a damaged one.</summary>
    public static X509Certificate2? TryLoad(ReadOnlySpan<byte> der)
    {
        X509Certificate2? certificate = null;
        try
        {
            certificate = X509CertificateLoader.LoadCertificate(der);
            _ = CertificateDetails.Of(certificate);
            return certificate;
        }
        catch (Exception exception)
            when (exception is CryptographicException or AsnContentException or ArgumentException)
        {
            certificate?.Dispose();
            return null;
        }
    }
}
