using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Microsoft.PowerShell.SecretManagement.Vaults;

/// <summary>
/// A module's vault. All of them run in one runspace a process, apart from the user's, one call at a time.
/// </summary>
internal sealed class ExtensionVault(SecretVaultInfo registration, PSCmdlet cmdlet) : IVault
{
    private const string Script = """
        param($ModuleName, $ModulePath, $Command, $Parameters)
        $module = Microsoft.PowerShell.Core\Get-Module -Name $ModuleName
        if (-not $module) {
            $module = Microsoft.PowerShell.Core\Import-Module -Name $ModulePath -PassThru -ErrorAction Stop
        }
        & $module "$ModuleName.Extension\$Command" @Parameters
        """;

    private static readonly Lock OneCaller = new();
    private static readonly Lazy<Runspace> Apart = new(() =>
    {
        var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        return runspace;
    });

    public object? Get(string name)
    {
        var found = Call("Get-Secret", ("Name", name)).Select(item => item.BaseObject).ToList();
        return found is [byte, ..] ? found.Cast<byte>().ToArray() : found.FirstOrDefault();
    }

    public IReadOnlyList<SecretInformation> List(string filter) =>
        [.. Call("Get-SecretInfo", ("Filter", filter)).Select(item => item.BaseObject).OfType<SecretInformation>()];

    public void Set(string name, object secret) => Call("Set-Secret", ("Name", name), ("Secret", secret));

    public void Remove(string name) => Call("Remove-Secret", ("Name", name));

    public bool Test() => Call("Test-SecretVault").Select(item => item.BaseObject).FirstOrDefault() is true;

    private List<PSObject> Call(string command, params (string Name, object Value)[] arguments)
    {
        var parameters = new Hashtable
        {
            ["VaultName"] = registration.Name,
            ["AdditionalParameters"] = new Hashtable(
                registration.VaultParameters.ToDictionary(StringComparer.OrdinalIgnoreCase)
            ),
        };
        foreach (var (name, value) in arguments)
            parameters[name] = value;

        lock (OneCaller)
        {
            using var shell = System.Management.Automation.PowerShell.Create();
            shell.Runspace = Apart.Value;
            var module = Path.Join(registration.ModulePath, $"{registration.ModuleName}.psd1");
            shell
                .AddScript(Script, useLocalScope: true)
                .AddArgument(registration.ModuleName)
                .AddArgument(module)
                .AddArgument(command)
                .AddArgument(parameters);
            var output = shell.Invoke();
            foreach (var error in shell.Streams.Error)
                cmdlet.WriteError(error);
            return [.. output.Where(item => item is not null)];
        }
    }
}
