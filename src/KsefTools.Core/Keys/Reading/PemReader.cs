using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Keys.Reading;

/// <summary>Takes certificates and keys out of PEM text; blocks of other kinds are passed over.</summary>
internal static class PemReader
{
    // OpenSSL's own encryption, from before PKCS#8: a header inside the block, which PEM (RFC 7468) no longer has.
    private const string OldEncryption = "Proc-Type: 4,ENCRYPTED";

    public static void Read(string text, SecretText? password, string source, KeyMaterialParts parts)
    {
        if (text.Contains(OldEncryption, StringComparison.Ordinal))
            throw new KeyMaterialException(KeyMaterialProblems.UnsupportedEncryption(source));
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            var bytes = new byte[fields.DecodedDataLength];
            try
            {
                Convert.TryFromBase64Chars(rest[fields.Base64Data], bytes, out _);
                ReadBlock(rest[fields.Label], bytes, password, source, parts);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(bytes);
            }
            rest = rest[fields.Location.End..];
        }
    }

    private static void ReadBlock(
        ReadOnlySpan<char> label,
        byte[] bytes,
        SecretText? password,
        string source,
        KeyMaterialParts parts
    )
    {
        switch (label)
        {
            case "CERTIFICATE" or "X509 CERTIFICATE":
                parts.Add(Certificate(bytes, source));
                break;
            case "PRIVATE KEY":
                parts.Add(PrivateKeyReader.FromPkcs8(bytes, source));
                break;
            case "ENCRYPTED PRIVATE KEY":
                parts.Add(PrivateKeyReader.FromEncryptedPkcs8(bytes, password, source));
                break;
            case "EC PRIVATE KEY":
                parts.Add(PrivateKeyReader.FromSec1(bytes, source));
                break;
            case "RSA PRIVATE KEY":
                parts.Add(PrivateKeyReader.FromPkcs1(bytes, source));
                break;
        }
    }

    private static X509Certificate2 Certificate(byte[] bytes, string source) =>
        CertificateReader.TryLoad(bytes) ?? throw new KeyMaterialException(KeyMaterialProblems.Unreadable(source));
}
