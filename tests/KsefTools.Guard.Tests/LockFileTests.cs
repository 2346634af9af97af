using System.Diagnostics;
using KsefTools.Testing;

namespace KsefTools.Guard.Tests;

/// <summary>CI restores what the lock files say and nothing else.</summary>
public sealed class LockFileTests
{
    [Fact]
    public void Every_project_has_a_lock_file()
    {
        var projects = Directory
            .EnumerateFiles(Code.RepositoryRoot, "*.csproj", SearchOption.AllDirectories)
            .Where(project => !Code.Relative(project).StartsWith("output/", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(projects);
        Assert.All(projects, project => Assert.True(File.Exists(LockOf(project)), Code.Relative(LockOf(project))));
    }

    [Fact]
    public async Task The_last_restore_changed_no_lock_file_that_is_not_committed()
    {
        if (!Path.Exists(Path.Join(Code.RepositoryRoot, ".git")))
            Assert.Skip("Nothing is committed outside a clone.");
        var git = await ChildProcess.RunAsync(
            new ProcessStartInfo("git", ["status", "--porcelain", "--", "*packages.lock.json"])
            {
                WorkingDirectory = Code.RepositoryRoot,
            },
            TestContext.Current.CancellationToken
        );
        Assert.Equal((0, ""), (git.ExitCode, git.Output));
    }

    [Fact]
    public void A_lock_file_names_no_feed() =>
        Assert.All(
            Directory.EnumerateFiles(Code.RepositoryRoot, "packages.lock.json", SearchOption.AllDirectories),
            file => Assert.DoesNotContain("://", File.ReadAllText(file), StringComparison.Ordinal)
        );

    private static string LockOf(string project) => Path.Join(Path.GetDirectoryName(project), "packages.lock.json");
}
