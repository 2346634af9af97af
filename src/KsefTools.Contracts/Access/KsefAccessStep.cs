namespace KsefTools;

/// <summary>One access of a holder at a client, and what became of it. Carries numbers, never a secret.</summary>
public sealed record KsefAccessStep
{
    public required AccessKind Kind { get; init; }

    /// <summary>What it lets do: permissions; of a certificate its type or whose it is.</summary>
    public required string What { get; init; }

    /// <summary>Who has it; of a PESEL the last digits alone.</summary>
    public string? Holder { get; init; }

    /// <summary>The token's or permission's number, or the certificate's serial number.</summary>
    public string? Reference { get; init; }

    public required AccessEndOutcome Outcome { get; init; }

    /// <summary>Why it did not come to its end, or what to know of it; null for nothing.</summary>
    public string? Reason { get; init; }

    /// <summary>The number of KSeF's operation, or of the token in its place; null where there is none.</summary>
    public string? KsefReference { get; init; }

    /// <summary>What was seen afterwards, such as KSeF's refusal of a new sign-in; null for nothing.</summary>
    public string? Proof { get; init; }

    /// <summary>When it was done, in UTC; null for a plan.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>What happens or happened to it, so that a list of steps reads well.</summary>
    public override string ToString() =>
        string.Join(' ', new[] { $"{Outcome}:", $"{Kind}", What, Holder }.Where(part => !string.IsNullOrEmpty(part)));
}
