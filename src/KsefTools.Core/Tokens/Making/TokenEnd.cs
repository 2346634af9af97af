namespace KsefTools.Core.Tokens.Making;

/// <summary>What became of one token's work.</summary>
/// <param name="Outcome">How far it came.</param>
/// <param name="Reason">What to know of it, in one sentence; null for nothing.</param>
internal sealed record TokenEnd(TokenOutcome Outcome, string? Reason = null)
{
    public string? Remedy { get; init; }

    public string? Reference { get; init; }

    /// <summary>KSeF's answer that shows a token dead; null where it was not tried in this run.</summary>
    public string? Proof { get; init; }

    public IReadOnlyList<string> Permissions { get; init; } = [];

    public bool FormerRevoked { get; init; }

    public DateTimeOffset? ValidTo { get; init; }

    public string? Identity { get; init; }
}
