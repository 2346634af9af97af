namespace KsefTools.Sandbox.Seeding.Seeded;

/// <summary>One client of the seeded office, as its people know it.</summary>
public sealed record SeededClient
{
    public required string Nip { get; init; }

    public required string Name { get; init; }

    public required ClientCase Case { get; init; }

    public required string Bookkeeper { get; init; }

    public required string Contact { get; init; }

    /// <summary>What the office's program needs; it stands in the spreadsheet.</summary>
    public required IReadOnlyList<string> ExpectedPermissions { get; init; }
}
