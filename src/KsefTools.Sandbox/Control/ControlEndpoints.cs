using System.Net;
using KsefTools.Sandbox.Control.Areas;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Http;

namespace KsefTools.Sandbox.Control;

/// <summary>
/// What is under /_sandbox/: no part of the KSeF API, never limited, never faulty, for this machine only.
/// </summary>
internal static class ControlEndpoints
{
    public static readonly IReadOnlyList<ControlAction> All =
    [
        .. StateControl.All,
        .. SettingsControl.All,
        .. ClockControl.All,
        .. FaultControl.All,
        .. KeyControl.All,
        .. TokenControl.All,
        .. SessionControl.All,
        .. CertificateControl.All,
        .. GrantControl.All,
    ];

    public static void Map(WebApplication app, IReadOnlyList<SandboxEnvironment> environments)
    {
        foreach (var action in All)
        {
            app.MapMethods(
                "/_sandbox" + action.Path,
                [action.Method],
                (RequestDelegate)(http => RunAsync(http, action, environments))
            );
        }
    }

    private static async Task RunAsync(
        HttpContext http,
        ControlAction action,
        IReadOnlyList<SandboxEnvironment> environments
    )
    {
        Reply reply;
        try
        {
            RefuseStrangers(http);
            reply = await action.Run(new ControlCall(http, Choose(http, environments), environments));
        }
        catch (ControlException error)
        {
            reply = Reply.Json(error.Status, new ControlError(error.Message), ControlJson.Default.ControlError);
        }

        await reply.WriteAsync(http);
    }

    // Only loopback is bound, but a web page may resolve its own name to 127.0.0.1 and send the browser here.
    private static void RefuseStrangers(HttpContext http)
    {
        var host = http.Request.Host.Host;
        var isLocal =
            string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
        if (!isLocal || http.Connection.RemoteIpAddress is not { } remote || !IPAddress.IsLoopback(remote))
            throw new ControlException("Only this machine may control the sandbox.", StatusCodes.Status403Forbidden);
    }

    private static SandboxEnvironment Choose(HttpContext http, IReadOnlyList<SandboxEnvironment> environments)
    {
        if (!http.Request.Query.TryGetValue("environment", out var name))
            return environments[0];
        return environments.FirstOrDefault(e => string.Equals(e.Name, name, StringComparison.Ordinal))
            ?? throw new ControlException(
                $"There is no environment '{name}'; there are {string.Join(" and ", environments.Select(e => e.Name))}."
            );
    }
}
