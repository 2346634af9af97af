using System.Text.Json;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Sandbox.Auth.Jwt;

/// <summary>Reads the Authorization header.</summary>
internal static class BearerReader
{
    private const string Scheme = "Bearer ";

    /// <summary>The bearer of the call.</summary>
    /// <exception cref="RefusalException">
    /// 401: missing, unknown, expired, or a bearer for something else. 21304: its operation is gone.
    /// </exception>
    public static Bearer Read(Call call)
    {
        var header = call.Http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            throw Refusals.Unauthorized();
        var claims = call.Environment.Jwt.Verify(header[Scheme.Length..].Trim()) ?? throw Refusals.Unauthorized();
        var kind = KindOf(claims.Type);
        if (!call.Operation.Bearer.HasFlag(kind))
            throw Refusals.Unauthorized();
        return kind == BearerKind.Access ? FromClaims(claims) : FromSession(call, kind, claims.Reference);
    }

    private static BearerKind KindOf(string type) =>
        type switch
        {
            JwtTypes.Authentication => BearerKind.Authentication,
            JwtTypes.Refresh => BearerKind.Refresh,
            _ => BearerKind.Access,
        };

    private static Bearer FromSession(Call call, BearerKind kind, string reference)
    {
        var session = call.World.Sessions.Find(reference) ?? throw Refusals.OperationNotFound(reference);
        return new Bearer(kind, reference)
        {
            Context = session.Context,
            Subject = session.Subject,
            Category = session.Category,
            Permissions = [],
        };
    }

    private static Bearer FromClaims(JwtClaims claims)
    {
        var subject = JsonSerializer
            .Deserialize(claims.SubjectDetails!, JwtJson.Default.SubjectDetails)!
            .SubjectIdentifier;
        var permissions = JsonSerializer.Deserialize(claims.Permissions!, JwtJson.Default.StringArray)!;
        return new Bearer(BearerKind.Access, claims.Reference)
        {
            Context = new(Enum.Parse<ContextIdentifierType>(claims.ContextType!), claims.ContextValue!),
            Subject = new(Enum.Parse<SubjectIdentifierType>(subject.Type), subject.Value),
            Category = SignInMethods.CategoryOf(claims.Method!),
            Permissions = permissions is [JwtIssuer.Owner]
                ? Rights.OfOwner
                : [.. permissions.Select(Enum.Parse<Permission>)],
        };
    }
}
