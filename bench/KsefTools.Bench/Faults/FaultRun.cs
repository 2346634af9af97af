using System.Diagnostics;
using KsefTools.Bench.Conversion;
using KsefTools.Bench.Office;
using KsefTools.Core.Api;
using KsefTools.Core.Audit;
using KsefTools.Core.Conversion;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;

namespace KsefTools.Bench.Faults;

/// <summary>
/// Runs a job over an office of living credentials while a sandbox of its own fails, and again when it is well.
/// </summary>
/// <param name="fault">How it fails.</param>
/// <param name="clients">How many clients the office has.</param>
internal sealed class FaultRun(FaultCase fault, int clients)
{
    // Silence is waited for in earnest, and with the default of 30 s a table of silence would take an evening.
    private static readonly KsefApiOptions Api = new()
    {
        LoginLimitScope = LoginLimitScope.Off,
        AttemptTimeout = TimeSpan.FromSeconds(10),
    };

    internal async Task<FaultFigures> AuditAsync(CancellationToken cancellationToken)
    {
        using var sandbox = await SandboxProcess.StartAsync(cancellationToken);
        var office = await BenchOffice.CreateAsync(sandbox, clients, cancellationToken);
        return await TwiceAsync("audit", sandbox, AskAsync, cancellationToken);

        async Task<List<(string Nip, bool? IsDone)>> AskAsync()
        {
            using var sessions = Sessions();
            var audit = new TokenAudit(office.Vault, sessions, observations: null, TimeProvider.System);
            return await audit
                .RunAsync(office.Credentials, new AuditOptions(), cancellationToken)
                .Select(result =>
                    (
                        result.Nip,
                        result.Status switch
                        {
                            CredentialStatus.Unknown => null,
                            CredentialStatus.Critical => false,
                            _ => (bool?)true,
                        }
                    )
                )
                .ToListAsync(cancellationToken);
        }
    }

    internal async Task<FaultFigures> ConvertAsync(CancellationToken cancellationToken)
    {
        using var sandbox = await SandboxProcess.StartAsync(cancellationToken);
        using var office = await ConversionOffice.CreateAsync(
            sandbox,
            clients,
            ConversionRoute.ByToken,
            cancellationToken
        );
        return await TwiceAsync("conversion", sandbox, MoveAsync, cancellationToken);

        async Task<List<(string Nip, bool? IsDone)>> MoveAsync()
        {
            using var sessions = Sessions();
            var conversion = new TokenConversion(office.Folder, office.Vault, sessions, TimeProvider.System);
            return await conversion
                .RunAsync(
                    office.Credentials,
                    new ConversionOptions { MaxWait = TimeSpan.FromSeconds(5) },
                    cancellationToken
                )
                .Select(result =>
                    (
                        result.Nip,
                        result.Outcome switch
                        {
                            ConversionOutcome.Converted or ConversionOutcome.AlreadyConverted => true,
                            ConversionOutcome.Unknown or ConversionOutcome.WaitingForGrant => null,
                            _ => (bool?)false,
                        }
                    )
                )
                .ToListAsync(cancellationToken);
        }
    }

    private async Task<FaultFigures> TwiceAsync(
        string job,
        SandboxProcess sandbox,
        Func<Task<List<(string Nip, bool? IsDone)>>> run,
        CancellationToken cancellationToken
    )
    {
        await sandbox.ArmAsync(fault.Rule, cancellationToken);
        var clock = Stopwatch.StartNew();
        var results = await run();
        var seconds = clock.Elapsed.TotalSeconds;
        await sandbox.DisarmAsync(cancellationToken);
        var afterwards = await run();
        return new FaultFigures
        {
            Job = job,
            Fault = fault,
            Clients = clients,
            Results = results.Count,
            Told = results.DistinctBy(result => result.Nip, StringComparer.Ordinal).Count(),
            Done = results.Count(result => result.IsDone is true),
            Unknown = results.Count(result => result.IsDone is null),
            Failed = results.Count(result => result.IsDone is false),
            Seconds = seconds,
            Afterwards = afterwards.Count(result => result.IsDone is true),
        };
    }

    private static KsefSessions Sessions() => new(SessionCache.InMemory(TimeProvider.System), Api);
}
