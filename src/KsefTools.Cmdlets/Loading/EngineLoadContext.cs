using System.Reflection;
using System.Runtime.Loader;

namespace KsefTools.Cmdlets.Loading;

/// <summary>
/// The engine and its packages, away from the default load context, where other modules put other versions of the
/// same packages. Contracts stays in the default one: its types are the only ones that a script can name, and both
/// sides must mean the same type.
/// </summary>
internal sealed class EngineLoadContext : AssemblyLoadContext
{
    internal const string EngineName = "KsefTools.Core";

    private readonly string _folder;

    internal EngineLoadContext(string folder)
        : base("KsefTools") => _folder = folder;

    /// <summary>The engine, for those that ask for it from the default context; null for any other name.</summary>
    internal Assembly? ResolveEngine(AssemblyName name) =>
        string.Equals(name.Name, EngineName, StringComparison.Ordinal) ? LoadFromAssemblyName(name) : null;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var contracts = typeof(KsefProfile).Assembly;
        if (string.Equals(assemblyName.Name, contracts.GetName().Name, StringComparison.Ordinal))
            return contracts;

        return Array.Find(CandidatesOf(assemblyName), File.Exists) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    // Some packages have another assembly of the same name for Windows; staging puts it into a folder of its own.
    private string[] CandidatesOf(AssemblyName name)
    {
        var file = name.Name + ".dll";
        return OperatingSystem.IsWindows()
            ? [Path.Join(_folder, "win", file), Path.Join(_folder, file)]
            : [Path.Join(_folder, file)];
    }
}
