using System.Reflection;

namespace KsefTools.Guard.Tests;

/// <summary>The assemblies and sources that the guards look at.</summary>
internal static class Code
{
    internal static Assembly Contracts { get; } = typeof(KsefProfile).Assembly;

    internal static Assembly Core { get; } = typeof(KsefTools.Core.UiText).Assembly;

    internal static Assembly Cmdlets { get; } = typeof(KsefTools.Cmdlets.Loading.ModuleLifecycle).Assembly;

    internal static Assembly Sandbox { get; } = Assembly.Load("KsefTools.Sandbox");

    internal static string RepositoryRoot { get; } = FindRoot();

    /// <summary>The sources of a folder below the repository's root, without what a build leaves there.</summary>
    internal static IEnumerable<string> Sources(params string[] folder) =>
        Directory
            .EnumerateFiles(Path.Join([RepositoryRoot, .. folder]), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Relative(file).Split('/').Any(part => part is "obj" or "bin"));

    internal static string Relative(string file) => Path.GetRelativePath(RepositoryRoot, file).Replace('\\', '/');

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Join(folder.FullName, "KsefTools.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("KsefTools.sln is in no folder above.");
    }
}
