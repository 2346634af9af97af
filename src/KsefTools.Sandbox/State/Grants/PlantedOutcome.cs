namespace KsefTools.Sandbox.State.Grants;

/// <summary>How the next permission operations end, whatever the rules say.</summary>
/// <param name="Code">100 (never ends), 200, 400 to 550.</param>
/// <param name="Details">Null: the contract's, where it has any.</param>
/// <param name="Count">For how many operations.</param>
/// <param name="AfterWork">The operation is carried out all the same, as when KSeF fails only to say so.</param>
public sealed record PlantedOutcome(
    int Code,
    IReadOnlyList<string>? Details = null,
    int Count = 1,
    bool AfterWork = false
)
{
    private const string Cancelled =
        "Przetwarzanie zostało przerwane z przyczyn wewnętrznych systemu. Spróbuj ponownie później.";

    /// <summary>Why it cannot be planted; null when it can.</summary>
    internal string? Problem =>
        !PermissionOutcome.Descriptions.ContainsKey(Code)
            ? $"code must be one of {string.Join(", ", PermissionOutcome.Descriptions.Keys.Order())}"
        : Count < 1 ? "count must be at least 1"
        : null;

    internal PermissionOutcome Outcome => new(Code, Details ?? (Code == 550 ? [Cancelled] : null));
}
