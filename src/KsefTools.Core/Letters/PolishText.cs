namespace KsefTools.Core.Letters;

/// <summary>
/// How well a text reads as what people in Poland write. A wrong encoding turns letters into signs, into capitals in
/// the middle of a word, and into letters where no Polish word has them.
/// </summary>
internal static class PolishText
{
    private const string Letters = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ";
    private const string Vowels = "aeiouyąęóAEIOUYĄĘÓ";
    private const string Signs = "„”“’‘‚–—…§°€«»·•®©™\u00A0²³½×";
    private const string SignsAtWords = "„”“’‘‚–—…«»·•\u00A0";
    private const string SignsInWords = "–—\u00A0";

    /// <summary>Counts the letters beyond ASCII; null where the text cannot be meant so.</summary>
    public static (int Polish, int Foreign)? Judge(string text)
    {
        var (polish, foreign) = (0, 0);
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (letter < '\u0080')
                continue;
            var before = at > 0 ? text[at - 1] : ' ';
            var after = at + 1 < text.Length ? text[at + 1] : ' ';
            if (Letters.Contains(letter, StringComparison.Ordinal) && !IsOddPolish(letter, before))
                polish++;
            else if ((char.IsLetter(letter) && letter <= '\u024F') || IsApostrophe(letter, before, after))
                foreign++;
            else if (!IsSign(letter, before, after))
                return null;
            if (char.IsLetter(letter) && HasOddCase(text, at))
                return null;
        }
        return (polish, foreign);
    }

    private static bool IsSign(char sign, char before, char after)
    {
        var touches = (char.IsLetter(before) ? 1 : 0) + (char.IsLetter(after) ? 1 : 0);
        var fitting = touches switch
        {
            0 => Signs,
            1 => SignsAtWords,
            _ => SignsInWords,
        };
        return fitting.Contains(sign, StringComparison.Ordinal);
    }

    // As in McDonald’s: possible, and no proof of anything.
    private static bool IsApostrophe(char sign, char before, char after) =>
        sign is '’' && char.IsLetter(before) && char.IsLetter(after);

    private static bool HasOddCase(string text, int at)
    {
        char At(int index) => index >= 0 && index < text.Length ? text[index] : ' ';
        var isCapital = char.IsUpper(text[at]);
        return isCapital
            ? char.IsLower(At(at - 1))
            : char.IsUpper(At(at - 1)) && (char.IsUpper(At(at - 2)) || char.IsUpper(At(at + 1)));
    }

    /// <summary>A letter in a place where no Polish word has it: ń after a consonant, ą at the beginning.</summary>
    private static bool IsOddPolish(char letter, char before)
    {
        var isAfterVowel = Vowels.Contains(before, StringComparison.Ordinal);
        return letter switch
        {
            'ń' => !isAfterVowel,
            'ą' or 'ę' => !char.IsLetter(before) || (isAfterVowel && before is not ('i' or 'I')),
            'ó' => isAfterVowel && before is not ('i' or 'I'),
            _ => false,
        };
    }
}
