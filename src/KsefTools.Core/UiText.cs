using System.Globalization;

namespace KsefTools.Core;

/// <summary>
/// Text for people, in the language of the session. Both languages stand side by side where they are used, so that
/// neither can be forgotten; codes and property names are English everywhere.
/// </summary>
public static class UiText
{
    /// <summary>
    /// Picks by <see cref="CultureInfo.CurrentUICulture"/>: Polish for <c>pl</c>, English for all else.
    /// </summary>
    public static string Of(string english, string polish) =>
        string.Equals(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, "pl", StringComparison.Ordinal)
            ? polish
            : english;
}
