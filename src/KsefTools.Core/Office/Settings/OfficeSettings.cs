using KsefTools.Core.Identifiers;

namespace KsefTools.Core.Office.Settings;

/// <summary>
/// office.yaml: who the office is, and what holds for all its clients unless a profile says otherwise.
/// </summary>
public sealed record OfficeSettings
{
    public required Nip Nip { get; init; }

    public required string Name { get; init; }

    /// <summary>
    /// Stands in the names of the office's secrets (<see cref="OfficeId"/>); null while it has needed none.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>The clients' default: <c>production</c>, <c>demo</c>, <c>test</c> or an address.</summary>
    public string Environment { get; init; } = OfficeDefaults.Environment;

    /// <summary>The default vault; null for the session's default vault.</summary>
    public string? Vault { get; init; }

    public IReadOnlyList<OfficeIdentity> Identities { get; init; } = [];

    public OfficePolicy Policy { get; init; } = new();
}
