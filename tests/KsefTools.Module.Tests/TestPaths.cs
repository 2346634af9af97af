using System.Reflection;

namespace KsefTools.ModuleTests;

/// <summary>Where the build put what is tested.</summary>
internal static class TestPaths
{
    internal static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    /// <summary>The sandbox's program, for <c>dotnet</c>.</summary>
    internal static string SandboxAssembly { get; } = Metadata("SandboxAssembly");

    internal static string PesterFolder { get; } = Path.Join(RepositoryRoot, "tests", "KsefTools.Module.Tests");

    /// <summary>Another module's YamlDotNet.</summary>
    internal static string OtherYamlDotNet { get; } =
        Path.Join(AppContext.BaseDirectory, "OtherModule", "YamlDotNet.dll");

    private static string Metadata(string key) =>
        typeof(TestPaths)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => string.Equals(attribute.Key, key, StringComparison.Ordinal))
            .Value!;
}
