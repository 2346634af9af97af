using KsefTools.Sandbox.Http;

namespace KsefTools.Sandbox.Control.Areas;

/// <summary>GET, POST and DELETE faults.</summary>
internal static class FaultControl
{
    public static readonly IReadOnlyList<ControlAction> All =
    [
        new("GET", "/faults", List),
        new("POST", "/faults", AddAsync),
        new("DELETE", "/faults", Clear),
    ];

    private static ValueTask<Reply> List(ControlCall call) =>
        ValueTask.FromResult(Reply.Json(200, call.Environment.Faults.All, ControlJson.Default.IReadOnlyListFaultRule));

    private static async ValueTask<Reply> AddAsync(ControlCall call)
    {
        var rule = await call.ReadAsync(ControlJson.Default.FaultRule);
        if (rule.Problem is { } problem)
            throw new ControlException(problem);
        call.Environment.Faults.Add(rule);
        return ControlCall.Done();
    }

    private static ValueTask<Reply> Clear(ControlCall call)
    {
        call.Environment.Faults.Clear();
        return ValueTask.FromResult(ControlCall.Done());
    }
}
