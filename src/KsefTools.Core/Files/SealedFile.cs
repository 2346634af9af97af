using System.Security.Cryptography;

namespace KsefTools.Core.Files;

/// <summary>
/// A file that tells its content to the holder of a key alone, and whether anybody changed it: AES-256-GCM, a new nonce
/// for each write, and a header that is bound to the content. Readable by its owner only; replaced as a whole.
/// </summary>
internal static class SealedFile
{
    /// <summary>Bytes of a key.</summary>
    public const int KeySize = 32;

    private const int NonceSize = 12;
    private const int TagSize = 16;

    // What the file is, and in which version of this layout: header, nonce, tag, content.
    private static ReadOnlySpan<byte> Header => "KSEFTOOLS SEALED\u0001"u8;

    /// <summary>The content; null where there is no file.</summary>
    /// <exception cref="CryptographicException">
    /// The file is torn, of another layout, or sealed under another key.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is somebody else's.</exception>
    public static byte[]? Read(string path, ReadOnlySpan<byte> key)
    {
        if (ReadBytes(path) is not { } file)
            return null;
        var start = Header.Length + NonceSize + TagSize;
        if (file.Length < start || !file.AsSpan().StartsWith(Header))
            throw new CryptographicException("This is no sealed file of a layout known here.");
        var content = new byte[file.Length - start];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(
            file.AsSpan(Header.Length, NonceSize),
            file.AsSpan(start),
            file.AsSpan(Header.Length + NonceSize, TagSize),
            content,
            Header
        );
        return content;
    }

    /// <summary>Replaces the content. One process at a time: what another one left half written is removed.</summary>
    /// <exception cref="IOException">The file cannot be written; the old one still stands.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder is somebody else's.</exception>
    public static void Write(string path, ReadOnlySpan<byte> key, ReadOnlySpan<byte> content)
    {
        var start = Header.Length + NonceSize + TagSize;
        var file = new byte[start + content.Length];
        Header.CopyTo(file);
        var nonce = file.AsSpan(Header.Length, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using (var aes = new AesGcm(key, TagSize))
            aes.Encrypt(nonce, content, file.AsSpan(start), file.AsSpan(Header.Length + NonceSize, TagSize), Header);
        RemoveRemains(path);
        OwnerOnlyFile.Write(path, file, overwrite: true);
    }

    private static byte[]? ReadBytes(string path)
    {
        try
        {
            using var file = RegularFile.OpenRead(path);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static void RemoveRemains(string path)
    {
        var pattern = $".{Path.GetFileName(path)}.*{AtomicFile.TemporaryExtension}";
        foreach (var remains in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, pattern))
            File.Delete(remains);
    }
}
