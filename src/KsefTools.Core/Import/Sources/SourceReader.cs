using System.Text;
using KsefTools.Core.Files;
using KsefTools.Core.Import.Stores;
using KsefTools.Core.Letters;

namespace KsefTools.Core.Import.Sources;

/// <summary>Opens whatever people have by what is in it: the ending of a file's name is a hint at most.</summary>
internal static class SourceReader
{
    /// <summary>Far more than any office's list.</summary>
    private const long LargestFile = 64 << 20;

    /// <summary>
    /// The file's sheets, each as one table or, where its cells may be told apart in several ways, as one table for
    /// each way; with the text's encoding.
    /// </summary>
    /// <param name="path">The file, as a full path.</param>
    /// <param name="encodingName">Its encoding, where a person names it; null to find it.</param>
    /// <exception cref="SpreadsheetException">The file is of no kind that can be read.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static (IReadOnlyList<IReadOnlyList<SourceTable>> Sheets, string Encoding) Read(
        string path,
        string? encodingName
    )
    {
        var bytes = ReadBytes(path);
        if (bytes.AsSpan().StartsWith("PK\x03\x04"u8))
            return (ReadArchive(path, bytes), "");
        // The container of Excel 97 to 2003, and of newer workbooks with a password.
        if (bytes.AsSpan().StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0]))
            return (Each(WorkbookSource.Read(path, bytes)), "");
        if (bytes.AsSpan().StartsWith<byte>([0x03, 0xD9, 0xA2, 0x9A]))
            throw new SpreadsheetException(
                path,
                UiText.Of(
                    "this is a database of KeePass; export it there as XML, import that, and delete it",
                    "to baza KeePassa; wyeksportuj ją tam jako XML, zaimportuj ten plik i usuń go"
                )
            );
        var (text, encoding) = Decode(path, bytes, encodingName);
        return StoreExport.Read(path, text) is { } entries
            ? (
                [
                    [entries],
                ],
                encoding
            )
            : ([CsvSource.Read(text)], encoding);
    }

    private static IReadOnlyList<IReadOnlyList<SourceTable>> ReadArchive(string path, byte[] bytes)
    {
        using var archive = new BoundedArchive(path, bytes);
        // 1Password's .1pux, and Bitwarden's export with attachments.
        if (Array.Find(["export.data", "data.json"], archive.Has) is { } data)
            return StoreExport.Read(path, Encoding.UTF8.GetString(archive.Read(data))) is { } entries
                ?
                [
                    [entries],
                ]
                : throw NotReadable(path);
        if (!archive.Has("xl/workbook.xml") && !archive.Has("xl/workbook.bin"))
            throw NotReadable(path);
        archive.Check();
        return Each(WorkbookSource.Read(path, bytes));
    }

    private static SpreadsheetException NotReadable(string path) =>
        new(
            path,
            UiText.Of(
                "this is an archive, and neither a workbook of Excel nor an export of 1Password or Bitwarden; save the "
                    + "sheet as .xlsx or as 'CSV UTF-8', or unpack the archive and import what is in it",
                "to archiwum, a nie skoroszyt Excela ani eksport z 1Passworda lub Bitwardena; zapisz arkusz jako .xlsx "
                    + "albo 'CSV UTF-8', albo rozpakuj archiwum i zaimportuj to, co w nim jest"
            )
        );

    private static IReadOnlyList<IReadOnlyList<SourceTable>> Each(IReadOnlyList<SourceTable> sheets) =>
        [.. sheets.Select(sheet => (IReadOnlyList<SourceTable>)[sheet])];

    private static byte[] ReadBytes(string path)
    {
        using var stream = RegularFile.OpenRead(path);
        if (stream.Length > LargestFile)
            throw new SpreadsheetException(path, UiText.Of("larger than 64 MB", "większy niż 64 MB"));
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static (string Text, string Encoding) Decode(string path, byte[] bytes, string? name)
    {
        if (name is null)
            return TextDecoding.Decode(bytes)
                ?? throw new SpreadsheetException(
                    path,
                    UiText.Of(
                        "it is not certain in which encoding the file is, and a guess could garble names; save it as "
                            + "'CSV UTF-8', or name its encoding (-Encoding windows-1250, iso-8859-2, ibm852 or "
                            + "x-mac-ce)",
                        "nie wiadomo na pewno, w jakim kodowaniu jest plik, a zgadywanie mogłoby zniekształcić nazwy; "
                            + "zapisz go jako 'CSV UTF-8' albo podaj kodowanie (-Encoding windows-1250, iso-8859-2, "
                            + "ibm852 lub x-mac-ce)"
                    )
                );
        var encoding =
            TextDecoding.Find(name)
            ?? throw new SpreadsheetException(
                path,
                UiText.Of(
                    "no encoding of that name is known; try utf-8, windows-1250, iso-8859-2, ibm852 or x-mac-ce",
                    "nie ma kodowania o takiej nazwie; podaj utf-8, windows-1250, iso-8859-2, ibm852 lub x-mac-ce"
                )
            );
        return TextDecoding.Decode(bytes, encoding)
            ?? throw new SpreadsheetException(
                path,
                UiText.Of($"the file is not in {encoding.WebName}", $"plik nie jest w kodowaniu {encoding.WebName}")
            );
    }
}
