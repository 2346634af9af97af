namespace KsefTools.Sandbox.State.Time;

/// <summary>
/// A moment on the sandbox's clock and on the one underneath, which goes on while the sandbox's is stopped.
/// </summary>
internal sealed record ClockMark(DateTimeOffset Shown, DateTimeOffset Underneath);
