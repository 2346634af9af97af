namespace KsefTools.Core.Access.Ending;

/// <summary>How one step ended.</summary>
internal sealed record StepEnd(AccessEndOutcome Outcome, string? Reason = null)
{
    public string? Remedy { get; init; }

    public string? KsefReference { get; init; }

    public string? Proof { get; init; }

    public DateTimeOffset? At { get; init; }
}
