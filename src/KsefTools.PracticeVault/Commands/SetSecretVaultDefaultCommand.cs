using System.Management.Automation;
using Microsoft.PowerShell.SecretManagement.Vaults;

namespace Microsoft.PowerShell.SecretManagement.Commands;

/// <summary>Makes a vault the one that serves where none is named.</summary>
[Cmdlet(VerbsCommon.Set, "SecretVaultDefault", SupportsShouldProcess = true)]
public sealed class SetSecretVaultDefaultCommand : SecretCmdlet
{
    [Parameter(Position = 0, Mandatory = true)]
    public string Name { get; set; } = "";

    protected override void EndProcessing()
    {
        var vault = VaultRegistry.Find(Name);
        if (vault is null)
            ThrowTerminatingError(
                new ErrorRecord(
                    new ItemNotFoundException($"Vault {Name} was not found."),
                    "VaultNotFound",
                    ErrorCategory.ObjectNotFound,
                    this
                )
            );
        else if (ShouldProcess(Name, "Set as the default vault"))
            VaultRegistry.Add(vault with { IsDefault = true });
    }
}
