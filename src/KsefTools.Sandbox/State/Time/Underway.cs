namespace KsefTools.Sandbox.State.Time;

/// <summary>
/// How long a change of state takes: until its time is over and it was looked at as often as a setting wants.
/// </summary>
/// <param name="Since">When it began.</param>
/// <param name="Delay">It takes at least so long.</param>
/// <param name="LooksLeft">Looks that still see it under way; 0: time alone decides.</param>
/// <param name="UnseenFor">How long after the delay it is over without these looks; null: never.</param>
internal sealed record Underway(ClockMark Since, TimeSpan Delay, int LooksLeft = 0, TimeSpan? UnseenFor = null)
{
    public bool IsOver(SandboxClock clock) =>
        clock.HasPassed(Since, Delay)
        && (LooksLeft <= 0 || (UnseenFor is { } unseen && clock.HasPassed(Since, Delay + unseen)));

    /// <summary>One look nearer to its end.</summary>
    public Underway Seen() => this with { LooksLeft = Math.Max(0, LooksLeft - 1) };
}
