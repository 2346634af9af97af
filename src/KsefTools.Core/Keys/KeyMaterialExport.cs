using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Keys;

/// <summary>
/// Key material for programs that need a file. Always under a password: PBES2 with AES-256 and PBKDF2 over SHA-256,
/// which OpenSSL, Java and Windows from 10 version 1709 open.
/// </summary>
public static class KeyMaterialExport
{
    // What the platform's own loader still opens by default is 300,000.
    private const int Iterations = 210_000;

    private static PbeParameters Encryption =>
        new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, Iterations);

    /// <summary>A PFX (PKCS#12) with the certificate and its key.</summary>
    /// <exception cref="ArgumentException">The password is empty.</exception>
    /// <exception cref="KeyMaterialException">The key may not leave its store.</exception>
    public static byte[] ToPfx(KeyMaterial material, SecretText password)
    {
        RequirePassword(password);
        var keyId = new Pkcs9LocalKeyId(material.Certificate.GetCertHash());
        var certificates = new Pkcs12SafeContents();
        certificates.AddCertificate(material.Certificate).Attributes.Add(keyId);
        var keys = new Pkcs12SafeContents();
        var key = new Pkcs12ShroudedKeyBag(EncryptedPkcs8(material.Key, password), skipCopy: true);
        key.Attributes.Add(keyId);
        keys.AddSafeBag(key);

        var pfx = new Pkcs12Builder();
        pfx.AddSafeContentsEncrypted(certificates, password.Reveal(), Encryption);
        pfx.AddSafeContentsUnencrypted(keys);
        pfx.SealWithMac(password.Reveal(), HashAlgorithmName.SHA256, Iterations);
        return pfx.Encode();
    }

    /// <summary>
    /// PEM: the certificate, then its encrypted PKCS#8 key, as the portal would save them in one file.
    /// </summary>
    /// <exception cref="ArgumentException">The password is empty.</exception>
    /// <exception cref="KeyMaterialException">The key may not leave its store.</exception>
    public static byte[] ToPem(KeyMaterial material, SecretText password) =>
        [.. ToCertificatePem(material), .. ToKeyPem(material, password)];

    /// <summary>The certificate alone as PEM; nothing in it is secret.</summary>
    public static byte[] ToCertificatePem(KeyMaterial material) =>
        Encoding.ASCII.GetBytes(material.Certificate.ExportCertificatePem() + "\n");

    /// <summary>The key alone as PEM, encrypted PKCS#8.</summary>
    /// <exception cref="ArgumentException">The password is empty.</exception>
    /// <exception cref="KeyMaterialException">The key may not leave its store.</exception>
    public static byte[] ToKeyPem(KeyMaterial material, SecretText password)
    {
        RequirePassword(password);
        var pem = PemEncoding.WriteString("ENCRYPTED PRIVATE KEY", EncryptedPkcs8(material.Key, password));
        return Encoding.ASCII.GetBytes(pem + "\n");
    }

    private static byte[] EncryptedPkcs8(KeyPair key, SecretText password)
    {
        var pkcs8 = key.ExportPkcs8();
        try
        {
            return Pkcs8PrivateKeyInfo.Decode(pkcs8, out _).Encrypt(password.Reveal(), Encryption);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    private static void RequirePassword(SecretText password)
    {
        if (password.Length == 0)
            throw new ArgumentException(UiText.Of("A password is needed.", "Potrzebne jest hasło."), nameof(password));
    }
}
