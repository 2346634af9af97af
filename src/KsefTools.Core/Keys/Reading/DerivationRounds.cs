using System.Formats.Asn1;
using System.Numerics;

namespace KsefTools.Core.Keys.Reading;

/// <summary>
/// How many rounds of key derivation a file asks for before its password is known to be right. The number is whatever
/// its author wrote, and two thousand million rounds take many minutes.
/// </summary>
internal static class DerivationRounds
{
    /// <summary>
    /// The most that the files of one key may ask for together: a few seconds, and more than any program writes
    /// (OpenSSL 2,048, Windows 2,000, password managers 600,000).
    /// </summary>
    public const int Most = 10_000_000;

    private const string Pbes2 = "1.2.840.113549.1.5.13";
    private const string Data = "1.2.840.113549.1.7.1";
    private const string EncryptedData = "1.2.840.113549.1.7.6";

    private static readonly Asn1Tag Content = new(TagClass.ContextSpecific, 0);

    /// <summary>Those of an EncryptedPrivateKeyInfo (RFC 5958).</summary>
    /// <exception cref="AsnContentException">It is none.</exception>
    public static BigInteger OfKey(ReadOnlyMemory<byte> encrypted) =>
        OfScheme(new AsnReader(encrypted, AsnEncodingRules.BER).ReadSequence().ReadSequence());

    /// <summary>Those of a PFX (RFC 7292): of the seal and of each encrypted part; keys inside count later.</summary>
    /// <exception cref="AsnContentException">It is none.</exception>
    public static BigInteger OfPfx(ReadOnlyMemory<byte> pfx)
    {
        var outer = new AsnReader(pfx, AsnEncodingRules.BER).ReadSequence();
        _ = outer.ReadInteger();
        var content = outer.ReadSequence();
        var rounds = outer.HasData ? OfSeal(outer.ReadSequence()) : 0;
        if (content.ReadObjectIdentifier() is not Data)
            return rounds;
        var parts = new AsnReader(content.ReadSequence(Content).ReadOctetString(), AsnEncodingRules.BER).ReadSequence();
        while (parts.HasData)
            rounds += OfPart(parts.ReadSequence());
        return rounds;
    }

    private static BigInteger OfSeal(AsnReader seal)
    {
        _ = seal.ReadSequence();
        _ = seal.ReadOctetString();
        return seal.HasData ? seal.ReadInteger() : 1;
    }

    private static BigInteger OfPart(AsnReader part)
    {
        if (part.ReadObjectIdentifier() is not EncryptedData)
            return 0;
        var data = part.ReadSequence(Content).ReadSequence();
        _ = data.ReadInteger();
        var encrypted = data.ReadSequence();
        _ = encrypted.ReadObjectIdentifier();
        return OfScheme(encrypted.ReadSequence());
    }

    // PBES2 names its derivation with parameters of its own; the older schemes have salt and rounds themselves. Another
    // derivation than by rounds is refused by what reads the scheme.
    private static BigInteger OfScheme(AsnReader scheme)
    {
        var isPbes2 = scheme.ReadObjectIdentifier() is Pbes2;
        var parameters = scheme.ReadSequence();
        if (isPbes2)
        {
            var derivation = parameters.ReadSequence();
            _ = derivation.ReadObjectIdentifier();
            parameters = derivation.ReadSequence();
        }
        _ = parameters.ReadOctetString();
        return parameters.ReadInteger();
    }
}
