using static KsefTools.Core.UiText;

namespace KsefTools.Core.Tokens;

/// <summary>An audit in a few lines: how many in which state, what is new since the last one, what to type.</summary>
public sealed class AuditSummary
{
    // More names would fill the screen; all of them are in the results.
    private const int Named = 3;

    private readonly List<(KsefTokenTestResult Result, CredentialStatus? Before)> _results = [];

    /// <summary>Adds a result.</summary>
    /// <param name="result">What the audit says.</param>
    /// <param name="before">What the last one said; null where there was none.</param>
    public void Add(KsefTokenTestResult result, CredentialStatus? before) => _results.Add((result, before));

    /// <summary>The lines; none for fewer than two results, which a person sees anyway.</summary>
    public IReadOnlyList<string> Lines() =>
        _results.Count < 2 ? [] : [Counts(), .. Changes(), .. Next() is { } next ? [next] : Array.Empty<string>()];

    private string Counts()
    {
        var groups = new (CredentialStatus Status, string English, string[] Polish)[]
        {
            (CredentialStatus.Critical, "critical", ["krytyczne", "krytyczne", "krytycznych"]),
            (CredentialStatus.Unknown, "unknown", ["bez odpowiedzi"]),
            (CredentialStatus.Warning, "with a warning", ["z ostrzeżeniem"]),
            (CredentialStatus.Healthy, "healthy", ["sprawne", "sprawne", "sprawnych"]),
        }
            .Select(group => (group, Count: _results.Count(item => item.Result.Status == group.Status)))
            .Where(item => item.Count > 0)
            .Select(item => Of($"{item.Count} {item.group.English}", Counted.Of(item.Count, item.group.Polish)));
        return Of(
                $"{Counted.Of(_results.Count, "credential", "credentials")}: ",
                $"{Counted.Of(_results.Count, "poświadczenie", "poświadczenia", "poświadczeń")}: "
            ) + string.Join(", ", groups);
    }

    private IEnumerable<string> Changes()
    {
        var known = _results.Where(item => item.Before is not null).ToList();
        // Both orders put the worst last.
        var worse = known.Where(item => item.Result.Status > item.Before).Select(item => item.Result).ToList();
        var better = known.Count(item => item.Result.Status < item.Before);
        if (worse.Count > 0)
            yield return Of("New since the last audit: ", "Nowe od poprzedniego audytu: ")
                + string.Join("; ", worse.OrderByDescending(result => result.Status).Take(Named).Select(What))
                + (
                    worse.Count > Named
                        ? Of($"; and {worse.Count - Named} more", $"; i jeszcze {worse.Count - Named}")
                        : ""
                );
        if (better > 0)
            yield return Of(
                $"Better than at the last audit: {better}",
                $"Lepiej niż przy poprzednim audycie: {better}"
            );
        if (known.Count == _results.Count && worse.Count == 0 && better == 0)
            yield return Of(
                "Nothing has changed since the last audit.",
                "Od poprzedniego audytu nic się nie zmieniło."
            );
    }

    private static string What(KsefTokenTestResult result) =>
        $"{result.Nip} {PlainText.Line(result.Name)} ({result.Status}: {result.Findings[0].Code})";

    private string? Next()
    {
        var worst = _results.Select(item => item.Result.Status).Max();
        if (worst is CredentialStatus.Healthy)
            return _results.Exists(item => HasEnd(item.Result))
                ? Of(
                    "Next, before tokens end: Convert-KsefToCertificate -WhatIf",
                    "Teraz, zanim skończą się tokeny: Convert-KsefToCertificate -WhatIf"
                )
                : null;
        var code = _results
            .Where(item => item.Result.Status == worst)
            .Select(item => item.Result.Findings[0].Code)
            .GroupBy(found => found)
            .MaxBy(group => group.Count())!
            .Key;
        var look = CommandText
            .Of("Get-KsefCredential")
            .With("Status", worst.ToString())
            .Literally("| Test-KsefToken | Format-List");
        var explain = CommandText.Of("Get-KsefFinding").With(code.ToString());
        return Of($"Next: {look}. What the code means: {explain}", $"Dalej: {look}. Co znaczy kod: {explain}");
    }

    private static bool HasEnd(KsefTokenTestResult result) =>
        result.Findings.Any(finding => finding.Code is FindingCode.TokenEndsByLaw);
}
