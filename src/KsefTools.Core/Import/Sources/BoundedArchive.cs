using System.IO.Compression;

namespace KsefTools.Core.Import.Sources;

/// <summary>
/// A zip file of others, of which no more is unpacked than a program would have packed: a few kilobytes can hold
/// gigabytes, and what it says of its own sizes may be untrue.
/// </summary>
internal sealed class BoundedArchive : IDisposable
{
    /// <summary>In bytes, unpacked; a list of a thousand clients is less than one million.</summary>
    public const int MostBytes = 128 << 20;

    private const int MostEntries = 10_000;

    private readonly string _path;
    private readonly ZipArchive _archive;

    /// <summary>Opens it; nothing is unpacked yet.</summary>
    /// <exception cref="SpreadsheetException">It is no zip file, or is damaged.</exception>
    public BoundedArchive(string path, byte[] bytes)
    {
        _path = path;
        try
        {
            _archive = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            if (_archive.Entries.Count > MostEntries)
                throw TooLarge();
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw Damaged();
        }
    }

    public bool Has(string entry) => _archive.GetEntry(entry) is not null;

    /// <summary>An entry's bytes.</summary>
    /// <exception cref="SpreadsheetException">It is damaged, or larger than <see cref="MostBytes"/>.</exception>
    public byte[] Read(string entry)
    {
        using var content = new MemoryStream();
        Unpack(_archive.GetEntry(entry)!, content, MostBytes);
        return content.ToArray();
    }

    /// <summary>Unpacks all of it once, and keeps nothing.</summary>
    /// <exception cref="SpreadsheetException">It is damaged, or larger than <see cref="MostBytes"/>.</exception>
    public void Check()
    {
        var left = MostBytes;
        foreach (var entry in _archive.Entries)
            left -= Unpack(entry, Stream.Null, left);
    }

    public void Dispose() => _archive.Dispose();

    private int Unpack(ZipArchiveEntry entry, Stream target, int most)
    {
        try
        {
            using var source = entry.Open();
            var buffer = new byte[1 << 16];
            var sum = 0;
            for (int read; (read = source.Read(buffer)) > 0; target.Write(buffer, 0, read))
                if ((sum += read) > most)
                    throw TooLarge();
            return sum;
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw Damaged();
        }
    }

    private static bool IsDamage(Exception exception) =>
        exception is InvalidDataException or IOException or NotSupportedException or ArgumentException;

    private SpreadsheetException TooLarge() =>
        new(
            _path,
            UiText.Of(
                "is packed so densely that it would be more than 128 MB; no list of clients is",
                "jest spakowany tak gęsto, że po rozpakowaniu miałby ponad 128 MB; lista klientów tyle nie ma"
            )
        );

    private SpreadsheetException Damaged() =>
        new(
            _path,
            UiText.Of(
                "is damaged, or protected with a password; save it again without one",
                "jest uszkodzony albo chroniony hasłem; zapisz go ponownie bez hasła"
            )
        );
}
