namespace KsefTools.Core.Tokens.Making;

/// <summary>One token's work does not go on, for a reason that a person can do something about.</summary>
internal sealed class TokenException(TokenOutcome outcome, string message, string? remedy = null) : Exception(message)
{
    public TokenOutcome Outcome { get; } = outcome;

    /// <summary>What to type next; null for nothing.</summary>
    public string? Remedy { get; } = remedy;
}
