using KsefTools.Sandbox.Seeding.Truth;

namespace KsefTools.Demo.Truth;

/// <summary>Compares what was found with what is true (docs/sandbox.md says how the truth is meant).</summary>
public static partial class TruthCheck
{
    /// <summary>Where the import and the truth disagree, in a sentence each.</summary>
    public static IReadOnlyList<string> OfImport(SeedTruth truth, IReadOnlyList<KsefImportResult> results)
    {
        ArgumentNullException.ThrowIfNull(truth);
        var differences = new Differences();
        var byRow = results.ToDictionary(result => result.Row);
        foreach (var row in truth.Rows)
            if (!byRow.Remove(row.Row, out var result))
                differences.Add($"row {row.Row}", "result", "one", "none");
            else
            {
                differences.Compare($"row {row.Row}", "outcome", row.Outcome, result.Outcome.ToString());
                differences.Compare($"row {row.Row}", "NIP", row.Nip, result.Nip);
                differences.Compare($"row {row.Row}", "reference", row.Reference, result.Reference);
            }
        foreach (var surplus in byRow.Keys)
            differences.Add($"row {surplus}", "result", "none", "one");
        return differences.Sentences;
    }

    /// <summary>Where the first audit and the truth disagree.</summary>
    public static IReadOnlyList<string> OfAudit(SeedTruth truth, IReadOnlyList<KsefTokenTestResult> results) =>
        Each(truth, results, result => result.Nip, CompareToday);

    /// <summary>Where an office that let tokens end, and converted nothing, and the truth disagree.</summary>
    public static IReadOnlyList<string> OfEnd(SeedTruth truth, IReadOnlyList<KsefTokenTestResult> results) =>
        Each(truth, results, result => result.Nip, CompareAfterEnd);

    /// <summary>A sentence where KSeF was asked faster than it allows.</summary>
    public static IReadOnlyList<string> OfSpeed(RunFigures figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        return OfSpeed(figures.TooManyRequests);
    }

    /// <summary>A sentence where KSeF said 429.</summary>
    public static IReadOnlyList<string> OfSpeed(long tooManyRequests)
    {
        var differences = new Differences();
        differences.Compare("limits", "answers of 429", 0, tooManyRequests);
        return differences.Sentences;
    }

    private static IReadOnlyList<string> Each<T>(
        SeedTruth truth,
        IReadOnlyList<T> results,
        Func<T, string> nipOf,
        Action<Differences, ClientTruth, T> compare
    )
    {
        ArgumentNullException.ThrowIfNull(truth);
        var differences = new Differences();
        var byNip = results.ToLookup(nipOf, StringComparer.Ordinal);
        foreach (var client in truth.Clients)
        {
            var mine = byNip[client.Nip].ToList();
            if (mine.Count != (client.HasProfile ? 1 : 0))
                differences.Add(client.Nip, "results", client.HasProfile ? "1" : "0", $"{mine.Count}");
            else if (client.HasProfile)
                compare(differences, client, mine[0]);
        }
        var known = truth.Clients.Select(client => client.Nip).ToHashSet(StringComparer.Ordinal);
        foreach (var nip in results.Select(nipOf).Where(nip => !known.Contains(nip)))
            differences.Add(nip, "client", "none", "one");
        return differences.Sentences;
    }

    private static void CompareToday(Differences differences, ClientTruth client, KsefTokenTestResult result)
    {
        var who = $"{client.Nip} ({client.Case})";
        differences.Compare(who, "findings", string.Join(", ", client.Findings), CodesButLaw(result));
        differences.Compare(who, "status", client.Status, result.Status.ToString());
        differences.Compare(who, "signs in", client.SignsIn, result.SignIn is not SignInKind.None);
        differences.Compare(who, "reference", client.Reference, result.Reference);
        differences.Compare(who, "permissions", string.Join(", ", client.Permissions), result.Permissions.ToString());
        differences.Compare(who, "created", client.CreatedOn, result.CreatedOn);
        differences.Compare(who, "last used", client.LastUsedOn, result.LastUsedOn);
        differences.Compare(who, "told of the end", client.SignsIn, EndOf(result) is not null);
    }

    private static void CompareAfterEnd(Differences differences, ClientTruth client, KsefTokenTestResult result)
    {
        var who = $"{client.Nip} ({client.Case}), after the end";
        differences.Compare(who, "status", client.StatusAfterEnd, result.Status.ToString());
        if (client.StopsAtEnd)
            differences.Compare(who, "told of the end", FindingSeverity.Critical, EndOf(result)?.Severity);
    }

    private static KsefFinding? EndOf(KsefTokenTestResult result) =>
        result.Findings.FirstOrDefault(finding => finding.Code is FindingCode.TokenEndsByLaw);

    private static string CodesButLaw(KsefTokenTestResult result) =>
        string.Join(
            ", ",
            result
                .Findings.Where(finding => finding.Code is not FindingCode.TokenEndsByLaw)
                .Select(finding => finding.Code.ToString())
                .Order(StringComparer.Ordinal)
        );
}
