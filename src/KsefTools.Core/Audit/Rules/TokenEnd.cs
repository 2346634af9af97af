using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Audit.Rules;

/// <summary>
/// The days on which tokens end (docs/ksef.md, Tokens): data of the office, for law and Ministry may move them. The law
/// in force says one day; an announcement, which is not law, may say a later one.
/// </summary>
/// <param name="ByLaw">The last day under the law in force.</param>
/// <param name="Announced">A later last day that was announced; null where nothing is.</param>
internal sealed record TokenEnd(DateOnly ByLaw, DateOnly? Announced)
{
    /// <summary>How long before the end of tokens it becomes a warning.</summary>
    private const int WarningDays = 90;

    public static TokenEnd Of(OfficePolicy policy) =>
        new(policy.TokensEndOn, policy.TokensEndAnnounced > policy.TokensEndOn ? policy.TokensEndAnnounced : null);

    /// <summary>
    /// What the calendar says of a token; null where it says nothing. A token that works follows the last day of all;
    /// one that does not may have stopped for this reason once the law's day is over.
    /// </summary>
    public FindingSeverity? Judge(TokenFacts facts, DateOnly today)
    {
        var overByLaw = today > ByLaw;
        if (!facts.Works)
            return overByLaw && facts.SignIn is SignInOutcome.Inactive or SignInOutcome.Invalid
                ? FindingSeverity.Critical
                : null;
        var left = (Announced ?? ByLaw).DayNumber - today.DayNumber;
        return left < 0 ? FindingSeverity.Critical
            : overByLaw || left <= WarningDays ? FindingSeverity.Warning
            : FindingSeverity.Information;
    }
}
