using KsefTools.Sandbox.Http;

namespace KsefTools.Sandbox.RateLimits;

/// <summary>GET /rate-limits, POST and DELETE /testdata/rate-limits, POST /testdata/rate-limits/production.</summary>
internal static class RateLimitOperations
{
    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.Protected("GET", "/rate-limits", Read),
        Operation.Protected("POST", "/testdata/rate-limits", SetAsync),
        Operation.Protected("DELETE", "/testdata/rate-limits", Remove),
        Operation.Protected("POST", "/testdata/rate-limits/production", SetProduction),
    ];

    private static ValueTask<Reply> Read(Call call)
    {
        var limits = call
            .Environment.RateLimiter.LimitsOf(call.Bearer.Context)
            .As(call.Environment.Settings.ApiVersion);
        return ValueTask.FromResult(Reply.Json(200, limits, SandboxJson.Default.RateLimitTable));
    }

    private static async ValueTask<Reply> SetAsync(Call call)
    {
        var request = await call.ReadBodyAsync(SandboxJson.Default.SetRateLimitsRequest);
        call.Environment.RateLimiter.Override(call.Bearer.Context, RateLimitValidator.Validate(request));
        return Reply.Empty(200);
    }

    private static ValueTask<Reply> Remove(Call call)
    {
        call.Environment.RateLimiter.RemoveOverride(call.Bearer.Context);
        return ValueTask.FromResult(Reply.Empty(200));
    }

    private static ValueTask<Reply> SetProduction(Call call)
    {
        call.Environment.RateLimiter.Override(call.Bearer.Context, RateLimitTable.Production);
        return ValueTask.FromResult(Reply.Empty(200));
    }
}
