using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Microsoft.PowerShell.SecretManagement.Vaults;

namespace Microsoft.PowerShell.SecretManagement.Commands;

/// <summary>Registers a vault: the practice vault, or one that a module keeps.</summary>
[Cmdlet(VerbsLifecycle.Register, "SecretVault", SupportsShouldProcess = true)]
[OutputType(typeof(SecretVaultInfo))]
public sealed class RegisterSecretVaultCommand : SecretCmdlet
{
    [Parameter(Position = 0, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string ModuleName { get; set; } = "";

    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    [Parameter]
    public Hashtable VaultParameters { get; set; } = [];

    [Parameter]
    public SwitchParameter DefaultVault { get; set; }

    [Parameter]
    public SwitchParameter AllowClobber { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void EndProcessing()
    {
        var (module, folder) = ModuleName == FileVault.ModuleName ? (ModuleName, "") : FindModule();
        var name = Name ?? module;
        if (VaultRegistry.Find(name) is not null && !AllowClobber)
            Throw("RegisterSecretVaultInvalidVaultName", "Provided Name for vault is already being used.");
        if (!ShouldProcess(name, "Register module as a SecretManagement extension vault for current user"))
            return;
        var vault = new SecretVaultInfo
        {
            Name = name,
            ModuleName = module,
            ModulePath = folder,
            VaultParameters = VaultParameters
                .Cast<DictionaryEntry>()
                .ToDictionary(
                    entry => (string)entry.Key,
                    entry => Convert.ToString(entry.Value, CultureInfo.InvariantCulture) ?? "",
                    StringComparer.Ordinal
                ),
            IsDefault = DefaultVault || VaultRegistry.All.Count == 0,
        };
        VaultRegistry.Add(vault);
        if (PassThru)
            WriteObject(vault);
    }

    /// <summary>
    /// The module by its path or name: it holds a nested module of the same name and <c>.Extension</c>.
    /// </summary>
    private (string Name, string Folder) FindModule()
    {
        var path = SessionState.Path.GetUnresolvedProviderPathFromPSPath(ModuleName);
        var manifests =
            File.Exists(path) ? [path]
            : Directory.Exists(path) ? [Path.Join(path, $"{Path.GetFileName(path)}.psd1")]
            : InvokeCommand
                .InvokeScript("param($Name) Get-Module -ListAvailable -Name $Name | ForEach-Object Path", ModuleName)
                .Select(item => (string)item.BaseObject)
                .ToArray();
        var manifest = manifests.FirstOrDefault(File.Exists);
        if (manifest is null)
            Throw(
                "RegisterSecretVaultCantGetModuleInfo",
                $"Could not load and retrieve module information for module: {ModuleName}."
            );
        var name = Path.GetFileNameWithoutExtension(manifest!);
        var folder = Path.GetDirectoryName(manifest!)!;
        if (!Directory.Exists(Path.Join(folder, $"{name}.Extension")))
            Throw("RegisterSecretVaultInvalidExtensionVault", $"Module {name} is not a valid extension vault.");
        return (name, folder);
    }

    private void Throw(string errorId, string message) =>
        ThrowTerminatingError(
            new ErrorRecord(new PSInvalidOperationException(message), errorId, ErrorCategory.InvalidOperation, this)
        );
}
