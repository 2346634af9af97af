using System.Security.Cryptography.X509Certificates;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Keys.Reading;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Keys;

/// <summary>
/// A certificate and its private key, known to belong together, in memory alone. Read by
/// <see cref="KeyMaterialReader"/>; whether it fits its purpose, <see cref="KeyMaterialCheck"/> says.
/// </summary>
public sealed class KeyMaterial : IDisposable
{
    internal KeyMaterial(X509Certificate2 certificate, KeyPair key) =>
        (Certificate, Key, Details) = (certificate, key, CertificateDetails.Of(certificate));

    /// <summary>The certificate, without its key.</summary>
    public X509Certificate2 Certificate { get; }

    public KeyPair Key { get; }

    /// <summary>What the certificate says of itself.</summary>
    public CertificateDetails Details { get; }

    /// <summary>The vault's secret that it was read from; null for a file's or a store's.</summary>
    public SecretAddress? Origin { get; private set; }

    /// <summary>Joins a certificate that has arrived with the key that asked for it. Takes both over.</summary>
    /// <exception cref="KeyMaterialException">They do not belong together; both are still the caller's.</exception>
    public static KeyMaterial Join(X509Certificate2 certificate, KeyPair key)
    {
        if (!key.Matches(certificate))
            throw new KeyMaterialException(KeyMaterialProblems.KeyMismatch(certificate.Subject));
        return new KeyMaterial(certificate, key);
    }

    /// <summary>
    /// Reads what <see cref="ToVaultText"/> wrote, or any other PEM text with one certificate and its key.
    /// </summary>
    /// <exception cref="KeyMaterialException">The text does not hold that.</exception>
    public static KeyMaterial FromVaultText(SecretText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var material = KeyMaterialReader.FromText(text, password: null);
        material.Origin = text.Origin;
        return material;
    }

    /// <summary>
    /// The vault's form, which other programs read, too: PEM, first the certificate, then its PKCS#8 key. The key is
    /// not encrypted here: the vault encrypts.
    /// </summary>
    /// <exception cref="KeyMaterialException">The key may not leave its store.</exception>
    public SecretText ToVaultText() => new($"{Certificate.ExportCertificatePem()}\n{Key.ExportPem()}\n");

    public void Dispose()
    {
        Certificate.Dispose();
        Key.Dispose();
    }
}
