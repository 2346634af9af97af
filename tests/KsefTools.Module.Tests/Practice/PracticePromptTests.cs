using System.Diagnostics;
using System.Globalization;
using KsefTools.Practice;
using KsefTools.Sandbox.Seeding;
using KsefTools.Testing;

namespace KsefTools.ModuleTests.Practice;

/// <summary>The practice prompt, through its program: what a person finds in it, and what is left of it.</summary>
public sealed class PracticePromptTests : IAsyncDisposable
{
    private readonly PromptProcess _prompt = new();

    public ValueTask DisposeAsync() => _prompt.DisposeAsync();

    [Fact]
    public async Task It_has_an_office_whose_clients_can_be_audited()
    {
        var truth = OfficeSeed
            .Create(new SeedOptions { Clients = 5, Today = DateOnly.FromDateTime(DateTime.UtcNow) })
            .Truth;

        var verdicts = await _prompt.AskAsync("@(Get-KsefCredential | Test-KsefToken).Count");

        Assert.Equal(truth.Clients.Count(client => client.HasProfile).ToString(CultureInfo.InvariantCulture), verdicts);
    }

    [Fact]
    public async Task It_can_plan_the_way_to_certificates()
    {
        var routes = await _prompt.AskAsync("@(Convert-KsefToCertificate -WhatIf 6> $null).Route -join ' '");

        Assert.NotEmpty(routes);
    }

    [Fact]
    public async Task It_keeps_its_secrets_in_the_stand_in_even_where_another_SecretManagement_is_installed()
    {
        var module = await _prompt.AskAsync("(Get-Command Get-Secret).Module.ModuleBase");

        Assert.StartsWith(PracticePaths.StandInModules, module, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_shows_three_commands_and_no_secret()
    {
        await _prompt.TypeAsync("exit");
        await _prompt.EndAsync();

        Assert.Equal(3, _prompt.Said.Count(line => line.StartsWith("  ", StringComparison.Ordinal)));
        Assert.DoesNotContain(_prompt.Said, line => line.Contains("PRIVATE KEY", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_left_when_it_is_closed()
    {
        var folder = await FolderAsync();
        Assert.True(Directory.Exists(folder));

        await _prompt.TypeAsync("exit 3");

        Assert.Equal(3, await _prompt.EndAsync());
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Nothing_is_left_when_its_PowerShell_is_killed()
    {
        var folder = await FolderAsync();

        using (var shell = Process.GetProcessById(await ShellAsync()))
            shell.Kill();

        await _prompt.EndAsync();
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Nothing_is_left_when_it_is_told_to_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        var folder = await FolderAsync();
        using var shell = Process.GetProcessById(await ShellAsync());

        await ChildProcess.RunAsync(
            new ProcessStartInfo("kill", ["-TERM", _prompt.Id.ToString(CultureInfo.InvariantCulture)]),
            TestContext.Current.CancellationToken
        );

        await _prompt.EndAsync();
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.False(Directory.Exists(folder));
    }

    private Task<string> FolderAsync() => _prompt.AskAsync("$PWD.Path");

    private async Task<int> ShellAsync() => int.Parse(await _prompt.AskAsync("$PID"), CultureInfo.InvariantCulture);
}
