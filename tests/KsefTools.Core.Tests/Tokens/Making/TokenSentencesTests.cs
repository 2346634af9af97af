using System.Globalization;
using KsefTools.Core.Tokens;

namespace KsefTools.Core.Tests.Tokens.Making;

/// <summary>Who is to look for a token that only KSeF may know, in both languages.</summary>
public sealed class TokenSentencesTests
{
    [Theory]
    [InlineData("en-GB", "seal", "nobody here can look for it as seal: sign once more")]
    [InlineData("en-GB", null, "nobody here can look for it: sign once more")]
    [InlineData("pl-PL", "seal", "nie może go poszukać jako seal: podpisz jeszcze raz")]
    [InlineData("pl-PL", null, "nie może go poszukać: podpisz jeszcze raz")]
    public void Its_author_is_named_where_an_identity_ordered_it(string culture, string? author, string part)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            Assert.Contains(part, TokenSentences.NobodyLooks(author, []), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
