using KsefTools.Core.Identifiers;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Office;

/// <summary>What a new office starts with.</summary>
public sealed record OfficeSetup
{
    public required Nip Nip { get; init; }

    public required string Name { get; init; }

    /// <summary>What tells the office's secrets from those of others in its vault.</summary>
    public string Id { get; init; } = OfficeId.New();

    /// <summary><c>production</c>, <c>demo</c>, <c>test</c> or an address.</summary>
    public string Environment { get; init; } = OfficeDefaults.Environment;

    /// <summary>The default vault; null for the session's default vault.</summary>
    public string? Vault { get; init; }

    /// <summary>Where else to try a token that its own environment does not know.</summary>
    public IReadOnlyList<string> OtherEnvironments { get; init; } = [];
}
