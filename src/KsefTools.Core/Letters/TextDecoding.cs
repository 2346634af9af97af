using System.Globalization;
using System.Text;

namespace KsefTools.Core.Letters;

/// <summary>
/// Turns a file's bytes into text, in whatever encoding a program in Poland has saved it, and never into a guess: what
/// reads well in two ways, or in none, is no text until a person names its encoding.
/// </summary>
internal static class TextDecoding
{
    /// <summary>Those that one byte a letter has, by code page; the likeliest first.</summary>
    private static readonly int[] CodePages =
    [
        1250, // Windows
        28592, // ISO-8859-2
        852, // DOS
        775, // DOS, Baltic
        10029, // Mac
        1257, // Baltic
        28603, // ISO-8859-13
    ];

    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>The text without its byte order mark and the encoding's name; null where it is in doubt.</summary>
    public static (string Text, string Encoding)? Decode(ReadOnlySpan<byte> bytes)
    {
        if (Unicode(bytes) is { } unicode)
            return TryDecode(unicode, bytes) is { } marked && IsWhole(marked)
                ? (marked.TrimStart('\uFEFF'), unicode.WebName)
                : null;
        if (bytes.Contains((byte)0))
            return null;
        if (TryDecode(StrictUtf8, bytes) is { } text && (bytes.StartsWith("\uFEFF"u8) || !MixesScripts(text)))
            return IsWhole(text) ? (Repair(text), StrictUtf8.WebName) : null;
        return OneByteALetter(bytes);
    }

    /// <summary>As a person says that the file is; null where it cannot be that.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="encoding">From <see cref="Find"/>.</param>
    public static (string Text, string Encoding)? Decode(ReadOnlySpan<byte> bytes, Encoding encoding) =>
        TryDecode(Strict(encoding), bytes) is { } text ? (text.TrimStart('\uFEFF'), encoding.WebName) : null;

    /// <summary>
    /// An encoding by its name or the number of its code page, also as programs call it; null for none.
    /// </summary>
    public static Encoding? Find(string name)
    {
        var key = string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        var digits = key.StartsWith("cp", StringComparison.Ordinal) ? key[2..] : key;
        try
        {
            if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var page))
                return Of(page);
            return key switch
            {
                "utf8" or "utf8bom" or "utf8nobom" => StrictUtf8,
                "unicode" or "utf16" or "utf16le" => Encoding.Unicode,
                "bigendianunicode" or "utf16be" => Encoding.BigEndianUnicode,
                "ansi" => Of(1250),
                "oem" => Of(852),
                "latin2" => Of(28592),
                "macce" or "maclatin2" or "xmacce" or "maccentraleurope" => Of(10029),
                _ => CodePagesEncodingProvider.Instance.GetEncoding(name.Trim()) ?? Encoding.GetEncoding(name.Trim()),
            };
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static Encoding Of(int page) =>
        CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page);

    private static Encoding Strict(Encoding encoding) =>
        CodePagesEncodingProvider.Instance.GetEncoding(
            encoding.CodePage,
            EncoderFallback.ExceptionFallback,
            DecoderFallback.ExceptionFallback
        )
        ?? Encoding.GetEncoding(
            encoding.CodePage,
            EncoderFallback.ExceptionFallback,
            DecoderFallback.ExceptionFallback
        );

    private static string? TryDecode(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>
    /// UTF-16 or UTF-32 by its mark, or by the zeros that half of Latin text consists of; null for others.
    /// </summary>
    public static Encoding? Unicode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith<byte>([0xFF, 0xFE, 0, 0]))
            return Strict(Encoding.UTF32);
        if (bytes.StartsWith<byte>([0xFF, 0xFE]))
            return Strict(Encoding.Unicode);
        if (bytes.StartsWith<byte>([0xFE, 0xFF]))
            return Strict(Encoding.BigEndianUnicode);
        var (even, odd) = (0, 0);
        for (var index = 0; index < bytes.Length; index++)
            if (bytes[index] == 0)
                _ = index % 2 == 0 ? even++ : odd++;
        var many = bytes.Length / 4;
        return odd > many && even < odd / 4 ? Strict(Encoding.Unicode)
            : even > many && odd < even / 4 ? Strict(Encoding.BigEndianUnicode)
            : null;
    }

    private static (string Text, string Encoding)? OneByteALetter(ReadOnlySpan<byte> bytes)
    {
        var readings = new List<(string Text, string Encoding, int Polish, int Foreign)>();
        foreach (var page in CodePages)
            if (
                TryDecode(Strict(Of(page)), bytes) is { } text
                && PolishText.Judge(text) is var (polish, foreign)
                && !readings.Exists(known => string.Equals(known.Text, text, StringComparison.Ordinal))
            )
                readings.Add((text, Of(page).WebName, polish, foreign));
        if (readings.Count == 1 && readings[0].Foreign <= Math.Max(3, readings[0].Polish))
            return (readings[0].Text, readings[0].Encoding);
        // One that reads as Polish throughout, where every other one does not: the usual one (the first) by any
        // letter, another by so many that no chance has made them.
        var pure = readings.Where(reading => reading.Foreign == 0).ToList();
        if (pure.Count != 1)
            return null;
        var isUsual = pure[0].Encoding == Of(CodePages[0]).WebName;
        var rest = readings.Where(reading => reading.Foreign > 0);
        return isUsual || rest.All(reading => reading.Foreign >= 3 && reading.Foreign > reading.Polish)
            ? (pure[0].Text, pure[0].Encoding)
            : null;
    }

    /// <summary>
    /// Whether a word has letters of two scripts, as SPÓŁKA in Windows-1250 has by chance when it is read as UTF-8.
    /// </summary>
    public static bool MixesScripts(string text)
    {
        for (var at = 0; at < text.Length; at++)
            if (
                IsOfAnotherScript(text[at])
                && ((at > 0 && IsLatin(text[at - 1])) || (at + 1 < text.Length && IsLatin(text[at + 1])))
            )
                return true;
        return false;
    }

    private static bool IsLatin(char letter) => letter <= '\u017F' && char.IsLetter(letter);

    // Romanian ș and ț are Latin, too.
    private static bool IsOfAnotherScript(char letter) =>
        letter > '\u017F'
        && char.IsLetter(letter)
        && letter is not (>= '\u0218' and <= '\u021B' or >= '\u1E00' and <= '\u1EFF');

    /// <summary>Whether no letter was lost in an earlier saving, and it is text at all.</summary>
    private static bool IsWhole(string text) => !text.AsSpan().ContainsAny('\uFFFD', '\0');

    /// <summary>
    /// Undoes an earlier reading of UTF-8 as Windows-1250 or 1252, where that alone gives Polish words.
    /// </summary>
    private static string Repair(string text)
    {
        if (PolishText.Judge(text) is { Foreign: 0 })
            return text;
        foreach (var page in new[] { 1250, 1252 })
            try
            {
                if (
                    TryDecode(StrictUtf8, Strict(Of(page)).GetBytes(text)) is { } repaired
                    && PolishText.Judge(repaired) is { Polish: > 0, Foreign: 0 }
                )
                    return repaired;
            }
            catch (EncoderFallbackException)
            {
                // Holds letters that this one has not, so it was not read as this one.
            }
        return text;
    }
}
