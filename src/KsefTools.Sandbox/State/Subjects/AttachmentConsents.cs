using System.Collections.Concurrent;

namespace KsefTools.Sandbox.State.Subjects;

/// <summary>Who may send invoices with attachments, and until when.</summary>
public sealed class AttachmentConsents
{
    private readonly ConcurrentDictionary<string, DateTimeOffset?> ends = new(StringComparer.Ordinal);
    private readonly TimeProvider clock;

    internal AttachmentConsents(TimeProvider clock) => this.clock = clock;

    /// <summary>Allows it with no end.</summary>
    public void Allow(string nip) => ends[nip] = null;

    /// <summary>Ends a consent: on a day, at its first moment in UTC, or now. Who has none stays without.</summary>
    public void Withdraw(string nip, DateOnly? on = null)
    {
        var end = on is { } day ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) : clock.GetUtcNow();
        if (ends.TryGetValue(nip, out var before))
            ends.TryUpdate(nip, end, before);
    }

    public bool AreAllowed(string nip) => ends.TryGetValue(nip, out var end) && !(end <= clock.GetUtcNow());

    /// <summary>When it ends or ended; null where it does not, or never was allowed.</summary>
    public DateTimeOffset? EndOf(string nip) => ends.GetValueOrDefault(nip);

    internal void Clear() => ends.Clear();
}
