using System.Reflection;

namespace KsefTools.Practice;

/// <summary>Where restore and build put what a PowerShell session needs.</summary>
public static class PracticePaths
{
    /// <summary>The manifest of Pester, to be imported by its path.</summary>
    public static string Pester { get; } = Metadata("PesterManifest");

    /// <summary>The module as it would be shipped.</summary>
    public static string StagedModule { get; } = Path.Join(Metadata("OutputFolder"), "KsefTools");

    /// <summary>Where the stand-in for SecretManagement is, as a folder of modules.</summary>
    public static string StandInModules { get; } = Path.Join(Metadata("OutputFolder"), "practice");

    /// <summary>Where modules are saved that came from the PowerShell Gallery, as a folder of modules.</summary>
    public static string GalleryModules { get; } = Path.Join(Metadata("OutputFolder"), "gallery");

    /// <summary>The program of the pinned PowerShell, for <c>dotnet</c>.</summary>
    internal static string PowerShell { get; } =
        Path.Join(Metadata("PowerShellFolder"), OperatingSystem.IsWindows() ? "win" : "unix", "pwsh.dll");

    private static string Metadata(string key) =>
        typeof(PracticePaths)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => string.Equals(attribute.Key, key, StringComparison.Ordinal))
            .Value!;
}
