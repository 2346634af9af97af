namespace KsefTools.Cmdlets.Vault;

/// <summary>A vault as SecretManagement has it registered.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Module">The module that keeps the secrets.</param>
internal sealed record VaultRegistration(string Name, string Module)
{
    internal bool IsSecretStore =>
        string.Equals(Module, "Microsoft.PowerShell.SecretStore", StringComparison.OrdinalIgnoreCase);
}
