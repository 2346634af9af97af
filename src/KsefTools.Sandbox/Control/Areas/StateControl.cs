using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Http;

namespace KsefTools.Sandbox.Control.Areas;

/// <summary>GET state, GET and DELETE counters, POST reset.</summary>
internal static class StateControl
{
    public static readonly IReadOnlyList<ControlAction> All =
    [
        new("GET", "/state", State),
        new("GET", "/counters", Counters),
        new("DELETE", "/counters", ResetCounters),
        new("POST", "/reset", Reset),
    ];

    private static ValueTask<Reply> State(ControlCall call)
    {
        var body = new SandboxState(ClockControl.StateOf(call.Environment.Clock), [.. call.All.Select(Describe)]);
        return ValueTask.FromResult(Reply.Json(200, body, ControlJson.Default.SandboxState));
    }

    private static EnvironmentState Describe(SandboxEnvironment environment)
    {
        var world = environment.World;
        return new EnvironmentState(
            environment.Name,
            environment.BasePath,
            world.Subjects.Count(),
            world.Persons.Count(),
            world.Grants.Count(),
            world
                .Tokens.GroupBy(t => t.Status)
                .OrderBy(g => g.Key)
                .ToDictionary(g => g.Key.ToString(), g => g.Count(), StringComparer.Ordinal),
            world.Sessions.All.Count(),
            world.BlockedContexts.Count(),
            environment.Faults.All.Count,
            environment.Counters.Requests,
            environment.Counters.TooManyRequests
        );
    }

    private static ValueTask<Reply> Counters(ControlCall call)
    {
        var counters = call.Environment.Counters;
        var body = new CountersState(counters.Requests, counters.TooManyRequests, counters.ByOperation);
        return ValueTask.FromResult(Reply.Json(200, body, ControlJson.Default.CountersState));
    }

    private static ValueTask<Reply> ResetCounters(ControlCall call)
    {
        call.Environment.Counters.Reset();
        return ValueTask.FromResult(ControlCall.Done());
    }

    private static ValueTask<Reply> Reset(ControlCall call)
    {
        call.Environment.Reset();
        return ValueTask.FromResult(ControlCall.Done());
    }
}
