using System.Management.Automation;
using Microsoft.PowerShell.SecretManagement.Vaults;

namespace Microsoft.PowerShell.SecretManagement.Commands;

/// <summary>Forgets a vault; its secrets stay where they are.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "SecretVault", SupportsShouldProcess = true)]
public sealed class UnregisterSecretVaultCommand : SecretCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    protected override void ProcessRecord()
    {
        foreach (var vault in FindVaults(Name, "UnregisterSecretVaultObjectNotFound").ToList())
            if (ShouldProcess(vault.Name, "Unregister SecretManagement extension vault module for current user"))
                VaultRegistry.Remove(vault.Name);
    }
}
