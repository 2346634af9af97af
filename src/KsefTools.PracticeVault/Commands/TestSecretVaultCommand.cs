using System.Management.Automation;

namespace Microsoft.PowerShell.SecretManagement.Commands;

/// <summary>Asks vaults whether they work.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SecretVault")]
[OutputType(typeof(bool))]
public sealed class TestSecretVaultCommand : SecretCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Name { get; set; }

    protected override void ProcessRecord()
    {
        var answers = FindVaults(Name, "TestSecretVaultNotFound")
            .Select(vault =>
                Try(
                    () => Open(vault).Test(),
                    "TestSecretVaultInvalidOperation",
                    $"Unable to run Test-SecretVault on vault {vault.Name}"
                )
            )
            .ToList();
        if (answers.Count > 0)
            WriteObject(answers.TrueForAll(works => works));
    }
}
