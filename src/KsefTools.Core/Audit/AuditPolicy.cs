namespace KsefTools.Core.Audit;

/// <summary>What the office wants of its tokens: the part of <c>office.yaml</c>'s policy that the rules read.</summary>
public sealed record AuditPolicy
{
    /// <summary>How long before <see cref="TokensEndOn"/> the end of tokens becomes a warning.</summary>
    public static readonly TimeSpan EndWarning = TimeSpan.FromDays(90);

    /// <summary>
    /// The last day on which KSeF takes tokens, in Polish time; null where the office does not want to hear of it.
    /// Law or the Ministry may move it (facts.md section 8), so it is data.
    /// </summary>
    public DateOnly? TokensEndOn { get; init; }

    /// <summary>How old a token may become; null for any age.</summary>
    public TimeSpan? RotateAfter { get; init; }

    /// <summary>How long a token may lie unused; null for any time.</summary>
    public TimeSpan? UnusedAfter { get; init; }

    /// <summary>Permissions that no client's credential should carry.</summary>
    public IReadOnlyList<string> NeverPermissions { get; init; } = [];
}
