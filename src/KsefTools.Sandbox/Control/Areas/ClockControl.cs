using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.State;

namespace KsefTools.Sandbox.Control.Areas;

/// <summary>GET, PUT and DELETE clock. One clock serves all environments.</summary>
internal static class ClockControl
{
    public static readonly IReadOnlyList<ControlAction> All =
    [
        new("GET", "/clock", call => ValueTask.FromResult(Show(call.Environment.Clock))),
        new("PUT", "/clock", SetAsync),
        new("DELETE", "/clock", Reset),
    ];

    public static ClockState StateOf(SandboxClock clock) => new(clock.GetUtcNow(), clock.IsFrozen);

    private static async ValueTask<Reply> SetAsync(ControlCall call)
    {
        var command = await call.ReadAsync(ControlJson.Default.ClockCommand);
        var clock = call.Environment.Clock;
        if (command.Frozen == true)
            clock.Freeze();
        if (command.Now is { } moment)
            clock.MoveTo(moment);
        if (command.AdvanceSeconds is { } seconds)
            clock.Advance(TimeSpan.FromSeconds(seconds));
        if (command.Frozen == false)
            clock.Resume();
        return Show(clock);
    }

    private static ValueTask<Reply> Reset(ControlCall call)
    {
        call.Environment.Clock.Reset();
        return ValueTask.FromResult(Show(call.Environment.Clock));
    }

    private static Reply Show(SandboxClock clock) => Reply.Json(200, StateOf(clock), ControlJson.Default.ClockState);
}
