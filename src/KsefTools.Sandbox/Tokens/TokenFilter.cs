using System.Globalization;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Sandbox.Tokens;

/// <summary>Query parameters of GET /tokens.</summary>
internal sealed record TokenFilter(
    IReadOnlyList<TokenStatus> Statuses,
    string? Description,
    string? Author,
    SubjectIdentifierType? AuthorType
)
{
    private const int ShortestText = 3;

    /// <summary>Reads the filters.</summary>
    /// <exception cref="RefusalException">21405.</exception>
    public static TokenFilter Read(Call call)
    {
        var query = call.Http.Request.Query;
        var faults = new List<string>();
        var statuses = new List<TokenStatus>();
        foreach (var text in query["status"])
        {
            if (Enums.TryParse<TokenStatus>(text, out var status))
                statuses.Add(status);
            else
                faults.Add($"status: nieznana wartość '{text}'.");
        }

        SubjectIdentifierType? authorType = null;
        if (query.TryGetValue("authorIdentifierType", out var typeText))
        {
            if (Enums.TryParse<SubjectIdentifierType>(typeText, out var type))
                authorType = type;
            else
                faults.Add($"authorIdentifierType: nieznana wartość '{typeText}'.");
        }

        var filter = new TokenFilter(
            statuses,
            ReadText(query, "description", faults),
            ReadText(query, "authorIdentifier", faults),
            authorType
        );
        return faults.Count == 0 ? filter : throw Refusals.Validation([.. faults]);
    }

    public bool Fits(TokenRecord token) =>
        (Statuses.Count == 0 || Statuses.Contains(token.Status))
        && (Description is null || Contains(token.Description, Description))
        && (Author is null || Contains(token.Author.Value, Author))
        && (AuthorType is null || token.Author.Type == AuthorType);

    private static string? ReadText(IQueryCollection query, string name, List<string> faults)
    {
        if (!query.TryGetValue(name, out var text))
            return null;
        if (text.ToString().Length < ShortestText)
            faults.Add($"{name}: wymagane są co najmniej {ShortestText} znaki.");
        return text;
    }

    // A person typing a description does not care about case; Polish letters must fold as well.
    private static bool Contains(string text, string part) =>
        CultureInfo.InvariantCulture.CompareInfo.IndexOf(text, part, CompareOptions.OrdinalIgnoreCase) >= 0;
}
