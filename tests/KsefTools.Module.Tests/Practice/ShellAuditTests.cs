using KsefTools.Demo;
using KsefTools.Demo.Shell;
using KsefTools.Demo.Truth;
using KsefTools.Practice;

namespace KsefTools.ModuleTests.Practice;

/// <summary>The main job's audit through the module, in a real PowerShell.</summary>
public sealed class ShellAuditTests
{
    private static readonly DemoOptions Quick = new() { Clients = 60, WithLimits = false };

    [Fact]
    public async Task Every_row_and_every_verdict_agrees_with_the_truth()
    {
        await using var office = await PracticeOffice.CreateAsync(Quick, TestContext.Current.CancellationToken);

        var report = await ShellAudit.RunAsync(office, TestContext.Current.CancellationToken);

        Assert.Empty(TruthCheck.OfImport(office.Seeded.Truth, report.Imported));
        Assert.Empty(TruthCheck.OfAudit(office.Seeded.Truth, report.Results));
    }

    [Fact]
    public async Task A_PowerShell_that_cannot_open_the_office_is_a_failure_with_its_words()
    {
        await using var office = await PracticeOffice.CreateAsync(Quick, TestContext.Current.CancellationToken);
        File.Delete(Path.Join(office.Folder, "tokens.csv"));

        var failure = await Assert.ThrowsAsync<PowerShellException>(() =>
            ShellAudit.RunAsync(office, TestContext.Current.CancellationToken)
        );

        Assert.Contains("tokens.csv", failure.Message, StringComparison.Ordinal);
    }
}
