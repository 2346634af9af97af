using System.Diagnostics;
using KsefTools.Core.Api;
using KsefTools.Core.Audit;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;

namespace KsefTools.Bench.Office;

/// <summary>One audit of a whole office by the engine that the cmdlets use, measured.</summary>
internal static class OfficeAudit
{
    internal static async Task<AuditFigures> RunAsync(
        BenchOffice office,
        SessionCache cache,
        KsefApiOptions options,
        int parallel,
        CancellationToken cancellationToken
    )
    {
        using var handler = new CountingHandler(KsefHttp.CreateHandler(options));
        using var sessions = new KsefSessions(cache, options, handler: handler);
        var audit = new TokenAudit(office.Vault, sessions, observations: null, TimeProvider.System);
        GC.Collect();
        var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var healthy = 0;
        await foreach (
            var result in audit.RunAsync(
                office.Credentials,
                new AuditOptions { ThrottleLimit = parallel },
                cancellationToken
            )
        )
            healthy += result.Status is CredentialStatus.Healthy or CredentialStatus.Warning ? 1 : 0;
        var seconds = clock.Elapsed.TotalSeconds;
        process.Refresh();
        if (healthy != office.Credentials.Count)
            throw new InvalidOperationException(
                $"Only {healthy} of {office.Credentials.Count} clients came out as working: the figures mean nothing."
            );
        return new AuditFigures(
            seconds,
            (process.TotalProcessorTime - cpu).TotalMilliseconds,
            handler.Requests,
            handler.TooManyRequests
        );
    }
}
