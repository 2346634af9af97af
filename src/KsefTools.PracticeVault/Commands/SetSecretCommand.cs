using System.Management.Automation;
using System.Security;
using Microsoft.PowerShell.SecretManagement.Vaults;

namespace Microsoft.PowerShell.SecretManagement.Commands;

/// <summary>Adds a secret or replaces it.</summary>
[Cmdlet(VerbsCommon.Set, "Secret", SupportsShouldProcess = true, DefaultParameterSetName = AsSecureString)]
public sealed class SetSecretCommand : SecretCmdlet
{
    private const string AsSecureString = "SecureStringParameterSet";
    private const string AsObject = "ObjectParameterSet";

    [Parameter(Position = 0, Mandatory = true, ParameterSetName = AsObject)]
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = AsSecureString)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true, ParameterSetName = AsObject)]
    public object? Secret { get; set; }

    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true, ParameterSetName = AsSecureString)]
    public SecureString? SecureStringSecret { get; set; }

    [Parameter(Position = 2, ParameterSetName = AsObject)]
    [Parameter(Position = 2, ParameterSetName = AsSecureString)]
    public string? Vault { get; set; }

    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    protected override void ProcessRecord()
    {
        if (!ShouldProcess(Vault, "Write secret to vault and override any existing secret of the same name"))
            return;
        var vault = string.IsNullOrEmpty(Vault) ? VaultRegistry.Default ?? NoVault() : FindVault(Vault);
        if (NoClobber && Open(vault).Get(Name) is not null)
            Throw(
                "SetSecretCommandAlreadyExistsWithNoClobber",
                $"A secret with name {Name} already exists in vault {vault.Name}."
            );
        var secret = SecureStringSecret ?? (Secret is PSObject wrapped ? wrapped.BaseObject : Secret)!;
        Try(
            () => Open(vault).Set(Name, secret),
            "SetSecretInvalidOperation",
            $"Unable to add secret {Name} to vault {vault.Name}"
        );
    }

    private SecretVaultInfo NoVault()
    {
        Throw(
            "SetSecretCommandFailNoVault",
            "Unable to set secret because no vault was provided and there is no default vault designated."
        );
        throw new PipelineStoppedException();
    }

    private void Throw(string errorId, string message) =>
        ThrowTerminatingError(
            new ErrorRecord(new PSInvalidOperationException(message), errorId, ErrorCategory.InvalidOperation, this)
        );
}
