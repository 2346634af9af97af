using System.Diagnostics;
using System.Text.Json;
using KsefTools.Core.Api;
using KsefTools.Testing;

namespace KsefTools.Bench.Office;

/// <summary>
/// Several processes that audit the same office at the same time, every token signing in, limits shared.
/// </summary>
internal sealed class ProcessesRun
{
    private const int WarmUpClients = 40;

    public required int Clients { get; init; }

    public required int Parallel { get; init; }

    public required int Processes { get; init; }

    /// <summary>Whether they cannot see each other, like machines behind one address.</summary>
    public required bool Blind { get; init; }

    internal async Task<ProcessesFigures> MeasureAsync(CancellationToken cancellationToken)
    {
        using var sandbox = await SandboxProcess.StartAsync(cancellationToken);
        var office = await BenchOffice.CreateAsync(sandbox, Clients, cancellationToken);
        var spare = await BenchOffice.CreateAsync(sandbox, WarmUpClients, cancellationToken);
        await sandbox.SetLimitsAsync(LoginLimitScope.Off, cancellationToken);
        var folder = Directory.CreateTempSubdirectory("ksef-bench-limits-");
        List<ChildProcess> workers = [];
        try
        {
            for (var number = 0; number < Processes; number++)
                workers.Add(Start(sandbox, Path.Combine(folder.FullName, Blind ? $"{number}" : "shared")));
            foreach (var worker in workers)
            {
                await GiveAsync(worker, office);
                await GiveAsync(worker, spare);
            }
            foreach (var worker in workers)
                _ = await worker.ReadLineAsync(cancellationToken);
            await sandbox.SetLimitsAsync(LoginLimitScope.Shared, cancellationToken);
            var clock = Stopwatch.StartNew();
            foreach (var worker in workers)
                await worker.WriteLineAsync();
            List<AuditFigures> audits = [];
            foreach (var worker in workers)
                audits.Add(
                    JsonSerializer.Deserialize<AuditFigures>(
                        await worker.ReadLineAsync(cancellationToken)
                            ?? throw new InvalidOperationException("A worker ended without its figures.")
                    )!
                );
            return new ProcessesFigures
            {
                Clients = Clients,
                Processes = Processes,
                Blind = Blind,
                Requests = audits.Sum(audit => audit.Requests),
                TooManyRequests = audits.Sum(audit => audit.TooManyRequests),
                WallSeconds = clock.Elapsed.TotalSeconds,
                EachSeconds = [.. audits.Select(audit => audit.Seconds)],
            };
        }
        finally
        {
            foreach (var worker in workers)
                worker.Dispose();
            folder.Delete(recursive: true);
        }
    }

    private ChildProcess Start(SandboxProcess sandbox, string folder) =>
        ChildProcess.StartOurs(
            "KsefTools.Bench",
            [AuditWorker.Name, sandbox.Environment.Name, $"{Parallel}", folder],
            TimeSpan.FromHours(1)
        );

    // By the pipe: what stands on a command line is anybody's to read.
    private static async Task GiveAsync(ChildProcess worker, BenchOffice office)
    {
        foreach (var token in office.Tokens)
            await worker.WriteLineAsync(token.Secret.Reveal());
        await worker.WriteLineAsync();
    }
}
