using KsefTools.Core.Audit;
using KsefTools.Core.Audit.Observations;
using KsefTools.Core.Office;

namespace KsefTools.Demo;

/// <summary>Audits all clients with the engine that the cmdlets use, and measures what that took.</summary>
public static class DemoAudit
{
    private const double LoginsPerSecond = 60;

    /// <summary>Signs in anew everywhere.</summary>
    /// <param name="office">Whose clients.</param>
    /// <param name="policy">What to judge by.</param>
    /// <param name="withLimits">Whether to keep the published limits.</param>
    /// <param name="progress">Told after every verdict.</param>
    /// <param name="cancellationToken">Ends the audit.</param>
    public static async Task<AuditReport> RunAsync(
        DemoOffice office,
        OfficePolicy policy,
        bool withLimits,
        Action<AuditProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var credentials = office.ReadCredentials();
        var (sessions, cache) = office.CreateSessions(withLimits);
        using var _ = sessions;
        var audit = new TokenAudit(
            office.Vault,
            sessions,
            cache,
            ObservationStore.Of(office.Folder),
            office.Host.Clock
        );
        var options = new AuditOptions
        {
            Policy = policy,
            CredentialsOfOffice = credentials,
            Progress = progress,
        };
        office.Meter.Reset();
        var begun = TimeProvider.System.GetTimestamp();
        var results = new List<KsefTokenTestResult>();
        await foreach (var result in audit.RunAsync(credentials, options, cancellationToken))
            results.Add(result);
        return new AuditReport
        {
            Results = results,
            Took = TimeProvider.System.GetElapsedTime(begun),
            Bound = TimeSpan.FromSeconds(office.Meter.Logins / LoginsPerSecond),
            Requests = office.Meter.Total,
            Logins = office.Meter.Logins,
            TooManyRequests = office.Meter.TooManyRequests,
        };
    }
}
