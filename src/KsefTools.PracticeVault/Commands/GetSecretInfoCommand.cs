using System.Management.Automation;
using Microsoft.PowerShell.SecretManagement.Vaults;

namespace Microsoft.PowerShell.SecretManagement.Commands;

/// <summary>Lists secrets without showing them.</summary>
[Cmdlet(VerbsCommon.Get, "SecretInfo")]
[OutputType(typeof(SecretInformation))]
public sealed class GetSecretInfoCommand : SecretCmdlet
{
    [Parameter(Position = 0)]
    public string? Name { get; set; }

    [Parameter(Position = 1)]
    public string? Vault { get; set; }

    protected override void EndProcessing()
    {
        var vaults = string.IsNullOrEmpty(Vault)
            ? VaultRegistry.All.OrderByDescending(vault => vault.IsDefault)
            : Enumerable.Repeat(FindVault(Vault), 1);
        foreach (var vault in vaults)
        {
            var found = Try(
                () => Open(vault).List(string.IsNullOrEmpty(Name) ? "*" : Name),
                "GetSecretInfoInvalidOperation",
                $"Unable to get secret information from vault {vault.Name}"
            );
            WriteObject(
                (found ?? []).OrderBy(info => info.Name, StringComparer.OrdinalIgnoreCase),
                enumerateCollection: true
            );
        }
    }
}
