namespace KsefTools.Cmdlets.Vault;

/// <summary>A vault as SecretManagement has it registered.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Module">The module that keeps the secrets.</param>
internal sealed record VaultRegistration(string Name, string Module)
{
    /// <summary>What an Azure Key Vault is called in Azure; null for any other vault.</summary>
    internal string? AzureName { get; init; }

    /// <summary>The subscription that an Azure Key Vault is in; null for any other vault.</summary>
    internal string? Subscription { get; init; }

    internal bool IsSecretStore =>
        string.Equals(Module, "Microsoft.PowerShell.SecretStore", StringComparison.OrdinalIgnoreCase);
}
