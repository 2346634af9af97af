using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KsefTools.Core.Files;
using KsefTools.Core.Letters;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Keys.Reading;

/// <summary>
/// Reads a certificate with its private key: from a PFX, from PEM or DER in one file or two (also the portal's
/// <c>.crt</c> and encrypted <c>.key</c>), from a vault's text, or from the user's store. Everything is decrypted in
/// memory. What a file is, its content says, never its name.
/// </summary>
public static class KeyMaterialReader
{
    private const int LargestFile = 1024 * 1024;

    /// <summary>Reads one file, or two in either order.</summary>
    /// <param name="path">A PFX, a PEM file with both, or the certificate.</param>
    /// <param name="keyPath">The key's file. Where it is null and <paramref name="path"/> holds no key, the file of the
    /// same name with the ending <c>.key</c> beside it is taken, as the portal saves them.</param>
    /// <param name="password">Opens the PFX or the key; null where neither is encrypted.</param>
    /// <exception cref="KeyMaterialException">The files do not give exactly one certificate with its key.</exception>
    public static KeyMaterial FromFiles(string path, string? keyPath, SecretText? password)
    {
        using var parts = new KeyMaterialParts();
        ReadFile(path, password, parts);
        var companion = keyPath ?? (parts.HasKey ? null : PortalCompanion(path));
        if (companion is not null)
            ReadFile(companion, password, parts);
        return parts.Assemble(Path.GetFileName(path));
    }

    /// <summary>Reads what a file would hold.</summary>
    /// <param name="content">A PFX, or PEM with certificate and key.</param>
    /// <param name="password">Opens it; null where it is not encrypted.</param>
    /// <param name="source">What to call it in messages.</param>
    /// <exception cref="KeyMaterialException">It does not hold exactly one certificate with its key.</exception>
    public static KeyMaterial FromBytes(ReadOnlyMemory<byte> content, SecretText? password, string source)
    {
        using var parts = new KeyMaterialParts();
        Read(content, password, source, parts);
        return parts.Assemble(source);
    }

    /// <summary>Reads PEM text with one certificate and its key.</summary>
    /// <exception cref="KeyMaterialException">The text does not hold that.</exception>
    public static KeyMaterial FromText(SecretText pem, SecretText? password)
    {
        using var parts = new KeyMaterialParts();
        PemReader.Read(pem.Reveal(), password, SecretSource, parts);
        return parts.Assemble(SecretSource);
    }

    /// <summary>Takes a certificate with its key from a store of the current user.</summary>
    /// <param name="thumbprint">SHA-1, as the operating system shows it; spaces and case do not matter.</param>
    /// <param name="storeName">The store's name; <c>My</c> is the personal one.</param>
    /// <exception cref="KeyMaterialException">
    /// It is not there, has no key, or its key is none that KSeF takes.
    /// </exception>
    public static KeyMaterial FromStore(string thumbprint, string storeName = "My")
    {
        using var store = new X509Store(storeName, StoreLocation.CurrentUser);
        try
        {
            store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
        }
        catch (CryptographicException)
        {
            throw new KeyMaterialException(KeyMaterialProblems.NotInStore(thumbprint));
        }
        // A thumbprint copied from a Windows dialogue carries invisible characters.
        var wanted = string.Concat(thumbprint.Where(char.IsAsciiHexDigit));
        var found = store.Certificates.Find(X509FindType.FindByThumbprint, wanted, validOnly: false);
        if (found.Count == 0)
            throw new KeyMaterialException(KeyMaterialProblems.NotInStore(thumbprint));
        return FromStored(found[0]);
    }

    /// <summary>All certificates and keys of one file, before it is known what belongs together.</summary>
    /// <exception cref="KeyMaterialException">It holds none, or cannot be opened.</exception>
    internal static KeyMaterialParts PartsOf(string path, SecretText? password)
    {
        var parts = new KeyMaterialParts();
        try
        {
            ReadFile(path, password, parts);
            if (parts.Keys.Count == 0 && parts.Certificates.Count == 0)
                throw new KeyMaterialException(KeyMaterialProblems.Unreadable(Path.GetFileName(path)));
            return parts;
        }
        catch (KeyMaterialException)
        {
            parts.Dispose();
            throw;
        }
    }

    internal static KeyPair KeyFromText(SecretText pem)
    {
        using var parts = new KeyMaterialParts();
        PemReader.Read(pem.Reveal(), password: null, SecretSource, parts);
        return parts.TakeKey(SecretSource);
    }

    private static string SecretSource => UiText.Of("The vault's secret", "Sekret z magazynu");

    private static KeyMaterial FromStored(X509Certificate2 stored)
    {
        using (stored)
        {
            if (!stored.HasPrivateKey)
                throw new KeyMaterialException(KeyMaterialProblems.KeyMissing(stored.Subject));
            KeyPair? key = KeyAlgorithms.Of(stored) switch
            {
                KeyAlgorithm.Rsa when stored.GetRSAPrivateKey() is { } rsa => new KeyPair(rsa),
                KeyAlgorithm.Ec when stored.GetECDsaPrivateKey() is { } ec => new KeyPair(ec),
                _ => null,
            };
            if (key is null)
                throw new KeyMaterialException(KeyMaterialProblems.UnsupportedKey(stored.Subject));
            return new KeyMaterial(X509CertificateLoader.LoadCertificate(stored.RawDataMemory.Span), key);
        }
    }

    private static string? PortalCompanion(string path)
    {
        var companion = Path.ChangeExtension(path, ".key");
        return File.Exists(companion) ? companion : null;
    }

    private static void ReadFile(string path, SecretText? password, KeyMaterialParts parts)
    {
        var source = Path.GetFileName(path);
        byte[] content;
        try
        {
            if (new FileInfo(path).Length > LargestFile)
                throw new KeyMaterialException(KeyMaterialProblems.Unreadable(source));
            content = RegularFile.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new KeyMaterialException(KeyMaterialProblems.FileNotFound(source));
        }
        try
        {
            Read(content, password, source, parts);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    /// <summary>
    /// Reads with the password as given, and where it does not open the content, without the spaces and line ends that
    /// copying left around it.
    /// </summary>
    private static void Read(ReadOnlyMemory<byte> content, SecretText? password, string source, KeyMaterialParts parts)
    {
        try
        {
            ReadAs(content, password, source, parts);
        }
        catch (KeyMaterialException exception)
            when (exception.Failure is KeyMaterialFailure.WrongPassword && Trimmed(password) is not null)
        {
            ReadAs(content, Trimmed(password), source, parts);
        }
    }

    private static SecretText? Trimmed(SecretText? password)
    {
        var given = password?.Reveal() ?? "";
        var trimmed = InvisibleLetters.Tidy(given).Trim();
        return trimmed.Length == 0 || string.Equals(trimmed, given, StringComparison.Ordinal)
            ? null
            : new SecretText(trimmed);
    }

    private static void ReadAs(
        ReadOnlyMemory<byte> content,
        SecretText? password,
        string source,
        KeyMaterialParts parts,
        bool isDecoded = false
    )
    {
        var text = TextOf(content.Span);
        if (PemText.IsOne(text))
            PemReader.Read(text, password, source, parts);
        else if (!isDecoded && PemText.Bare(text) is { } decoded)
            ReadAs(decoded, password, source, parts, isDecoded: true);
        else if (!Pkcs12Reader.TryRead(content, password, source, parts))
            DerReader.Read(content, password, source, parts);
    }

    /// <summary>
    /// The content as text, by its byte order mark or by the zeros of UTF-16. All that matters in it is ASCII.
    /// </summary>
    private static string TextOf(ReadOnlySpan<byte> content)
    {
        var encoding = TextDecoding.Unicode(content) ?? Encoding.UTF8;
        try
        {
            return encoding.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return "";
        }
    }
}
