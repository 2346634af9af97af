using KsefTools.Doomed;

namespace KsefTools.Core.Tests.Certificates.Killed;

/// <summary>
/// Has an operation killed at points of its work, and has it done again. A process dies with several offices at work,
/// each standing at a point of its own: one start of the runtime for all of them.
/// </summary>
/// <param name="order">An order for these works, at the present time.</param>
/// <param name="afterDeath">Looks at a folder: what must be true even before the next process starts.</param>
internal sealed class Doom(Func<IReadOnlyList<DoomedWork>, DoomedOrder> order, Func<string, Task> afterDeath)
{
    /// <summary>Where no process is killed and the vault fails at most once, two are enough.</summary>
    private const int Rounds = 3;

    private const int WorksPerProcess = 48;

    /// <summary>What a process said last.</summary>
    public string Errors { get; private set; } = "";

    /// <summary>
    /// The points of the work when nobody kills it; where the vault fails, of both processes that it takes.
    /// </summary>
    public async Task<IReadOnlyList<string>> PointsAsync(string folder)
    {
        await FinishAsync([folder]);
        return new DoomedFolder(folder).Points;
    }

    /// <summary>Kills each work at its point. When this returns, all are dead.</summary>
    public async Task KillAsync(IReadOnlyList<DoomedWork> works)
    {
        for (var round = 0; works.Count > 0; round++)
        {
            Assert.True(round < Rounds, $"{works.Count} works did not reach their points.");
            var ended = await RunAsync(works);
            foreach (var (work, outcome) in ended)
                Assert.True(
                    outcome is DoomedOrder.Standing or DoomedOrder.VaultFailed,
                    $"{outcome} before {work.KillAt} of {work.Folder}"
                );
            works = [.. ended.Where(end => end.Outcome is DoomedOrder.VaultFailed).Select(end => end.Work)];
        }
    }

    /// <summary>Starts processes until every work has come to its end.</summary>
    /// <returns>The outcomes, in the order of the folders.</returns>
    public async Task<IReadOnlyList<string>> FinishAsync(IReadOnlyList<string> folders)
    {
        var outcomes = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var round = 0; outcomes.Count < folders.Count; round++)
        {
            Assert.True(round < Rounds, $"{folders.Count - outcomes.Count} works did not come to their end. {Errors}");
            var left = folders.Where(folder => !outcomes.ContainsKey(folder)).Select(folder => new DoomedWork(folder));
            foreach (var (work, outcome) in await RunAsync([.. left]))
                if (outcome is not DoomedOrder.VaultFailed)
                    outcomes.Add(work.Folder, outcome);
        }
        return [.. folders.Select(folder => outcomes[folder])];
    }

    private async Task<IReadOnlyList<(DoomedWork Work, string Outcome)>> RunAsync(IReadOnlyList<DoomedWork> works)
    {
        var ends = new List<(DoomedWork, string)>[(works.Count + WorksPerProcess - 1) / WorksPerProcess];
        await Parallel.ForEachAsync(
            works.Chunk(WorksPerProcess).Index(),
            TestContext.Current.CancellationToken,
            async (part, _) => ends[part.Index] = await RunOneAsync(part.Item)
        );
        return [.. ends.SelectMany(end => end)];
    }

    private async Task<List<(DoomedWork Work, string Outcome)>> RunOneAsync(DoomedWork[] works)
    {
        var end = await DoomedProcess.RunAsync(order(works));

        Errors = end.Errors;
        Assert.True(end.Lines.Length == works.Length, $"{end.ExitCode} {end.Errors}");
        Assert.True(end.Lines.Contains(DoomedOrder.Standing) ? end.WasKilled : end.ExitCode is 0, end.Errors);
        foreach (var work in works)
            await afterDeath(work.Folder);
        return [.. works.Zip(end.Lines)];
    }
}
