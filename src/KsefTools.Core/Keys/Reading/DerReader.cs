using System.Formats.Asn1;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Keys.Reading;

/// <summary>Reads a single certificate or key (PKCS#8, PKCS#1, SEC 1) that stands in its file as bare DER.</summary>
internal static class DerReader
{
    /// <summary>Reads whichever of them it is.</summary>
    /// <exception cref="KeyMaterialException">It is none of these, or a key that cannot be opened.</exception>
    public static void Read(ReadOnlyMemory<byte> content, SecretText? password, string source, KeyMaterialParts parts)
    {
        if (CertificateReader.TryLoad(content.Span) is { } certificate)
            parts.Add(certificate);
        else if (EncryptedKeyFrame.IsOne(content))
            parts.Add(PrivateKeyReader.FromEncryptedPkcs8(content, password, source, parts));
        else
            parts.Add(
                FormOf(content) switch
                {
                    KeyForm.Sec1 => PrivateKeyReader.FromSec1(content.ToArray(), source),
                    KeyForm.Pkcs1 => PrivateKeyReader.FromPkcs1(content.ToArray(), source),
                    _ => PrivateKeyReader.FromPkcs8(content, source),
                }
            );
    }

    /// <summary>By what follows the version: PKCS#8: an algorithm, PKCS#1: a modulus, SEC 1: the key.</summary>
    private static KeyForm FormOf(ReadOnlyMemory<byte> content)
    {
        try
        {
            var key = new AsnReader(content, AsnEncodingRules.BER).ReadSequence();
            _ = key.ReadInteger();
            return key.PeekTag() switch
            {
                { TagValue: (int)UniversalTagNumber.OctetString } => KeyForm.Sec1,
                { TagValue: (int)UniversalTagNumber.Integer } => KeyForm.Pkcs1,
                _ => KeyForm.Pkcs8,
            };
        }
        catch (AsnContentException)
        {
            return KeyForm.Pkcs8;
        }
    }

    private enum KeyForm
    {
        Pkcs8,
        Pkcs1,
        Sec1,
    }
}
