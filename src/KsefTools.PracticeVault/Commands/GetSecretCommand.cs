using System.Management.Automation;
using System.Net;
using System.Security;
using Microsoft.PowerShell.SecretManagement.Vaults;

namespace Microsoft.PowerShell.SecretManagement.Commands;

/// <summary>Shows a secret: text as a SecureString, unless plain text is asked for.</summary>
[Cmdlet(VerbsCommon.Get, "Secret", DefaultParameterSetName = ByName)]
[OutputType(typeof(object))]
public sealed class GetSecretCommand : SecretCmdlet
{
    private const string ByName = "NameParameterSet";
    private const string ByInfo = "InfoParameterSet";

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByName)]
    public string Name { get; set; } = "";

    [Parameter(Position = 1, ParameterSetName = ByName)]
    public string? Vault { get; set; }

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByInfo)]
    public SecretInformation? InputObject { get; set; }

    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    protected override void ProcessRecord()
    {
        var name = InputObject?.Name ?? Name;
        var named = InputObject?.VaultName ?? Vault;
        var vaults = string.IsNullOrEmpty(named)
            ? VaultRegistry.All.OrderByDescending(vault => vault.IsDefault)
            : Enumerable.Repeat(FindVault(named), 1);
        foreach (var vault in vaults)
            if (
                Try(
                    () => Open(vault).Get(name),
                    "GetSecretInvalidOperation",
                    $"Unable to get secret {name} from vault {vault.Name}"
                ) is
                { } secret
            )
            {
                WriteObject(Convert(secret));
                return;
            }
        WriteError(
            new ErrorRecord(
                new ItemNotFoundException($"The secret {name} was not found."),
                "GetSecretNotFound",
                ErrorCategory.ObjectNotFound,
                this
            )
        );
    }

    private object Convert(object secret) =>
        secret switch
        {
            string text when !AsPlainText => new NetworkCredential(null, text).SecurePassword,
            SecureString secure when AsPlainText => new NetworkCredential(null, secure).Password,
            _ => secret,
        };
}
