using System.Reflection;
using KsefTools.Cmdlets.Errors;

namespace KsefTools.Guard.Tests;

public sealed class ErrorTests
{
    [Fact]
    public void Every_error_record_comes_from_the_one_table()
    {
        var elsewhere =
            from file in Code.Sources("src", "KsefTools.Cmdlets")
            where !Code.Relative(file).Contains("/Errors/", StringComparison.Ordinal)
            where File.ReadAllText(file).Contains("new ErrorRecord", StringComparison.Ordinal)
            select Code.Relative(file);
        Assert.Empty(elsewhere);
    }

    [Fact]
    public void No_two_errors_have_one_id()
    {
        var ids = Kinds().Select(kind => kind.Id).ToList();
        Assert.NotEmpty(ids);
        Assert.Distinct(ids);
    }

    [Fact]
    public void Every_error_says_what_to_do_next() =>
        Assert.All(Kinds(), kind => Assert.False(string.IsNullOrWhiteSpace(kind.Action()), kind.Id));

    [Theory]
    [InlineData("docs/troubleshooting.md")]
    [InlineData("docs/pl/troubleshooting.md")]
    public void Every_error_has_its_row_in_the_page_on_troubleshooting(string file)
    {
        var page = File.ReadAllText(Path.Join(Code.RepositoryRoot, file));
        Assert.All(Kinds(), kind => Assert.Contains($"\n| `{kind.Id}` | ", page, StringComparison.Ordinal));
    }

    private static IEnumerable<ErrorKind> Kinds() =>
        typeof(ErrorKinds)
            .GetFields(BindingFlags.Static | BindingFlags.NonPublic)
            .Where(field => field.FieldType == typeof(ErrorKind))
            .Select(field => (ErrorKind)field.GetValue(null)!);
}
