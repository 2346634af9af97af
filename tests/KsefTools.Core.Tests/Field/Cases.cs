using System.Text.Json;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Hosting;

namespace KsefTools.Core.Tests.Field;

/// <summary>The files of tests/Cases.</summary>
internal static class Cases
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static string PathOf(params string[] parts) => Path.Combine([AppContext.BaseDirectory, "Cases", .. parts]);

    public static byte[] Read(params string[] parts) => File.ReadAllBytes(PathOf(parts));

    /// <summary>Has the sandbox answer as a case's rules say.</summary>
    public static void Arm(SandboxHost sandbox, params string[] parts)
    {
        foreach (var rule in JsonSerializer.Deserialize<List<CaseRule>>(Read(parts), Options)!)
            sandbox.Main.Faults.Add(
                new FaultRule(
                    FaultKind.Answer,
                    rule.Path["/v2".Length..],
                    rule.Method,
                    Count: rule.Count,
                    Status: rule.Status,
                    Body: rule.Body,
                    Headers: rule.Headers
                )
            );
    }

    private sealed record CaseRule(
        string Method,
        string Path,
        int Status,
        Dictionary<string, string> Headers,
        string Body,
        int? Count
    );
}
