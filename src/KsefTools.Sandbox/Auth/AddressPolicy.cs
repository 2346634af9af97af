using System.Net;
using KsefTools.Sandbox.Auth.Jwt;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;

namespace KsefTools.Sandbox.Auth;

/// <summary>An access token may be bound to addresses when signing in (schema AuthorizationPolicy).</summary>
internal static class AddressPolicy
{
    /// <summary>Refuses an access token that is used from an address its session does not allow.</summary>
    /// <exception cref="RefusalException">403 ip-not-allowed.</exception>
    public static void Check(Call call, Bearer bearer)
    {
        if (bearer.Kind != BearerKind.Access)
            return;
        var allowed = call.World.Sessions.Find(bearer.SessionReference)?.AllowedIps;
        var address = call.Http.Connection.RemoteIpAddress ?? IPAddress.Loopback;
        if (allowed is { Count: > 0 } && !allowed.Any(range => range.Contains(address)))
            throw Refusals.AddressNotAllowed(call.ClientIp);
    }
}
