namespace KsefTools.Core.Files;

/// <summary>Writes files that hold what nobody else may read: a private key, a client's invoices.</summary>
public static class OwnerOnlyFile
{
    /// <summary>
    /// Writes the file whole or not at all. From its first byte on, only its owner may read it (mode 600), whoever may
    /// read the one it replaces; on Windows, the folder's access list decides. A link in its place gives way to it.
    /// </summary>
    /// <param name="path">Where the file goes.</param>
    /// <param name="content">Its content.</param>
    /// <param name="overwrite">Whether a file that is there already may be replaced.</param>
    /// <exception cref="IOException">
    /// The file is there already, or cannot be written; nothing is left behind.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written to.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, bool overwrite)
    {
        if (overwrite)
            AtomicFile.WritePrivate(path, content);
        else
            AtomicFile.Create(path, content);
    }
}
