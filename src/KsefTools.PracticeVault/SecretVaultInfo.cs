namespace Microsoft.PowerShell.SecretManagement;

/// <summary>A registered vault.</summary>
public sealed record SecretVaultInfo
{
    public required string Name { get; init; }

    /// <summary>The module that keeps the secrets.</summary>
    public required string ModuleName { get; init; }

    /// <summary>The folder of that module; empty for the practice vault, which is built in.</summary>
    public required string ModulePath { get; init; }

    /// <summary>What the module is told with each call. Values are kept as text.</summary>
    public IReadOnlyDictionary<string, string> VaultParameters { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    public bool IsDefault { get; init; }
}
