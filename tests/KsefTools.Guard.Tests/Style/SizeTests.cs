namespace KsefTools.Guard.Tests.Style;

/// <summary>Sizes at which to look again. Where the larger file is right, its reason is written here.</summary>
public sealed class SizeTests
{
    [Fact]
    public void A_cmdlet_s_file_has_at_most_200_lines() =>
        Assert.Empty(LongerThan(200, Code.Sources("src", "KsefTools.Cmdlets", "Commands")));

    [Fact]
    public void A_source_file_has_at_most_400_lines() =>
        Assert.Empty(LongerThan(400, Code.Sources("src").Concat(Code.Sources("tests"))));

    [Fact]
    public void A_folder_has_at_most_15_source_files() =>
        Assert.Empty(
            from file in Code.Sources("src").Concat(Code.Sources("tests"))
            group file by Path.GetDirectoryName(file) into folder
            where folder.Count() > 15
            select $"{Code.Relative(folder.Key!)}: {folder.Count()} files"
        );

    private static IEnumerable<string> LongerThan(int limit, IEnumerable<string> files) =>
        from file in files
        let lines = File.ReadLines(file).Count()
        where lines > limit
        select $"{Code.Relative(file)}: {lines} lines";
}
