using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace KsefTools.Cmdlets.Loading;

/// <summary>
/// Makes the engine findable while the module is imported. PowerShell calls this before it looks at the cmdlets, and
/// nothing is loaded until the first cmdlet runs, so importing stays cheap.
/// </summary>
public sealed class ModuleLifecycle : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    // One context a process, never a second: what the runtime bound once it keeps, so after Remove-Module and a new
    // Import-Module the cmdlets must meet the engine that they are bound to.
    private static readonly EngineLoadContext Engine = new(
        Path.Join(Path.GetDirectoryName(typeof(ModuleLifecycle).Assembly.Location), "dependencies")
    );

    private static int _imports;

    /// <inheritdoc/>
    public void OnImport()
    {
        // Each runspace imports the module for itself; one handler serves all.
        if (Interlocked.Increment(ref _imports) == 1)
            AssemblyLoadContext.Default.Resolving += Resolve;
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        // Taken away with the last of them: another runspace may not have run its first cmdlet yet.
        if (Interlocked.Decrement(ref _imports) == 0)
            AssemblyLoadContext.Default.Resolving -= Resolve;
    }

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) => Engine.ResolveEngine(name);
}
