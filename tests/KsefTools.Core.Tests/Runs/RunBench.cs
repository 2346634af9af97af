using KsefTools.Core.Api;
using KsefTools.Core.Office;
using KsefTools.Core.Runs;
using KsefTools.Core.Runs.Storage;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Demo;
using KsefTools.Sandbox.Seeding.Truth;

namespace KsefTools.Core.Tests.Runs;

/// <summary>A seeded office, imported from its spreadsheet, audited over HTTP against a sandbox of its own.</summary>
internal sealed class RunBench : IAsyncDisposable
{
    private readonly TimeSpan _attempt;

    private RunBench(DemoOffice office, TimeSpan attempt)
    {
        (Demo, _attempt) = (office, attempt);
        Sessions = NewSessions();
    }

    public DemoOffice Demo { get; }

    public KsefSessions Sessions { get; private set; }

    public OfficeFolder Office => Demo.Folder;

    public SeedTruth Truth => Demo.Seeded.Truth;

    public RunStore Store => new(Demo.Folder);

    public List<string> Warnings { get; } = [];

    /// <summary>An office at its beginning.</summary>
    /// <param name="clients">How many; from 60 on every situation occurs.</param>
    /// <param name="seed">The same makes the same office.</param>
    /// <param name="attempt">How long a request may take: short only where a test waits for nothing.</param>
    public static async Task<RunBench> CreateAsync(int clients = 60, int seed = 1, TimeSpan? attempt = null)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var options = new DemoOptions
        {
            Clients = clients,
            Seed = seed,
            WithLimits = false,
        };
        var office = await DemoOffice.CreateAsync(options, cancellation);
        await DemoImport.RunAsync(office, cancellation);
        // The page of this sandbox, and not the Ministry's.
        var settings = office.Folder.SettingsPath;
        await File.WriteAllTextAsync(
            settings,
            (await File.ReadAllTextAsync(settings, cancellation)).Replace(
                "policy:\n",
                $"policy:\n  statusPage: {office.Host.StatusPage}\n",
                StringComparison.Ordinal
            ),
            cancellation
        );
        office.Reopen();
        return new RunBench(office, attempt ?? TimeSpan.FromSeconds(30));
    }

    /// <summary>As a later process.</summary>
    public void ForgetSessions()
    {
        Sessions.Dispose();
        Sessions = NewSessions();
    }

    public OfficeRun NewRun(ISecretVault? vault = null) => new(Office, vault ?? Demo.Vault, Sessions, Demo.Host.Clock);

    /// <summary>A whole run; its results, and what it came to.</summary>
    public async Task<(IReadOnlyList<KsefAuditResult> Results, KsefAudit Summary)> RunAsync(
        RunOptions? options = null,
        ISecretVault? vault = null
    )
    {
        var run = NewRun(vault);
        var results = new List<KsefAuditResult>();
        options = (options ?? new RunOptions()) with { Warn = Warnings.Add };
        await foreach (var result in run.RunAsync(options, TestContext.Current.CancellationToken))
            results.Add(result);
        return (results, run.Summary!);
    }

    public async ValueTask DisposeAsync()
    {
        Sessions.Dispose();
        await Demo.DisposeAsync();
    }

    private KsefSessions NewSessions() =>
        new(
            SessionCache.InMemory(Demo.Host.Clock),
            new KsefApiOptions
            {
                LoginLimitScope = LoginLimitScope.Off,
                OtherLimit = new(null, null, null),
                MaxRetries = 1,
                RetryDelay = TimeSpan.Zero,
                MaxThrottleWait = _attempt,
                AttemptTimeout = _attempt,
            },
            new SignInOptions { PollDelay = TimeSpan.Zero },
            Demo.Meter,
            Demo.Host.Clock
        );
}
