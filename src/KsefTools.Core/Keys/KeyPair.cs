using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using KsefTools.Core.Keys.Reading;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Keys;

/// <summary>
/// A private key in memory. On no platform is it written to a key store or to disk; it ends with
/// <see cref="Dispose"/>.
/// </summary>
public sealed class KeyPair : IDisposable
{
    internal KeyPair(RSA key) => (Key, Algorithm) = (key, KeyAlgorithm.Rsa);

    internal KeyPair(ECDsa key) => (Key, Algorithm) = (key, KeyAlgorithm.Ec);

    public KeyAlgorithm Algorithm { get; }

    /// <summary>The key's length in bits.</summary>
    public int Bits => Key.KeySize;

    /// <summary>An <see cref="RSA"/> or an <see cref="ECDsa"/>, as <see cref="Algorithm"/> says.</summary>
    internal AsymmetricAlgorithm Key { get; }

    /// <summary>Makes a new key: EC P-256 (KSeF's recommendation) or RSA 2048, the two that KSeF certifies.</summary>
    public static KeyPair Generate(KeyAlgorithm algorithm) =>
        algorithm is KeyAlgorithm.Rsa
            ? new KeyPair(RSA.Create(2048))
            // Without a curve, the platform would take P-521.
            : new KeyPair(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads what <see cref="ToVaultText"/> wrote.</summary>
    /// <exception cref="KeyMaterialException">The text holds no key, or more than one.</exception>
    public static KeyPair FromVaultText(SecretText text) => KeyMaterialReader.KeyFromText(text);

    /// <summary>
    /// The key alone as PEM (PKCS#8, unencrypted: the vault encrypts). For the time between a request's making and
    /// the certificate's arrival; afterwards, the vault holds <see cref="KeyMaterial.ToVaultText"/>.
    /// </summary>
    /// <exception cref="KeyMaterialException">The key may not leave its store.</exception>
    public SecretText ToVaultText() => new(ExportPem() + "\n");

    /// <summary>Whether this is the private half of the certificate's key.</summary>
    public bool Matches(X509Certificate2 certificate)
    {
        if (KeyAlgorithms.Of(certificate) != Algorithm)
            return false;
        try
        {
            return Algorithm is KeyAlgorithm.Rsa ? MatchesRsa(certificate) : MatchesEc(certificate);
        }
        catch (CryptographicException)
        {
            // A public key that cannot be decoded belongs to nobody.
            return false;
        }
    }

    /// <summary>What the key has in common with its certificate, to find one among many.</summary>
    internal string PublicPart =>
        Key is RSA rsa ? Text(rsa.ExportParameters(false)) : Text(((ECDsa)Key).ExportParameters(false).Q);

    /// <summary><see cref="PublicPart"/> of a certificate; null where its key is none of ours.</summary>
    internal static string? PublicPartOf(X509Certificate2 certificate)
    {
        try
        {
            using var rsa = certificate.GetRSAPublicKey();
            using var ec = certificate.GetECDsaPublicKey();
            return rsa is not null ? Text(rsa.ExportParameters(false))
                : ec is not null ? Text(ec.ExportParameters(false).Q)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string Text(RSAParameters key) => $"{Hex(key.Modulus)}-{Hex(key.Exponent)}";

    private static string Text(ECPoint point) => $"{Hex(point.X)}-{Hex(point.Y)}";

    private static string Hex(byte[]? number) => Convert.ToHexString(number ?? []);

    /// <summary>The private key as an unencrypted PKCS#8 PEM block, without a line end.</summary>
    /// <exception cref="KeyMaterialException">The key may not leave its store.</exception>
    internal string ExportPem()
    {
        var pkcs8 = ExportPkcs8();
        try
        {
            return PemEncoding.WriteString("PRIVATE KEY", pkcs8);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    /// <summary>The private key as PKCS#8. The caller clears the bytes.</summary>
    /// <exception cref="KeyMaterialException">The key may not leave its store.</exception>
    internal byte[] ExportPkcs8()
    {
        try
        {
            return Key.ExportPkcs8PrivateKey();
        }
        catch (CryptographicException)
        {
            return ExportThroughEncryption();
        }
    }

    public void Dispose() => Key.Dispose();

    // Windows marks some keys as exportable in encrypted form alone.
    private byte[] ExportThroughEncryption()
    {
        Span<byte> password = stackalloc byte[32];
        RandomNumberGenerator.Fill(password);
        try
        {
            var encrypted = Key.ExportEncryptedPkcs8PrivateKey(
                password,
                new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1)
            );
            return Pkcs8PrivateKeyInfo.DecryptAndDecode(password, encrypted, out _).Encode();
        }
        catch (CryptographicException)
        {
            throw new KeyMaterialException(KeyMaterialProblems.KeyNotExportable());
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }
    }

    private bool MatchesRsa(X509Certificate2 certificate)
    {
        using var publicKey = certificate.GetRSAPublicKey();
        return publicKey is not null && AreEqual(((RSA)Key).ExportParameters(false), publicKey.ExportParameters(false));
    }

    private bool MatchesEc(X509Certificate2 certificate)
    {
        using var publicKey = certificate.GetECDsaPublicKey();
        return publicKey is not null
            && AreEqual(((ECDsa)Key).ExportParameters(false).Q, publicKey.ExportParameters(false).Q);
    }

    private static bool AreEqual(RSAParameters one, RSAParameters other) =>
        one.Modulus.AsSpan().SequenceEqual(other.Modulus) && one.Exponent.AsSpan().SequenceEqual(other.Exponent);

    private static bool AreEqual(ECPoint one, ECPoint other) =>
        one.X.AsSpan().SequenceEqual(other.X) && one.Y.AsSpan().SequenceEqual(other.Y);
}
