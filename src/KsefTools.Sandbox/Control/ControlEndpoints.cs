using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.Control;

/// <summary>What is under /_sandbox/: no part of the KSeF API, never limited, never faulty.</summary>
internal static class ControlEndpoints
{
    public static void Map(WebApplication app, IReadOnlyList<SandboxEnvironment> environments)
    {
        app.MapPost("/_sandbox/tokens", (RequestDelegate)(http => CreateTokenAsync(http, Choose(http, environments))));
    }

    private static SandboxEnvironment Choose(HttpContext http, IReadOnlyList<SandboxEnvironment> environments)
    {
        var name = http.Request.Query["environment"].ToString();
        return environments.FirstOrDefault(e => string.Equals(e.Name, name, StringComparison.Ordinal))
            ?? environments[0];
    }

    private static async Task CreateTokenAsync(HttpContext http, SandboxEnvironment environment)
    {
        var command = await http.Request.ReadFromJsonAsync(SandboxJson.Default.CreateTokenCommand, http.RequestAborted);
        var author = command!.Author ?? SubjectIdentifier.Nip(command.Context.OwnerNip!);
        var token = environment.World.CreateToken(
            command.Context,
            author,
            command.Permissions,
            command.Description ?? "Token KSeF"
        );
        environment.World.UpdateToken(
            token.ReferenceNumber,
            t => t with { EffectivePermissions = command.EffectivePermissions, Status = command.Status ?? t.Status }
        );
        await Reply
            .Json(200, new CreatedToken(token.ReferenceNumber, token.Secret), SandboxJson.Default.CreatedToken)
            .WriteAsync(http);
    }
}
