namespace KsefTools.Sandbox.Seeding.Seeded;

/// <summary>What one environment holds before the first request.</summary>
public sealed record SeededWorld
{
    public required IReadOnlyList<SeededSubject> Subjects { get; init; }

    public required IReadOnlyList<SeededToken> Tokens { get; init; }

    public required IReadOnlyList<SeededGrant> Grants { get; init; }
}
