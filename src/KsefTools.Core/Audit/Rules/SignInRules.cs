using KsefTools.Core.Api.Responses;
using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Audit.Findings;

namespace KsefTools.Core.Audit.Rules;

/// <summary>What KSeF said of the token, and whether it said anything.</summary>
internal static class SignInRules
{
    /// <summary>
    /// Pending tokens and failed ones give the same answer to a sign-in ("not active"). KSeF activates within
    /// minutes, so up to this age we say Pending; the day comes from the reference number, hence two days of 24 h.
    /// </summary>
    private static readonly TimeSpan MayBePending = TimeSpan.FromDays(2);

    public static IEnumerable<KsefFinding> Judge(TokenFacts facts) => [.. State(facts), .. Trouble(facts)];

    private static IEnumerable<KsefFinding> State(TokenFacts facts)
    {
        FindingCode? code = facts.SignIn switch
        {
            SignInOutcome.Revoked => FindingCode.TokenRevoked,
            SignInOutcome.Inactive => InactiveOrPending(facts),
            SignInOutcome.Invalid when facts.OtherEnvironment is not null => FindingCode.WrongEnvironment,
            SignInOutcome.Invalid => FindingCode.TokenUnknown,
            SignInOutcome.Blocked => FindingCode.ContextBlocked,
            SignInOutcome.SignedIn => ByStatus(facts),
            _ => null,
        };
        if (code is { } found)
            yield return FindingCatalog.Create(
                found,
                facts.Arguments with
                {
                    Detail = facts.OtherEnvironment ?? "",
                    Date = facts.CreatedOn is { } created ? DateOnly.FromDateTime(created.UtcDateTime) : null,
                }
            );
    }

    private static FindingCode InactiveOrPending(TokenFacts facts) =>
        facts.Own is { } own && !HasStatus(own, "Pending") ? FindingCode.TokenInactive
        : facts.Now - facts.CreatedOn <= MayBePending ? FindingCode.TokenPending
        : FindingCode.TokenInactive;

    /// <summary>An access token outlives the revocation of its token by minutes, so a session proves nothing.</summary>
    private static FindingCode? ByStatus(TokenFacts facts) =>
        facts.Own switch
        {
            { } own when HasStatus(own, "Pending") => FindingCode.TokenPending,
            { } own when HasStatus(own, "Revoked") => FindingCode.TokenRevoked,
            { } own when HasStatus(own, "Revoking") || HasStatus(own, "Failed") => FindingCode.TokenInactive,
            _ => null,
        };

    private static bool HasStatus(TokenMetadata token, string status) =>
        string.Equals(token.Status, status, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<KsefFinding> Trouble(TokenFacts facts)
    {
        if (facts.Trouble is { } trouble)
            yield return FindingCatalog.Create(trouble.Code, facts.Arguments with { Detail = trouble.Reason });
    }
}
