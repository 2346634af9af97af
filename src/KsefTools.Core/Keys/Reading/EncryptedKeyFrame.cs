using System.Collections.Frozen;
using System.Formats.Asn1;

namespace KsefTools.Core.Keys.Reading;

/// <summary>
/// Looks at an EncryptedPrivateKeyInfo (RFC 5958) from outside, without a password: is it one, and can the platform
/// open such a one at all?
/// </summary>
internal static class EncryptedKeyFrame
{
    private const string Pbes2 = "1.2.840.113549.1.5.13";
    private const string Pbkdf2 = "1.2.840.113549.1.5.12";

    private static readonly FrozenSet<string> OldSchemes = FrozenSet.Create(
        StringComparer.Ordinal,
        "1.2.840.113549.1.5.3", // PBES1: MD5 with DES
        "1.2.840.113549.1.5.6",
        "1.2.840.113549.1.5.10", // PBES1: SHA-1 with DES
        "1.2.840.113549.1.5.11",
        "1.2.840.113549.1.12.1.3", // PKCS#12: SHA-1 with 3DES
        "1.2.840.113549.1.12.1.4",
        "1.2.840.113549.1.12.1.5",
        "1.2.840.113549.1.12.1.6"
    );

    private static readonly FrozenSet<string> Ciphers = FrozenSet.Create(
        StringComparer.Ordinal,
        "2.16.840.1.101.3.4.1.2", // AES-128-CBC
        "2.16.840.1.101.3.4.1.22", // AES-192-CBC
        "2.16.840.1.101.3.4.1.42", // AES-256-CBC
        "1.2.840.113549.3.7", // 3DES-CBC
        "1.2.840.113549.3.2", // RC2-CBC
        "1.3.14.3.2.7" // DES-CBC
    );

    /// <summary>Whether the bytes begin as such a structure does, and not as a key in the clear.</summary>
    public static bool IsOne(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var info = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence();
            _ = info.ReadSequence();
            _ = info.ReadOctetString();
            return true;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    /// <summary>Refuses what no password would open, or not within seconds.</summary>
    /// <exception cref="KeyMaterialException">Unreadable, or UnsupportedEncryption.</exception>
    public static void Verify(ReadOnlyMemory<byte> encrypted, string source, KeyMaterialParts parts)
    {
        bool isSupported;
        try
        {
            var info = new AsnReader(encrypted, AsnEncodingRules.BER).ReadSequence();
            isSupported = IsSupported(info.ReadSequence());
            _ = info.ReadOctetString();
            if (isSupported)
                parts.Spend(DerivationRounds.OfKey(encrypted), source);
        }
        catch (AsnContentException)
        {
            throw new KeyMaterialException(KeyMaterialProblems.Unreadable(source));
        }
        if (!isSupported)
            throw new KeyMaterialException(KeyMaterialProblems.UnsupportedEncryption(source));
    }

    private static bool IsSupported(AsnReader scheme)
    {
        var oid = scheme.ReadObjectIdentifier();
        if (!string.Equals(oid, Pbes2, StringComparison.Ordinal))
            return OldSchemes.Contains(oid);
        var parameters = scheme.ReadSequence();
        var derivation = parameters.ReadSequence().ReadObjectIdentifier();
        var cipher = parameters.ReadSequence().ReadObjectIdentifier();
        return string.Equals(derivation, Pbkdf2, StringComparison.Ordinal) && Ciphers.Contains(cipher);
    }
}
