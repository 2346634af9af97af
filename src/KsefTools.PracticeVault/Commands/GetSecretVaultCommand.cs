using System.Management.Automation;

namespace Microsoft.PowerShell.SecretManagement.Commands;

/// <summary>Lists the registered vaults.</summary>
[Cmdlet(VerbsCommon.Get, "SecretVault")]
[OutputType(typeof(SecretVaultInfo))]
public sealed class GetSecretVaultCommand : SecretCmdlet
{
    [Parameter(Position = 0)]
    public string[]? Name { get; set; }

    protected override void EndProcessing()
    {
        foreach (var vault in FindVaults(Name, "GetSecretVaultNotFound"))
            WriteObject(vault);
    }
}
