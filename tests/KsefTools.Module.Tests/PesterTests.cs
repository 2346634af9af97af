namespace KsefTools.ModuleTests;

/// <summary>
/// Each <c>*.Tests.ps1</c> of this folder in a pwsh of its own, against the module as staged. A file's tests are
/// listed in the case's output; those that fail are the case's message.
/// </summary>
public sealed class PesterTests(ITestOutputHelper output)
{
    public static TheoryData<string> Files =>
        [
            .. Directory
                .GetFiles(TestPaths.PesterFolder, "*.Tests.ps1")
                .Select(file => Path.GetFileName(file)!)
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_staged_module_passes(string file)
    {
        var shell = await PowerShellHost.FindAsync();
        Assert.SkipWhen(shell.Missing is not null, shell.Missing ?? "");

        var report = await PesterRun.OfAsync(shell, file, TestContext.Current.CancellationToken);

        output.WriteLine(report.Text);
        Assert.True(report.Failures.Count == 0, string.Join(Environment.NewLine, report.Failures));
        Assert.True(report.Passed > 0, $"{file} ran no test at all.{Environment.NewLine}{report.Text}");
    }
}
