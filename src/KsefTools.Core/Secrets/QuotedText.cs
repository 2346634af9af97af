namespace KsefTools.Core.Secrets;

/// <summary>What somebody typed or wrote, for a message that refuses it.</summary>
public static class QuotedText
{
    /// <summary>
    /// Longer than any value of ours that is worth repeating; a secret pasted into a wrong place is longer.
    /// </summary>
    private const int MaxLength = 40;

    private const string Hidden = "…";

    /// <summary>The text in quotes, or nothing of it where it could be a secret.</summary>
    public static string Of(string? text) => IsSecretive(text ?? "") ? Hidden : $"'{PlainText.Line(text ?? "")}'";

    /// <summary>An error's target: what the command was working on, unless it is text that could be a secret.</summary>
    public static object? Target(object? target) => target is string text && IsSecretive(text) ? Hidden : target;

    private static bool IsSecretive(string text) =>
        text.Length > MaxLength || text.Contains('|', StringComparison.Ordinal) || SecretShape.IsIn(text);
}
