using System.Text.Json;
using System.Text.Json.Nodes;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Http;

namespace KsefTools.Sandbox.Control.Areas;

/// <summary>GET and PATCH settings: what the body names is changed, null included.</summary>
internal static class SettingsControl
{
    public static readonly IReadOnlyList<ControlAction> All =
    [
        new("GET", "/settings", Get),
        new("PATCH", "/settings", PatchAsync),
    ];

    private static ValueTask<Reply> Get(ControlCall call) => ValueTask.FromResult(Show(call.Environment));

    private static async ValueTask<Reply> PatchAsync(ControlCall call)
    {
        var changes = await call.ReadAsync(ControlJson.Default.JsonObject);
        var merged = JsonSerializer
            .SerializeToNode(call.Environment.Settings, ControlJson.Default.SandboxSettings)!
            .AsObject();
        foreach (var (name, value) in changes)
            merged[name] = value?.DeepClone();
        call.Environment.Settings = Read(merged);
        return Show(call.Environment);
    }

    private static SandboxSettings Read(JsonObject merged)
    {
        try
        {
            return merged.Deserialize(ControlJson.Default.SandboxSettings)!;
        }
        catch (JsonException error)
        {
            throw new ControlException(error.Message);
        }
    }

    private static Reply Show(SandboxEnvironment environment) =>
        Reply.Json(200, environment.Settings, ControlJson.Default.SandboxSettings);
}
