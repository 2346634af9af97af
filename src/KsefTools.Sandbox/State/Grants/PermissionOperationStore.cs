using System.Collections.Concurrent;

namespace KsefTools.Sandbox.State.Grants;

/// <summary>
/// Permission operations of one environment. One ends by itself: a caller who lost the reference number must find the
/// grant in the lists.
/// </summary>
internal sealed class PermissionOperationStore(SandboxClock clock)
{
    private readonly ConcurrentDictionary<string, PermissionOperation> operations = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly List<PermissionOperation> waiting = [];
    private readonly List<PlantedOutcome> planted = [];
    private volatile bool anyWaiting;

    public void Start(PermissionOperation operation)
    {
        lock (gate)
        {
            operation.Planted = TakePlanted();
            operations[operation.ReferenceNumber] = operation;
            waiting.Add(operation);
            anyWaiting = true;
            Settle();
        }
    }

    /// <summary>Ends what is due; whoever looks at grants calls it first.</summary>
    public void SettleDue()
    {
        // The work of an operation looks at grants itself.
        if (!anyWaiting || gate.IsHeldByCurrentThread)
            return;
        lock (gate)
            Settle();
    }

    public PermissionOperation? Find(string reference) => operations.GetValueOrDefault(reference);

    /// <summary>What a poll sees; the operation comes one poll nearer to its end.</summary>
    public PermissionOutcome Poll(PermissionOperation operation)
    {
        lock (gate)
        {
            Settle();
            if (operation.Outcome is { } outcome)
                return outcome;
            operation.Underway = operation.Underway.Seen();
            return PermissionOutcome.InProgress;
        }
    }

    public void Plant(PlantedOutcome outcome)
    {
        lock (gate)
            planted.Add(outcome);
    }

    public void Clear()
    {
        lock (gate)
        {
            operations.Clear();
            waiting.Clear();
            planted.Clear();
            anyWaiting = false;
        }
    }

    private PlantedOutcome? TakePlanted()
    {
        if (planted.Count == 0)
            return null;
        var next = planted[0];
        if (next.Count > 1)
            planted[0] = next with { Count = next.Count - 1 };
        else
            planted.RemoveAt(0);
        return next;
    }

    private void Settle()
    {
        foreach (var due in waiting.Where(o => o.Underway.IsOver(clock)).ToList())
        {
            waiting.Remove(due);
            due.Settle();
        }

        anyWaiting = waiting.Count > 0;
    }
}
