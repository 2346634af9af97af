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
}
