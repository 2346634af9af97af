using System.Text;
using KsefTools.Core.Files;
using KsefTools.Core.Letters;

namespace KsefTools.Core.Office.Yaml;

/// <summary>A file's text together with what must survive a change: its byte order mark and its line ends.</summary>
internal sealed class SourceText
{
    /// <summary>A profile is some hundred bytes; what is larger than this is another file under its name.</summary>
    private const int MaxBytes = 1 << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private SourceText(string path, byte[] bytes, bool hasMark, string text)
    {
        Path = path;
        Bytes = bytes;
        HasMark = hasMark;
        Text = text;
    }

    public string Path { get; }

    /// <summary>The file as it was read, to tell later whether somebody else changed it.</summary>
    public byte[] Bytes { get; }

    public bool HasMark { get; }

    /// <summary>The text without the byte order mark.</summary>
    public string Text { get; }

    /// <summary>Reads a whole file, without keeping others from writing or replacing it meanwhile.</summary>
    /// <exception cref="OfficeFileException">The file cannot be read, is no UTF-8, or is far too large.</exception>
    public static SourceText Read(string path)
    {
        try
        {
            using var stream = RegularFile.OpenRead(path);
            if (stream.Length > MaxBytes)
                throw Unreadable(path, UiText.Of("larger than 1 MB", "większy niż 1 MB"));
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return Decode(path, bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, exception.Message, exception);
        }
    }

    public static SourceText Decode(string path, byte[] bytes)
    {
        var hasMark = bytes.AsSpan().StartsWith("\uFEFF"u8);
        var content = hasMark ? bytes.AsSpan(3) : bytes;
        try
        {
            var text = StrictUtf8.GetString(content);
            return !hasMark && TextDecoding.MixesScripts(text)
                ? throw NotUtf8(
                    path,
                    content,
                    content.IndexOfAnyExceptInRange((byte)0, (byte)127),
                    innerException: null
                )
                : new SourceText(path, bytes, hasMark, text);
        }
        catch (DecoderFallbackException exception)
        {
            throw NotUtf8(path, content, exception.Index, exception);
        }
    }

    private static OfficeFileException NotUtf8(
        string path,
        ReadOnlySpan<byte> content,
        int index,
        Exception? innerException
    )
    {
        var before = content[..Math.Clamp(index, 0, content.Length)];
        return new OfficeFileException(
            [
                new OfficeFileProblem(
                    OfficeIssueCode.FileUnreadable,
                    FindingSeverity.Critical,
                    path,
                    before.Count((byte)'\n') + 1,
                    Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1,
                    UiText.Of(
                        "not UTF-8 (perhaps Windows-1250 or UTF-16); save the file as UTF-8 in the editor",
                        "to nie jest UTF-8 (może Windows-1250 albo UTF-16); zapisz plik w edytorze jako UTF-8"
                    )
                ),
            ],
            innerException
        );
    }

    /// <summary>Another text in this file's encoding.</summary>
    public byte[] Encode(string text)
    {
        var bytes = StrictUtf8.GetBytes(text);
        return HasMark ? [0xEF, 0xBB, 0xBF, .. bytes] : bytes;
    }

    private static OfficeFileException Unreadable(string path, string why, Exception? innerException = null) =>
        new(
            [
                new OfficeFileProblem(
                    OfficeIssueCode.FileUnreadable,
                    FindingSeverity.Critical,
                    path,
                    null,
                    null,
                    UiText.Of($"cannot be read: {why}", $"nie można odczytać: {why}")
                ),
            ],
            innerException
        );
}
