using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Keys.Reading;

/// <summary>
/// Takes certificates and keys out of a PFX (PKCS#12) in memory. The platform's own loader would put the key through a
/// key store on Windows and macOS, and calls every failure a wrong password.
/// </summary>
internal static class Pkcs12Reader
{
    /// <summary>Reads a PFX.</summary>
    /// <returns>False where the bytes are no PFX.</returns>
    /// <exception cref="KeyMaterialException">It is one, but cannot be opened.</exception>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, SecretText? password, string source, KeyMaterialParts parts)
    {
        Pkcs12Info pfx;
        try
        {
            pfx = Pkcs12Info.Decode(bytes, out _);
        }
        catch (Exception exception) when (PrivateKeyReader.IsDamage(exception))
        {
            return false;
        }
        try
        {
            parts.Spend(DerivationRounds.OfPfx(bytes), source);
            var opening = Open(pfx, password, source);
            foreach (var safe in pfx.AuthenticatedSafe)
                ReadSafe(safe, opening, source, parts);
        }
        catch (Exception exception) when (PrivateKeyReader.IsDamage(exception))
        {
            throw new KeyMaterialException(KeyMaterialProblems.Unreadable(source));
        }
        return true;
    }

    /// <summary>
    /// Finds the password that the seal confirms. Without one, null and the empty text are two different seals.
    /// </summary>
    private static SecretText? Open(Pkcs12Info pfx, SecretText? password, string source)
    {
        if (pfx.IntegrityMode is Pkcs12IntegrityMode.None)
            return password;
        if (pfx.IntegrityMode is not Pkcs12IntegrityMode.Password)
            throw new KeyMaterialException(KeyMaterialProblems.UnsupportedEncryption(source, isPfx: true));
        try
        {
            if (pfx.VerifyMac(password?.Reveal()))
                return password;
            if (password is null or { Length: 0 })
            {
                var other = password is null ? string.Empty : null;
                if (pfx.VerifyMac(other))
                    return other is null ? null : new SecretText(other);
            }
        }
        catch (Exception exception) when (PrivateKeyReader.IsDamage(exception))
        {
            // Damage inside the seal would have shown in decoding, so it is the seal's algorithm.
            throw new KeyMaterialException(KeyMaterialProblems.UnsupportedEncryption(source, isPfx: true));
        }
        throw new KeyMaterialException(
            password is null ? KeyMaterialProblems.PasswordMissing(source) : KeyMaterialProblems.WrongPassword(source)
        );
    }

    private static void ReadSafe(Pkcs12SafeContents safe, SecretText? password, string source, KeyMaterialParts parts)
    {
        try
        {
            if (safe.ConfidentialityMode is not Pkcs12ConfidentialityMode.None)
                safe.Decrypt(password?.Reveal());
        }
        catch (Exception exception)
            when (exception is CryptographicException or PlatformNotSupportedException or InvalidOperationException)
        {
            // The seal has confirmed the password, so the cipher is what fails (RC2, or a recipient's public key).
            throw new KeyMaterialException(KeyMaterialProblems.UnsupportedEncryption(source, isPfx: true));
        }
        foreach (var bag in safe.GetBags())
            ReadBag(bag, password, source, parts);
    }

    private static void ReadBag(Pkcs12SafeBag bag, SecretText? password, string source, KeyMaterialParts parts)
    {
        switch (bag)
        {
            case Pkcs12CertBag { IsX509Certificate: true } certificate:
                using (var loaded = certificate.GetCertificate())
                    parts.Add(
                        CertificateReader.TryLoad(loaded.RawDataMemory.Span)
                            ?? throw new KeyMaterialException(KeyMaterialProblems.Unreadable(source))
                    );
                break;
            case Pkcs12KeyBag key:
                parts.Add(PrivateKeyReader.FromPkcs8(key.Pkcs8PrivateKey, source));
                break;
            case Pkcs12ShroudedKeyBag key:
                parts.Add(PrivateKeyReader.FromShrouded(key.EncryptedPkcs8PrivateKey, password, source, parts));
                break;
            case Pkcs12SafeContentsBag { SafeContents: { } inner }:
                ReadSafe(inner, password, source, parts);
                break;
        }
    }
}
