namespace KsefTools;

/// <summary>One token that was made, rotated or revoked. Carries the secret's name, never the secret.</summary>
public sealed record KsefTokenChange
{
    public required string Nip { get; init; }

    public required string Name { get; init; }

    public required string Environment { get; init; }

    public required TokenOutcome Outcome { get; init; }

    /// <summary>Why it did not come to its end, or what to know of it, in one sentence; null for nothing.</summary>
    public string? Reason { get; init; }

    /// <summary>What to type next; null where nothing is to do.</summary>
    public string? Remedy { get; init; }

    /// <summary>The reference number of the token that serves now, or that was revoked.</summary>
    public string? Reference { get; init; }

    /// <summary>Where it is in the vault; null for a token that is not ours.</summary>
    public string? SecretName { get; init; }

    public string? Vault { get; init; }

    /// <summary>What the new token's session may really do; empty where it was not tried.</summary>
    public TextList<string> Permissions { get; init; } = new([]);

    /// <summary>The reference number of the token whose place was taken.</summary>
    public string? FormerReference { get; init; }

    /// <summary>Whether that one was revoked and seen not to sign in any more.</summary>
    public bool FormerRevoked { get; init; }

    /// <summary>The new token's last moment, in UTC, where KSeF names one (tokens of 2027); else null.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>The office's identity that made the token; null for a certificate or signature of the
    /// client's.</summary>
    public string? Identity { get; init; }

    /// <summary>KSeF's answer that shows a revoked token dead; null where it was not tried in this run.</summary>
    public string? Proof { get; init; }

    /// <summary>Whether an earlier run had begun it.</summary>
    public bool WasResumed { get; init; }

    /// <summary>The profile's file.</summary>
    public string? Path { get; init; }

    /// <summary>The office's folder.</summary>
    public required string OfficePath { get; init; }
}
