using KsefTools.Sandbox.Seeding.Seeded;

namespace KsefTools.Sandbox.Seeding.Spreadsheet;

/// <summary>One client's line before it is written as a person would.</summary>
internal sealed record SheetRow
{
    /// <summary>The client that the line is about, whatever its NIP column says.</summary>
    public required SeededClient Client { get; init; }

    /// <summary>Ten digits, or fewer or wrong ones for a typing error.</summary>
    public required string Nip { get; init; }

    /// <summary>What stands in the token's column; empty for nothing.</summary>
    public required string Token { get; init; }

    /// <summary>When the token was generated; null where nobody noted it.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>What an import must make of the line.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why it is refused; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>The reference number in a readable token.</summary>
    public string? Reference { get; init; }

    public bool IsTwin { get; init; }
}
