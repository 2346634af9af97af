using System.Globalization;
using System.Text;

namespace KsefTools.Core;

/// <summary>
/// Text in lower case and without accents, for comparing what people and KSeF write with or without Polish letters.
/// </summary>
public static class PlainLetters
{
    // By hand, because "ł" has no decomposition, and because without ICU (DOTNET_SYSTEM_GLOBALIZATION_INVARIANT, as in
    // small containers) nothing is decomposed at all.
    private const string Polish = "ąćęłńóśźż";
    private const string Plain = "acelnoszz";

    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var character in Normalized(text.ToLowerInvariant(), NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(character) is not UnicodeCategory.NonSpacingMark)
                folded.Append(Polish.IndexOf(character) is var index and >= 0 ? Plain[index] : character);
        return folded.ToString();
    }

    /// <summary>In a form of Unicode's; as it is where it holds what is no character (half of one, U+FFFE), which has
    /// none.</summary>
    public static string Normalized(string text, NormalizationForm form)
    {
        try
        {
            return text.Normalize(form);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }
}
