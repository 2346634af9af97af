using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Http;

namespace KsefTools.Sandbox.Lighthouse;

/// <summary>
/// The Ministry's status page, of each environment: <c>/latarnia/status</c> and <c>/test/latarnia/status</c>. No part
/// of the KSeF API, so no limit and no fault touches it; the settings say what stands there.
/// </summary>
internal static class LighthousePage
{
    public static void Map(WebApplication app, IEnumerable<SandboxEnvironment> environments)
    {
        foreach (var environment in environments)
            app.MapMethods(
                environment.BasePath.Replace("v2", "latarnia/status", StringComparison.Ordinal),
                ["GET"],
                (RequestDelegate)(http => AnswerAsync(http, environment))
            );
    }

    private static Task AnswerAsync(HttpContext http, SandboxEnvironment environment)
    {
        environment.LighthouseVisits++;
        var status = environment.Settings.Lighthouse;
        var reply =
            status is LighthouseStatus.Dead
                ? Reply.Empty(StatusCodes.Status502BadGateway)
                : Reply.Json(200, BodyOf(environment, status), SandboxJson.Default.LighthouseBody);
        return reply.WriteAsync(http);
    }

    private static LighthouseBody BodyOf(SandboxEnvironment environment, LighthouseStatus status)
    {
        var now = environment.Clock.GetUtcNow();
        return status switch
        {
            LighthouseStatus.Maintenance => new("MAINTENANCE", Messages("MAINTENANCE", "Prace serwisowe")),
            LighthouseStatus.Failure => new("FAILURE", Messages("FAILURE", "Awaria KSeF")),
            LighthouseStatus.TotalFailure => new("TOTAL_FAILURE", Messages("TOTAL_FAILURE", "Awaria całkowita KSeF")),
            _ => new("AVAILABLE", Messages: null),
        };

        IReadOnlyList<LighthouseMessage> Messages(string category, string title) =>
            [new("1", "1", category, $"{category}_START", title, environment.Settings.LighthouseText, now, 1, now)];
    }
}
