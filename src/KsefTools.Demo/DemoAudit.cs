using KsefTools.Core.Audit;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Tokens;

namespace KsefTools.Demo;

/// <summary>Audits credentials with the engine that the cmdlets use, and measures what that took.</summary>
public static class DemoAudit
{
    /// <summary>All credentials that are in use.</summary>
    /// <param name="office">Whose clients.</param>
    /// <param name="client">Its sessions so far.</param>
    /// <param name="policy">What to judge by.</param>
    /// <param name="progress">Told after every verdict.</param>
    /// <param name="cancellationToken">Ends the audit.</param>
    public static Task<AuditReport> RunAsync(
        DemoOffice office,
        DemoClient client,
        OfficePolicy policy,
        Action<int, int, string>? progress,
        CancellationToken cancellationToken
    ) => RunAsync(office, client, office.ReadCredentials(), policy, progress, cancellationToken);

    /// <summary>Some credentials.</summary>
    /// <param name="office">Whose clients.</param>
    /// <param name="client">Its sessions so far.</param>
    /// <param name="credentials">What to judge.</param>
    /// <param name="policy">What to judge by.</param>
    /// <param name="progress">Told after every verdict.</param>
    /// <param name="cancellationToken">Ends the audit.</param>
    public static async Task<AuditReport> RunAsync(
        DemoOffice office,
        DemoClient client,
        IReadOnlyList<KsefCredential> credentials,
        OfficePolicy policy,
        Action<int, int, string>? progress,
        CancellationToken cancellationToken
    )
    {
        var audit = new OfficeAudit(office.Folder, office.Vault, client.Sessions, office.Host.Clock)
        {
            Policy = policy,
        };
        var options = new AuditOptions
        {
            Progress = progress is null ? null : done => progress(done.Done, done.Total, done.Current),
        };
        var results = new List<KsefTokenTestResult>();
        var figures = await office.Meter.MeasureAsync(async () =>
        {
            await foreach (var result in audit.RunAsync(credentials, options, cancellationToken))
                results.Add(result);
        });
        return new AuditReport { Results = results, Figures = figures };
    }
}
