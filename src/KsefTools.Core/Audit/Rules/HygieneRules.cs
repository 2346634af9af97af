using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Audit.Findings;

namespace KsefTools.Core.Audit.Rules;

/// <summary>What works today and still needs somebody.</summary>
internal static class HygieneRules
{
    public static IEnumerable<KsefFinding> Judge(TokenFacts facts) =>
        [.. EndsByLaw(facts), .. GrantArrived(facts), .. RotationDue(facts), .. Unused(facts), .. Ghosts(facts)];

    private static IEnumerable<KsefFinding> GrantArrived(TokenFacts facts) =>
        facts.HasGrantArrived ? [FindingCatalog.Create(FindingCode.GrantArrived, facts.Arguments)] : [];

    /// <summary>Told of tokens that work, and of those that may have stopped for this reason.</summary>
    private static IEnumerable<KsefFinding> EndsByLaw(TokenFacts facts)
    {
        var end = TokenEnd.Of(facts.Policy);
        var today = PolishDay.Of(facts.Now);
        if (end.Judge(facts, today) is { } severity)
            yield return FindingCatalog.Create(
                FindingCode.TokenEndsByLaw,
                facts.Arguments with
                {
                    Date = end.ByLaw,
                    LaterDate = end.Announced,
                    Days = end.ByLaw.DayNumber - today.DayNumber,
                },
                severity
            );
    }

    private static IEnumerable<KsefFinding> RotationDue(TokenFacts facts)
    {
        if (facts.Works && facts.CreatedOn is { } created && facts.Now - created > facts.Policy.RotateAfter)
            yield return FindingCatalog.Create(FindingCode.RotationDue, Since(facts, created));
    }

    private static IEnumerable<KsefFinding> Unused(TokenFacts facts)
    {
        if (!facts.Works || facts.Use.IdleSince is not { } idle || !(facts.Now - idle > facts.Policy.UnusedAfter))
            yield break;
        var never = facts.Use.ByOthers is null && facts.Own is { LastUseDate: null };
        yield return FindingCatalog.Create(
            FindingCode.Unused,
            Since(facts, idle) with
            {
                Detail = never ? "never" : "",
            }
        );
    }

    private static IEnumerable<KsefFinding> Ghosts(TokenFacts facts)
    {
        var own = facts.Reference?.Value ?? facts.Credential.Reference;
        var ghosts = (facts.TokensOfContext ?? [])
            .Where(token => string.Equals(token.Status, "Active", StringComparison.OrdinalIgnoreCase))
            .Select(token => token.ReferenceNumber)
            .Where(reference =>
                !string.Equals(reference, own, StringComparison.OrdinalIgnoreCase)
                && !facts.KnownReferences.Contains(reference)
            )
            .Order(StringComparer.Ordinal)
            .ToList();
        if (ghosts.Count > 0)
            yield return FindingCatalog.Create(
                FindingCode.GhostToken,
                facts.Arguments with
                {
                    Reference = string.Join(", ", ghosts),
                }
            );
    }

    private static FindingArguments Since(TokenFacts facts, DateTimeOffset moment) =>
        facts.Arguments with
        {
            Date = PolishDay.Of(moment),
            Days = (facts.Now - moment).Days,
        };
}
