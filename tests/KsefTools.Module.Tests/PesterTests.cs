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
        var run = await PesterRun.OfAsync(await Secrets.AtHandAsync(), file, TestContext.Current.CancellationToken);

        output.WriteLine(run.Text);
        Assert.True(run.Failures.Count == 0, string.Join(Environment.NewLine, run.Failures));
        var skipped = string.Join(Environment.NewLine, run.Skipped);
        Assert.SkipWhen(run is { Passed: 0, Skipped.Count: > 0 }, skipped);
        Assert.True(run.Passed > 0, $"{file} ran no test at all.{Environment.NewLine}{run.Text}");
        if (skipped.Length > 0)
            TestContext.Current.SendDiagnosticMessage($"{file} skipped:{Environment.NewLine}{skipped}");
    }
}
