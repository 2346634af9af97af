using System.Diagnostics;
using KsefTools.Core.Api;
using KsefTools.Core.SignIn.Sessions;

namespace KsefTools.Bench.Office;

/// <summary>One measurement: an office of so many clients is audited by the engine that the cmdlets use.</summary>
internal sealed class OfficeRun
{
    private const int AllowedPerSecond = 60;
    private const int WarmUpClients = 40;

    // Two programs are compared as they run once the runtime has compiled both; HttpClient comes compiled.
    private int WarmUpRounds => Limits is LoginLimitScope.Off ? 6 : 0;

    public required int Clients { get; init; }

    public required OfficeMode Mode { get; init; }

    public required LoginLimitScope Limits { get; init; }

    public required int Parallel { get; init; }

    public required int Repeat { get; init; }

    /// <summary>Where the limits are counted together with other processes; as the cmdlets do it.</summary>
    public required string LimitsFolder { get; init; }

    /// <summary>Told each measurement as it is made.</summary>
    public Action<string>? Progress { get; init; }

    // The anonymous requests that an audit cannot do without; a sign-in needs four, and the key once.
    private double BoundSeconds =>
        (Mode, Limits) switch
        {
            (_, LoginLimitScope.Off) or (OfficeMode.Live, _) => 0,
            (OfficeMode.Cold, LoginLimitScope.Shared) => ((4.0 * Clients) + 1) / AllowedPerSecond,
            _ => (double)Clients / AllowedPerSecond,
        };

    internal async Task<OfficeFigures> MeasureAsync(CancellationToken cancellationToken)
    {
        using var sandbox = await SandboxProcess.StartAsync(cancellationToken);
        var office = await BenchOffice.CreateAsync(sandbox, Clients, cancellationToken);
        var spare = await BenchOffice.CreateAsync(sandbox, WarmUpClients, cancellationToken);

        // The first of everything is the runtime's cost (a second or so of compiling), and not a client's.
        await sandbox.SetLimitsAsync(LoginLimitScope.Off, cancellationToken);
        await AuditAsync(spare, SessionCache.InMemory(TimeProvider.System), LoginLimitScope.Off, cancellationToken);
        if (Limits is LoginLimitScope.Off)
            await BareAsync(sandbox, spare, cancellationToken);

        var audits = new List<AuditFigures>();
        var bare = new List<AuditFigures>();
        for (var round = -WarmUpRounds; round < Repeat; round++)
        {
            var cache = await FillCacheAsync(sandbox, office, cancellationToken);
            await sandbox.SetLimitsAsync(Limits, cancellationToken);
            var audited = await AuditAsync(office, cache, Limits, cancellationToken);
            var looped = Limits is LoginLimitScope.Off ? await BareAsync(sandbox, office, cancellationToken) : null;
            Progress?.Invoke(FormattableString.Invariant($"round {round}: {audited} {looped}"));
            if (round < 0)
                continue;
            audits.Add(audited);
            if (looped is not null)
                bare.Add(looped);
        }
        var audit = audits.OrderBy(each => each.Seconds).ElementAt(audits.Count / 2);
        return new OfficeFigures
        {
            Clients = Clients,
            Mode = Mode.ToString().ToLowerInvariant(),
            Limits = Limits switch
            {
                LoginLimitScope.Off => "off",
                LoginLimitScope.PerEndpoint => "per-endpoint",
                _ => "shared",
            },
            Requests = audit.Requests,
            WallSeconds = audit.Seconds,
            BoundSeconds = BoundSeconds,
            TooManyRequests = audits.Sum(each => each.TooManyRequests),
            CpuMsPerClient = audit.CpuMs / Clients,
            PeakMiB = Process.GetCurrentProcess().PeakWorkingSet64 / (1024.0 * 1024.0),
            BareSeconds = bare.Count == 0 ? null : bare.OrderBy(each => each.Seconds).ElementAt(bare.Count / 2).Seconds,
        };
    }

    private async Task<AuditFigures> BareAsync(
        SandboxProcess sandbox,
        BenchOffice office,
        CancellationToken cancellationToken
    )
    {
        using var loop = new BareLoop(sandbox.Environment, Parallel);
        var (seconds, cpu) = await loop.RunAsync(office, Mode, cancellationToken);
        return new AuditFigures(seconds, cpu, 0, 0);
    }

    private async Task<SessionCache> FillCacheAsync(
        SandboxProcess sandbox,
        BenchOffice office,
        CancellationToken cancellationToken
    )
    {
        var cache = SessionCache.InMemory(TimeProvider.System);
        if (Mode is OfficeMode.Cold)
            return cache;
        await sandbox.SetLimitsAsync(LoginLimitScope.Off, cancellationToken);
        // A minute is the margin within which the client takes an access token for dead.
        await sandbox.SetAccessLifeAsync(
            Mode is OfficeMode.Refreshed ? TimeSpan.FromSeconds(59) : TimeSpan.FromMinutes(15),
            cancellationToken
        );
        await AuditAsync(office, cache, LoginLimitScope.Off, cancellationToken);
        await sandbox.SetAccessLifeAsync(TimeSpan.FromMinutes(15), cancellationToken);
        return cache;
    }

    private Task<AuditFigures> AuditAsync(
        BenchOffice office,
        SessionCache cache,
        LoginLimitScope limits,
        CancellationToken cancellationToken
    ) =>
        OfficeAudit.RunAsync(
            office,
            cache,
            new KsefApiOptions { LoginLimitScope = limits, LimitsFolder = LimitsFolder },
            Parallel,
            cancellationToken
        );
}
