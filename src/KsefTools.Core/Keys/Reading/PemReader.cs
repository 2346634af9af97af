using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Letters;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Keys.Reading;

/// <summary>Takes certificates and keys out of PEM text; blocks of other kinds are passed over.</summary>
internal static class PemReader
{
    // OpenSSL's own encryption, from before PKCS#8: a header inside the block, which PEM (RFC 7468) no longer has.
    private const string OldEncryption = "Proc-Type: 4,ENCRYPTED";

    public static void Read(string text, SecretText? password, string source, KeyMaterialParts parts)
    {
        if (InvisibleLetters.Tidy(text).Contains(OldEncryption, StringComparison.Ordinal))
            throw new KeyMaterialException(KeyMaterialProblems.UnsupportedEncryption(source));
        List<string> others = [];
        var isOurs = false;
        foreach (var (label, bytes) in PemText.Blocks(text))
            try
            {
                if (ReadBlock(label, bytes, password, source, parts))
                    isOurs = true;
                else
                    others.Add(label);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(bytes);
            }
        if (!isOurs && others.Count > 0)
            throw new KeyMaterialException(KeyMaterialProblems.SomethingElse(source, others[0]));
    }

    /// <summary>False for a block of another kind.</summary>
    private static bool ReadBlock(
        string label,
        byte[] bytes,
        SecretText? password,
        string source,
        KeyMaterialParts parts
    )
    {
        switch (label)
        {
            case "CERTIFICATE" or "X509 CERTIFICATE" or "TRUSTED CERTIFICATE":
                parts.Add(Certificate(bytes, source));
                break;
            case "PRIVATE KEY":
                parts.Add(PrivateKeyReader.FromPkcs8(bytes, source));
                break;
            case "ENCRYPTED PRIVATE KEY":
                parts.Add(PrivateKeyReader.FromEncryptedPkcs8(bytes, password, source, parts));
                break;
            case "EC PRIVATE KEY":
                parts.Add(PrivateKeyReader.FromSec1(bytes, source));
                break;
            case "RSA PRIVATE KEY":
                parts.Add(PrivateKeyReader.FromPkcs1(bytes, source));
                break;
            default:
                return false;
        }
        return true;
    }

    private static X509Certificate2 Certificate(byte[] bytes, string source) =>
        CertificateReader.TryLoad(bytes) ?? throw new KeyMaterialException(KeyMaterialProblems.Unreadable(source));
}
