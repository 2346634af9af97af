using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Sandbox.Auth;

/// <summary>Issues and verifies the JWTs of one environment, signed by a key that lives as long as the process.</summary>
internal sealed class JwtIssuer(World world, string name)
{
    private static readonly string Header = Base64Url.EncodeToString(
        JsonSerializer.SerializeToUtf8Bytes(new JwtHeader("HS256", "JWT"), JwtJson.Default.JwtHeader)
    );
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    public TokenInfo IssueAuthentication(AuthSession session, TimeSpan lifetime) =>
        Issue(session, "OperationToken", lifetime, null);

    public TokenInfo IssueRefresh(AuthSession session, DateTimeOffset validUntil) =>
        Issue(session, "RefreshToken", validUntil - world.Clock.GetUtcNow(), null);

    public TokenInfo IssueAccess(
        AuthSession session,
        IReadOnlyList<Permission> permissions,
        bool isOwner,
        TimeSpan lifetime
    ) => Issue(session, "ContextToken", lifetime, new Granted(permissions, isOwner));

    /// <summary>Reads a token back.</summary>
    /// <returns>Null when it was not issued here, was changed, or is past its time.</returns>
    public Bearer? Verify(string token)
    {
        var signed = token.LastIndexOf('.');
        if (signed <= 0 || !SignatureMatches(token.AsSpan(0, signed), token.AsSpan(signed + 1)))
            return null;
        var dot = token.IndexOf('.', StringComparison.Ordinal);
        var claims = JsonSerializer.Deserialize(
            Base64Url.DecodeFromChars(token.AsSpan(dot + 1, signed - dot - 1)),
            JwtJson.Default.JwtClaims
        )!;
        return claims.ExpiresAt <= world.Clock.GetUtcNow().ToUnixTimeSeconds() ? null : ToBearer(claims);
    }

    private static Bearer ToBearer(JwtClaims claims)
    {
        var subject = JsonSerializer
            .Deserialize(claims.SubjectDetails!, JwtJson.Default.SubjectDetails)!
            .SubjectIdentifier;
        var permissions = claims.PermissionsEffective is { } text
            ? JsonSerializer.Deserialize(text, JwtJson.Default.StringArray)!
            : [];
        return new Bearer(KindOf(claims.Type), claims.Reference)
        {
            Context = new(Enum.Parse<ContextIdentifierType>(claims.ContextType!), claims.ContextValue!),
            Subject = new(Enum.Parse<SubjectIdentifierType>(subject.Type), subject.Value),
            Category = Enum.Parse<SignInCategory>(claims.Method!),
            Permissions = [.. permissions.Select(Enum.Parse<Permission>)],
        };
    }

    private static BearerKind KindOf(string type) =>
        type switch
        {
            "OperationToken" => BearerKind.Authentication,
            "RefreshToken" => BearerKind.Refresh,
            _ => BearerKind.Access,
        };

    private TokenInfo Issue(AuthSession session, string type, TimeSpan lifetime, Granted? granted)
    {
        var now = world.Clock.GetUtcNow();
        var until = DateTimeOffset.FromUnixTimeSeconds((now + lifetime).ToUnixTimeSeconds());
        var claims = new JwtClaims
        {
            Type = type,
            ContextType = session.Context.Type.ToString(),
            ContextValue = session.Context.Value,
            Method = session.Category.ToString(),
            Reference = session.ReferenceNumber,
            SubjectDetails = JsonSerializer.Serialize(
                new SubjectDetails(new(session.Subject.Type.ToString(), session.Subject.Value)),
                JwtJson.Default.SubjectDetails
            ),
            Permissions = granted is null ? null : Json(granted.IsOwner ? ["Owner"] : Names(granted.Permissions)),
            PermissionsExcluded = granted is null ? null : Json([]),
            Roles = granted is null ? null : Json([]),
            PermissionsEffective = granted is null ? null : Json(Names(granted.Permissions)),
            IssuedAt = now.ToUnixTimeSeconds(),
            ExpiresAt = until.ToUnixTimeSeconds(),
            Issuer = name,
            Audience = name,
            Id = world.Numbers.NextGuid().ToString("N"),
        };
        var unsigned =
            $"{Header}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims, JwtJson.Default.JwtClaims))}";
        return new TokenInfo($"{unsigned}.{Base64Url.EncodeToString(Sign(unsigned))}", until);
    }

    private static string Json(string[] values) => JsonSerializer.Serialize(values, JwtJson.Default.StringArray);

    private static string[] Names(IEnumerable<Permission> permissions) => [.. permissions.Select(p => p.ToString())];

    private byte[] Sign(ReadOnlySpan<char> unsigned)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(unsigned)];
        Encoding.UTF8.GetBytes(unsigned, bytes);
        return HMACSHA256.HashData(key, bytes);
    }

    private bool SignatureMatches(ReadOnlySpan<char> unsigned, ReadOnlySpan<char> signature)
    {
        if (!Base64Url.IsValid(signature))
            return false;
        return CryptographicOperations.FixedTimeEquals(Sign(unsigned), Base64Url.DecodeFromChars(signature));
    }

    private sealed record Granted(IReadOnlyList<Permission> Permissions, bool IsOwner);
}
