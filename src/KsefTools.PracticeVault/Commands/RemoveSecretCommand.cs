using System.Management.Automation;

namespace Microsoft.PowerShell.SecretManagement.Commands;

/// <summary>Removes a secret from a vault.</summary>
[Cmdlet(VerbsCommon.Remove, "Secret", SupportsShouldProcess = true)]
public sealed class RemoveSecretCommand : SecretCmdlet
{
    private const string ByName = "NameParameterSet";
    private const string ByInfo = "InfoParameterSet";

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByName)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    [Parameter(Position = 1, Mandatory = true, ParameterSetName = ByName)]
    [ValidateNotNullOrEmpty]
    public string Vault { get; set; } = "";

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByInfo)]
    public SecretInformation? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        var name = InputObject?.Name ?? Name;
        var vault = InputObject?.VaultName ?? Vault;
        if (ShouldProcess(vault, "Remove secret by name from vault"))
            Try(
                () => Open(FindVault(vault)).Remove(name),
                "RemoveSecretInvalidOperation",
                $"Unable to remove secret {name} from vault {vault}"
            );
    }
}
