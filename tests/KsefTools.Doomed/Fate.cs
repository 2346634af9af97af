using KsefTools.Testing.Vaults;

namespace KsefTools.Doomed;

/// <summary>Counts the points of a work, writes each down, and stops the work for good at one of them.</summary>
/// <param name="work">Which work, and where it is to stop.</param>
/// <param name="holdAt">The point at which to wait for a line of input; null to wait nowhere.</param>
public sealed class Fate(DoomedWork work, string? holdAt) : IFate, IProgress<string>
{
    private static readonly ManualResetEventSlim Never = new();

    private readonly TaskCompletionSource _standing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();

    public DoomedFolder Folder { get; } = new(work.Folder);

    /// <summary>
    /// Done when the work stands at its point: from then on it does nothing but wait for the process's death.
    /// </summary>
    public Task Standing => _standing.Task;

    public void Pass(string point)
    {
        lock (_lock)
        {
            Folder.AddPoint(point);
            if (Folder.Points.Count - 1 == work.KillAt)
            {
                _standing.SetResult();
                Never.Wait();
            }
            if (point == holdAt)
                HoldStill();
        }
    }

    /// <summary>A journal's step, once it is on disk.</summary>
    void IProgress<string>.Report(string value) => Pass($"after step '{value}'");

    private static void HoldStill()
    {
        Console.WriteLine(DoomedOrder.Held);
        Console.ReadLine();
    }
}
