using KsefTools.Core.Conversion;

namespace KsefTools.Demo.Conversion;

/// <summary>
/// Moves clients from tokens to the office's certificate with the engine that the cmdlet uses, and measures what that
/// took.
/// </summary>
public static class DemoConversion
{
    /// <summary>Says what would be done for each client, and touches nothing.</summary>
    public static async Task<ConversionReport> PlanAsync(
        DemoOffice office,
        DemoClient client,
        Action<int, int, string>? progress,
        CancellationToken cancellationToken
    )
    {
        var options = new ConversionOptions { OnlyPlan = true, Progress = progress };
        var report = await RunAsync(office, client, options, cancellationToken);
        var forecast = await EngineOf(office, client).ForecastAsync(options, cancellationToken);
        return report with { Lines = [.. report.Lines, ConversionSummary.Line(forecast)] };
    }

    /// <summary>Moves every client that can be moved. Tokens stay as the way back.</summary>
    public static Task<ConversionReport> ConvertAsync(
        DemoOffice office,
        DemoClient client,
        Action<int, int, string>? progress,
        CancellationToken cancellationToken
    ) => RunAsync(office, client, new ConversionOptions { Progress = progress }, cancellationToken);

    private static async Task<ConversionReport> RunAsync(
        DemoOffice office,
        DemoClient client,
        ConversionOptions options,
        CancellationToken cancellationToken
    )
    {
        var credentials = office.ReadCredentials();
        var (results, summary) = (new List<KsefConversion>(), new ConversionSummary());
        var figures = await office.Meter.MeasureAsync(async () =>
        {
            await foreach (var result in EngineOf(office, client).RunAsync(credentials, options, cancellationToken))
            {
                results.Add(result);
                summary.Add(result);
            }
        });
        return new ConversionReport
        {
            Results = results,
            Figures = figures,
            Lines = summary.Lines(),
        };
    }

    private static TokenConversion EngineOf(DemoOffice office, DemoClient client) =>
        new(office.Folder, office.Vault, client.Sessions, office.Host.Clock);
}
