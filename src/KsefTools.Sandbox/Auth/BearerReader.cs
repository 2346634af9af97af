using KsefTools.Sandbox.Http;

namespace KsefTools.Sandbox.Auth;

/// <summary>Reads the Authorization header.</summary>
internal static class BearerReader
{
    private const string Scheme = "Bearer ";

    /// <summary>The bearer of the call.</summary>
    /// <exception cref="RefusalException">401: missing, unknown, expired, or a bearer for something else.</exception>
    public static Bearer Read(Call call)
    {
        var header = call.Http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            throw Refusals.Unauthorized();
        var bearer = call.Environment.Jwt.Verify(header[Scheme.Length..].Trim());
        return bearer is not null && call.Operation.Bearer.HasFlag(bearer.Kind)
            ? bearer
            : throw Refusals.Unauthorized();
    }
}
