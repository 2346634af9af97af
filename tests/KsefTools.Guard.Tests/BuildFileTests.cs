namespace KsefTools.Guard.Tests;

/// <summary>What the build files promise on machines that are set up otherwise.</summary>
public sealed class BuildFileTests
{
    private static readonly string[] Extensions = [".csproj", ".props", ".targets"];

    [Fact]
    public void A_package_s_file_is_found_whether_or_not_the_package_folder_ends_with_a_slash() =>
        // NUGET_PACKAGES may be set either way, and NuGetPackageRoot is what it says.
        Assert.Empty(
            from file in BuildFiles()
            from line in File.ReadLines(file)
            let bare = line.Replace("EnsureTrailingSlash('$(NuGetPackageRoot)')", "", StringComparison.Ordinal)
            where bare.Contains("$(NuGetPackageRoot)", StringComparison.Ordinal)
            select $"{Code.Relative(file)}: {line.Trim()}"
        );

    [Fact]
    public void The_module_knows_nothing_of_what_is_for_practice() =>
        Assert.All(
            BuildFiles()
                .Where(file =>
                    Path.GetFileNameWithoutExtension(file) is "KsefTools.Cmdlets" or "KsefTools.Core" or "StageModule"
                ),
            file => Assert.DoesNotContain("Practice", File.ReadAllText(file), StringComparison.Ordinal)
        );

    private static IEnumerable<string> BuildFiles() =>
        Directory
            .EnumerateFiles(Code.RepositoryRoot, "*", SearchOption.AllDirectories)
            .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.Ordinal))
            .Where(file => !Code.Relative(file).Split('/').Any(part => part is "obj" or "bin"));
}
