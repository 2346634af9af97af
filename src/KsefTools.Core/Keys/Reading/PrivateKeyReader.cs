using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Keys.Reading;

/// <summary>
/// Reads private keys into memory. What algorithm a key is of is read from the key itself, so that an EC key is never
/// tried as RSA, which the platform reports as a wrong password.
/// </summary>
internal static class PrivateKeyReader
{
    public static KeyPair FromPkcs8(ReadOnlyMemory<byte> pkcs8, string source)
    {
        try
        {
            return From(Pkcs8PrivateKeyInfo.Decode(pkcs8, out _), source);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw new KeyMaterialException(KeyMaterialProblems.Unreadable(source));
        }
    }

    public static KeyPair FromEncryptedPkcs8(
        ReadOnlyMemory<byte> encrypted,
        SecretText? password,
        string source,
        KeyMaterialParts parts
    )
    {
        EncryptedKeyFrame.Verify(encrypted, source, parts);
        if (password is null)
            throw new KeyMaterialException(KeyMaterialProblems.PasswordMissing(source));
        return Decrypt(encrypted, password, source);
    }

    /// <summary>
    /// A key inside a PFX whose seal has confirmed the password; there, none at all is a password, too.
    /// </summary>
    public static KeyPair FromShrouded(
        ReadOnlyMemory<byte> encrypted,
        SecretText? password,
        string source,
        KeyMaterialParts parts
    )
    {
        EncryptedKeyFrame.Verify(encrypted, source, parts);
        return Decrypt(encrypted, password, source);
    }

    /// <summary>An <c>EC PRIVATE KEY</c> block.</summary>
    public static KeyPair FromSec1(byte[] key, string source) =>
        Import(KeyAlgorithm.Ec, source, target => ((ECDsa)target).ImportECPrivateKey(key, out _));

    /// <summary>An <c>RSA PRIVATE KEY</c> block.</summary>
    public static KeyPair FromPkcs1(byte[] key, string source) =>
        Import(KeyAlgorithm.Rsa, source, target => ((RSA)target).ImportRSAPrivateKey(key, out _));

    // The frame has been found sound, so what goes wrong here is the password's fault. The platform's exceptions cannot
    // tell: about one wrong password in 250 yields bytes that look like damage.
    private static KeyPair Decrypt(ReadOnlyMemory<byte> encrypted, SecretText? password, string source)
    {
        Pkcs8PrivateKeyInfo decrypted;
        try
        {
            decrypted = Pkcs8PrivateKeyInfo.DecryptAndDecode(password?.Reveal(), encrypted, out _);
        }
        catch (PlatformNotSupportedException)
        {
            throw new KeyMaterialException(KeyMaterialProblems.UnsupportedEncryption(source));
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw new KeyMaterialException(KeyMaterialProblems.WrongPassword(source));
        }
        return From(decrypted, source);
    }

    /// <summary>
    /// How the platform says that bytes make no sense; the second is meant to be wrapped, and is not always.
    /// </summary>
    internal static bool IsDamage(Exception exception) => exception is CryptographicException or AsnContentException;

    private static KeyPair From(Pkcs8PrivateKeyInfo info, string source)
    {
        var algorithm =
            KeyAlgorithms.Of(info.AlgorithmId.Value)
            ?? throw new KeyMaterialException(KeyMaterialProblems.UnsupportedKey(source));
        var pkcs8 = info.Encode();
        try
        {
            return Import(algorithm, source, target => target.ImportPkcs8PrivateKey(pkcs8, out _));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    private static KeyPair Import(KeyAlgorithm algorithm, string source, Action<AsymmetricAlgorithm> import)
    {
        AsymmetricAlgorithm key = algorithm is KeyAlgorithm.Rsa ? RSA.Create() : ECDsa.Create();
        try
        {
            import(key);
            if (key.KeySize < KeyAlgorithms.SmallestBits(algorithm))
                throw new KeyMaterialException(KeyMaterialProblems.UnsupportedKey(source));
            return key is RSA rsa ? new KeyPair(rsa) : new KeyPair((ECDsa)key);
        }
        catch (Exception exception)
        {
            key.Dispose();
            switch (exception)
            {
                case PlatformNotSupportedException:
                    throw new KeyMaterialException(KeyMaterialProblems.UnsupportedKey(source));
                case var damage when IsDamage(damage):
                    throw new KeyMaterialException(KeyMaterialProblems.Unreadable(source));
                default:
                    throw;
            }
        }
    }
}
