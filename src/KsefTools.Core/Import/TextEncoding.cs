using System.Text;
using System.Text.Unicode;

namespace KsefTools.Core.Import;

/// <summary>How a spreadsheet program saved a text file.</summary>
internal static class TextEncoding
{
    private const int BufferSize = 1 << 16;

    /// <summary>
    /// By the byte order mark; else UTF-8 where the whole file is valid UTF-8; else Windows-1250, Excel's habit in
    /// Poland.
    /// </summary>
    public static Encoding Detect(Stream stream)
    {
        var buffer = new byte[BufferSize];
        var kept = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        var start = buffer.AsSpan(0, kept);
        if (start.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
            return Encoding.UTF8;
        if (start.StartsWith<byte>([0xFF, 0xFE]))
            return Encoding.Unicode;
        if (start.StartsWith<byte>([0xFE, 0xFF]))
            return Encoding.BigEndianUnicode;
        return IsUtf8(stream, buffer, kept)
            ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)
            : CodePagesEncodingProvider.Instance.GetEncoding(1250)!;
    }

    private static bool IsUtf8(Stream stream, byte[] buffer, int filled)
    {
        while (filled > 0)
        {
            // A letter may lie across the end of the buffer: its first bytes move to the front for the next round.
            var tail = IncompleteTail(buffer.AsSpan(0, filled));
            if (!Utf8.IsValid(buffer.AsSpan(0, filled - tail)))
                return false;
            buffer.AsSpan(filled - tail, tail).CopyTo(buffer);
            var read = stream.ReadAtLeast(buffer.AsSpan(tail), buffer.Length - tail, throwOnEndOfStream: false);
            if (read == 0)
                return tail == 0;
            filled = tail + read;
        }
        return true;
    }

    private static int IncompleteTail(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var value = bytes[^back];
            if ((value & 0xC0) == 0x80)
                continue;
            var length =
                value >= 0xF0 ? 4
                : value >= 0xE0 ? 3
                : value >= 0xC0 ? 2
                : 1;
            return length > back ? back : 0;
        }
        return 0;
    }
}
