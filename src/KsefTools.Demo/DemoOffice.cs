using KsefTools.Core.Api;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Practice;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.RateLimits;
using KsefTools.Sandbox.Seeding;
using KsefTools.Sandbox.Seeding.Files;
using KsefTools.Sandbox.Seeding.Seeded;

namespace KsefTools.Demo;

/// <summary>
/// A made-up accounting office: its clients live in a sandbox of this process, its files on disk, its secrets in
/// memory. The one clock of all is the sandbox's, which begins at the moment of the truth.
/// </summary>
public sealed class DemoOffice : IAsyncDisposable
{
    /// <summary>The office's identity that is to serve its clients, by its name in office.yaml.</summary>
    public const string Seal = "seal";

    private static readonly DateTimeOffset AfterTheEnd = new(2027, 1, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder? _temporary;
    private readonly bool _withLimits;
    private readonly HttpMessageHandler _connections;

    private DemoOffice(
        SandboxHost host,
        SeededOffice seeded,
        OfficeFolder folder,
        string spreadsheet,
        TemporaryFolder? temporary,
        bool withLimits
    )
    {
        (Host, Seeded, Folder, Spreadsheet) = (host, seeded, folder, spreadsheet);
        (_temporary, _withLimits) = (temporary, withLimits);
        _connections = KsefHttp.CreateHandler(new KsefApiOptions());
        Meter = new RequestMeter(_connections);
    }

    public SandboxHost Host { get; }

    public SeededOffice Seeded { get; }

    public OfficeFolder Folder { get; private set; }

    /// <summary>The path of tokens.csv.</summary>
    public string Spreadsheet { get; }

    public ISecretVault Vault { get; } = new InMemoryVault();

    /// <summary>Counts what this process asks of KSeF.</summary>
    public RequestMeter Meter { get; }

    /// <summary>Whether the files go with this object.</summary>
    public bool IsTemporary => _temporary is not null;

    /// <summary>Seeds an office, starts its KSeF and lays out its folder.</summary>
    /// <exception cref="OfficeFolderException">An office stands in the folder already.</exception>
    public static async Task<DemoOffice> CreateAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        var seeded = OfficeSeed.Create(
            new SeedOptions
            {
                Clients = options.Clients,
                Seed = options.Seed,
                Parts = options.Parts,
            }
        );
        var temporary = options.OfficeFolder is null ? new TemporaryFolder("ksef-demo-") : null;
        var host = await SandboxHost.StartAsync(
            new SandboxOptions
            {
                Limits = options.WithLimits ? LimitScope.Shared : LimitScope.Off,
                Configure = options.Sandbox,
            },
            cancellationToken
        );
        try
        {
            seeded.ApplyTo(host);
            var path = options.OfficeFolder ?? temporary!.PathOf("office");
            var folder = OfficeLayout.Create(path, seeded, host);
            var seedFolder = Path.Combine(temporary?.Path ?? path, "seeded");
            SeedFiles.Write(seeded, seedFolder);
            var spreadsheet = Path.Combine(seedFolder, SeedFiles.Tokens);
            return new DemoOffice(host, seeded, folder, spreadsheet, temporary, options.WithLimits);
        }
        catch
        {
            await host.DisposeAsync();
            temporary?.Dispose();
            throw;
        }
    }

    /// <summary>Begins with no session.</summary>
    public DemoClient CreateClient() => new(Meter, Host.Clock, _withLimits);

    /// <summary>Reads office.yaml again, after it was changed.</summary>
    public void Reopen() => Folder = OfficeFolder.Open(Folder.Path);

    /// <summary>
    /// Every credential that the profiles name, and one without secret for a client who has none yet.
    /// </summary>
    public IReadOnlyList<KsefCredential> ReadCredentials() =>
        [
            .. Folder
                .Profiles.ReadAll()
                .Select(read => read.Profile ?? throw new InvalidDataException(read.Problems[0].ToString()))
                .SelectMany(profile => profile.ToCredentialsInUse(Folder)),
        ];

    /// <summary>
    /// Moves the time to 2 January 2027, with tokens ended on the day that the law in force says, and forgets what was
    /// announced beyond it.
    /// </summary>
    /// <returns>The policy of an office to which nothing was announced.</returns>
    public OfficePolicy EndTokens()
    {
        var law = Folder.Settings.Policy with { TokensEndAnnounced = null };
        var midnight = law.TokensEndOn.AddDays(1).ToDateTime(TimeOnly.MinValue);
        var warsaw = TimeZoneInfo.FindSystemTimeZoneById("Europe/Warsaw");
        var end = new DateTimeOffset(midnight, warsaw.GetUtcOffset(midnight));
        Host.Main.Settings.TokenEndDate = end;
        Host.Test.Settings.TokenEndDate = end;
        Host.Clock.MoveTo(AfterTheEnd);
        return law;
    }

    public async ValueTask DisposeAsync()
    {
        // The sandbox waits for open connections when it stops, so these go first.
        Meter.Dispose();
        _connections.Dispose();
        await Host.DisposeAsync();
        _temporary?.Dispose();
    }
}
