namespace KsefTools.Guard.Tests.Files;

/// <summary>There is one way to read a file, and it refuses a pipe, which would be waited for without end.</summary>
public sealed class ReadingTests
{
    // A lock is opened for writing as well, for which nobody waits; a journal asks RegularFile itself.
    private static readonly string[] Exempt = ["JournalFile.cs"];

    [Theory]
    [InlineData("File.ReadAll")]
    [InlineData("File.ReadLines(")]
    [InlineData("File.OpenRead(")]
    [InlineData("File.OpenText(")]
    [InlineData("FileMode.Open,")]
    [InlineData("new StreamReader(path")]
    public void Files_of_others_are_opened_in_one_place(string opening) =>
        Assert.DoesNotContain(
            Code.Sources("src", "KsefTools.Core")
                .Concat(Code.Sources("src", "KsefTools.Cmdlets"))
                .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) is not "Files")
                .Where(file => !Exempt.Contains(Path.GetFileName(file)))
                .SelectMany(File.ReadLines),
            line =>
                line.Contains(opening, StringComparison.Ordinal)
                && !line.Contains($"Regular{opening}", StringComparison.Ordinal)
        );
}
