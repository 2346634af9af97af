namespace KsefTools.Guard.Tests;

public sealed class ManifestTests
{
    [Fact]
    public void The_manifest_and_the_assemblies_say_the_same_version() =>
        Assert.Equal(Code.Cmdlets.GetName().Version!.ToString(3), Manifest.Version);

    [Theory]
    [InlineData("CmdletsToExport")]
    [InlineData("FunctionsToExport")]
    [InlineData("VariablesToExport")]
    [InlineData("AliasesToExport")]
    public void Every_export_is_listed_by_name(string key) =>
        // A wildcard, or no entry, makes PowerShell analyse the assembly at each import.
        Assert.All(Manifest.ListOf(key), name => Assert.DoesNotContain("*", name, StringComparison.Ordinal));

    [Theory]
    [InlineData("FormatsToProcess")]
    public void Every_file_that_the_manifest_names_is_in_the_module(string key) =>
        Assert.All(
            Manifest.ListOf(key),
            name => Assert.True(File.Exists(Path.Join(Code.RepositoryRoot, "src", "Module", name)), name)
        );
}
