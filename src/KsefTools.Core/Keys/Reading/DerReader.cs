using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Keys.Reading;

/// <summary>Reads a single certificate or PKCS#8 key that stands in its file as bare DER.</summary>
internal static class DerReader
{
    /// <summary>Reads whichever of them it is.</summary>
    /// <exception cref="KeyMaterialException">It is none of these, or a key that cannot be opened.</exception>
    public static void Read(ReadOnlyMemory<byte> content, SecretText? password, string source, KeyMaterialParts parts)
    {
        if (CertificateReader.TryLoad(content.Span) is { } certificate)
            parts.Add(certificate);
        else if (EncryptedKeyFrame.IsOne(content))
            parts.Add(PrivateKeyReader.FromEncryptedPkcs8(content, password, source));
        else
            parts.Add(PrivateKeyReader.FromPkcs8(content, source));
    }
}
