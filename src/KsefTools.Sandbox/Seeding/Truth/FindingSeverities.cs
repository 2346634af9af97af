namespace KsefTools.Sandbox.Seeding.Truth;

/// <summary>
/// The severities that the truth supposes, written down once more: the sandbox shares no code with the client.
/// </summary>
internal static class FindingSeverities
{
    private static readonly HashSet<string> Warnings = new(StringComparer.Ordinal)
    {
        "TokenPending",
        "ExcessPermission",
        "EffectiveBelowRequested",
        "Unused",
        "RotationDue",
        "GhostToken",
        "NoAccessYet",
    };

    private static readonly HashSet<string> Criticals = new(StringComparer.Ordinal)
    {
        "TokenRevoked",
        "TokenInactive",
        "TokenUnknown",
        "WrongContext",
        "WrongEnvironment",
        "ContextBlocked",
        "NoPermissions",
        "MissingPermission",
        "SameSecretTwice",
    };

    public static string StatusOf(IReadOnlyCollection<string> findings) =>
        findings.Any(Criticals.Contains) ? "Critical"
        : findings.Any(Warnings.Contains) ? "Warning"
        : findings.Count == 0 ? "Healthy"
        : throw new ArgumentException($"No severity for {string.Join(", ", findings)}.", nameof(findings));
}
