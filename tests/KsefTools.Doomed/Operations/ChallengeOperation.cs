using KsefTools.Core.Api;

namespace KsefTools.Doomed.Operations;

/// <summary>Asks KSeF for many challenges, as fast as the limits let this process, by the real time.</summary>
internal sealed class ChallengeOperation : IDoomedOperation
{
    private const int Requests = 150;

    public string Name => "challenges";

    /// <summary>Asks; the result is <c>Answered</c>.</summary>
    public async Task<string> RunAsync(DoomedOffice office, CancellationToken cancellationToken)
    {
        using var api = new KsefApi(
            office.Environment,
            new KsefApiOptions { LimitsFolder = Path.Combine(office.Office.Path, "limits") }
        );
        office.Fate.Report("begun");
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Requests),
            new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = cancellationToken },
            async (_, cancel) => await api.CreateChallengeAsync(cancel)
        );
        return "Answered";
    }
}
