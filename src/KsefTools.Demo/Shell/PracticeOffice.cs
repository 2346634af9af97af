using System.Diagnostics;
using KsefTools.Practice;
using KsefTools.Sandbox.Certificates.Planting;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.RateLimits;
using KsefTools.Sandbox.Seeding;
using KsefTools.Sandbox.Seeding.Files;
using KsefTools.Sandbox.Seeding.Seeded;

namespace KsefTools.Demo.Shell;

/// <summary>
/// A made-up office for a real PowerShell. Its KSeF is a sandbox of this process and tells this machine's time, as the
/// module in PowerShell does; its files and its vault are in one folder, which goes with this object.
/// </summary>
public sealed class PracticeOffice : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;

    private PracticeOffice(TemporaryFolder folder, SandboxHost host, SeededOffice seeded) =>
        (_folder, Host, Seeded) = (folder, host, seeded);

    /// <summary>Whether restore has brought a PowerShell and the build has staged the module.</summary>
    public static bool IsPossible => PowerShellProcess.IsAtHand && Directory.Exists(PracticePaths.StagedModule);

    public SandboxHost Host { get; }

    public SeededOffice Seeded { get; }

    /// <summary>All that is kept of the office.</summary>
    public string Folder => _folder.Path;

    /// <summary>Seeds an office as of today and starts its KSeF.</summary>
    public static async Task<PracticeOffice> CreateAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var seeded = OfficeSeed.Create(
            new SeedOptions
            {
                Clients = options.Clients,
                Seed = options.Seed,
                Today = DateOnly.FromDateTime(now.UtcDateTime),
            }
        );
        var host = await SandboxHost.StartAsync(
            new SandboxOptions { Limits = options.WithLimits ? LimitScope.Shared : LimitScope.Off },
            cancellationToken
        );
        var folder = new TemporaryFolder("ksef-practice-");
        var office = new PracticeOffice(folder, host, seeded);
        try
        {
            seeded.ApplyTo(host);
            host.Clock.MoveTo(now);
            SeedFiles.Write(seeded, folder.Path);
            OfficeLayout.Create(
                Path.Join(folder.Path, "office"),
                seeded,
                host,
                "KsefVault",
                "ksef-seal",
                options.WithLimits
            );
            office.PlantSeal();
            await office.WarmUpAsync(cancellationToken);
            return office;
        }
        catch
        {
            await office.DisposeAsync();
            throw;
        }
    }

    /// <summary>A PowerShell in which the practice vault and this office are open.</summary>
    /// <param name="switches">What pwsh is told before the script.</param>
    /// <param name="arguments">What the script is told besides.</param>
    public ProcessStartInfo Open(IEnumerable<string> switches, params IEnumerable<string> arguments)
    {
        var script = Path.Join(AppContext.BaseDirectory, "Shell", "Open-PracticeOffice.ps1");
        string[] modules = ["-Module", PracticePaths.StagedModule, "-StandIn", PracticePaths.StandInModules];
        return Run(switches, script, [.. modules, .. arguments]);
    }

    /// <summary>A PowerShell that runs a script in this office, which it finds in its environment.</summary>
    /// <param name="switches">What pwsh is told before the script.</param>
    /// <param name="script">The script's path.</param>
    /// <param name="arguments">What the script is told.</param>
    public ProcessStartInfo Run(IEnumerable<string> switches, string script, params IEnumerable<string> arguments)
    {
        var start = PowerShellProcess.StartInfo(Folder, [.. switches, "-File", script, .. arguments]);
        start.Environment["KSEF_OFFICE"] = Path.Join(Folder, "office");
        start.Environment["KSEFTOOLS_PRACTICE_FOLDER"] = Path.Join(Folder, "vault");
        return start;
    }

    /// <summary>
    /// Does something with no limits, in KSeF and in office.yaml; then those that were kept are kept again.
    /// </summary>
    public async Task WithoutLimitsAsync(Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var file = Path.Join(Folder, "office", "office.yaml");
        var (settings, limits) = (await File.ReadAllTextAsync(file), Host.Main.Settings.Limits);
        await File.WriteAllTextAsync(file, OfficeLayout.WithoutLimits(settings));
        Host.Main.Settings.Limits = LimitScope.Off;
        await work();
        Host.Main.Settings.Limits = limits;
        await File.WriteAllTextAsync(file, settings);
    }

    /// <summary>Stops KSeF and removes the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _folder.Dispose();
    }

    // A KSeF in service has its keys, which the sandbox makes for the first who asks, in more than a second.
    private async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        var keys = new Uri($"{Host.BaseAddress}/security/public-key-certificates");
        using var answer = await http.GetAsync(keys, cancellationToken);
        answer.EnsureSuccessStatusCode();
        Host.Main.Counters.Reset();
    }

    // What a client of the Ministry's application would have fetched for the office.
    private void PlantSeal()
    {
        var plan = new CertificatePlan(new SubjectIdentifier(SubjectIdentifierType.Nip, Seeded.Nip))
        {
            CommonName = Seeded.Name,
        };
        var seal = plan.Plant(Host.Main);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(Path.Join(Folder, "seal.pem"), options);
        file.Write($"{seal.Certificate}\n{seal.PrivateKey}\n");
    }
}
