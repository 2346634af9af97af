using KsefTools.Sandbox.Seeding.Spreadsheet;

namespace KsefTools.Sandbox.Seeding;

/// <summary>What office to make. The same options give the same office.</summary>
public sealed record SeedOptions
{
    /// <summary>How many clients; from 60 on every state occurs at least once.</summary>
    public int Clients { get; init; } = 60;

    public int Seed { get; init; } = 1;

    /// <summary>How many of the healthy clients have a part (InternalId) with a token of its own.</summary>
    public int Parts { get; init; }

    /// <summary>The day on which the office is as the truth says; its clock starts at 09:00 UTC.</summary>
    public DateOnly Today { get; init; } = new(2026, 11, 22);

    /// <summary>What of the spreadsheet's form is fixed; the rest is drawn from the seed.</summary>
    public SheetChoices Sheet { get; init; } = new();
}
