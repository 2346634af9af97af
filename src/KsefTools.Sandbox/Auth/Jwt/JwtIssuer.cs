using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.SignIn;

namespace KsefTools.Sandbox.Auth.Jwt;

/// <summary>
/// Issues and verifies the JWTs of one environment, signed by a key that lives as long as the process. As observed,
/// only an access token speaks of context and rights; the other two name their session and nothing else.
/// </summary>
internal sealed class JwtIssuer(World world, string name)
{
    /// <summary>In place of all that an owner may do.</summary>
    public const string Owner = "Owner";

    private static readonly string Header = Base64Url.EncodeToString(
        JsonSerializer.SerializeToUtf8Bytes(new JwtHeader("HS256", "JWT"), JwtJson.Default.JwtHeader)
    );
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    public TokenInfo IssueAuthentication(AuthSession session, TimeSpan lifetime) =>
        Issue(Bare(JwtTypes.Authentication, session, world.Clock.GetUtcNow() + lifetime));

    public TokenInfo IssueRefresh(AuthSession session, DateTimeOffset validUntil) =>
        Issue(Bare(JwtTypes.Refresh, session, validUntil));

    public TokenInfo IssueAccess(
        AuthSession session,
        IReadOnlyList<Permission> permissions,
        bool isOwner,
        SandboxSettings settings
    )
    {
        var names = Json([.. permissions.Select(p => p.ToString())]);
        var subject = new SubjectDetails(new(session.Subject.Type.ToString(), session.Subject.Value));
        return Issue(
            Bare(JwtTypes.Access, session, world.Clock.GetUtcNow() + settings.AccessTokenLifetime) with
            {
                ContextType = session.Context.Type.ToString(),
                ContextValue = session.Context.Value,
                Method = SignInMethods.DeprecatedNameOf(session),
                SubjectDetails = JsonSerializer.Serialize(subject, JwtJson.Default.SubjectDetails),
                Permissions = isOwner ? Json([Owner]) : names,
                PermissionsExcluded = Json([]),
                Roles = Json([]),
                PermissionsEffective = settings.EffectiveInClaims ? names : Json([]),
            }
        );
    }

    /// <summary>Reads a token back.</summary>
    /// <returns>Null when it was not issued here, was changed, or is past its time.</returns>
    public JwtClaims? Verify(string token)
    {
        var signed = token.LastIndexOf('.');
        if (signed <= 0 || !SignatureMatches(token.AsSpan(0, signed), token.AsSpan(signed + 1)))
            return null;
        var dot = token.IndexOf('.', StringComparison.Ordinal);
        var claims = JsonSerializer.Deserialize(
            Base64Url.DecodeFromChars(token.AsSpan(dot + 1, signed - dot - 1)),
            JwtJson.Default.JwtClaims
        );
        return claims?.ExpiresAt > world.Clock.GetUtcNow().ToUnixTimeSeconds() ? claims : null;
    }

    private JwtClaims Bare(string type, AuthSession session, DateTimeOffset validUntil) =>
        new()
        {
            Type = type,
            Reference = session.ReferenceNumber,
            IssuedAt = world.Clock.GetUtcNow().ToUnixTimeSeconds(),
            ExpiresAt = validUntil.ToUnixTimeSeconds(),
            Issuer = name,
            Audience = name,
            Id = world.Numbers.NextGuid().ToString("N"),
        };

    private TokenInfo Issue(JwtClaims claims)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(claims, JwtJson.Default.JwtClaims);
        var unsigned = $"{Header}.{Base64Url.EncodeToString(payload)}";
        var until = DateTimeOffset.FromUnixTimeSeconds(claims.ExpiresAt);
        return new TokenInfo($"{unsigned}.{Base64Url.EncodeToString(Sign(unsigned))}", until);
    }

    private static string Json(string[] values) => JsonSerializer.Serialize(values, JwtJson.Default.StringArray);

    private byte[] Sign(ReadOnlySpan<char> unsigned)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(unsigned)];
        Encoding.UTF8.GetBytes(unsigned, bytes);
        return HMACSHA256.HashData(key, bytes);
    }

    private bool SignatureMatches(ReadOnlySpan<char> unsigned, ReadOnlySpan<char> signature) =>
        Base64Url.IsValid(signature)
        && CryptographicOperations.FixedTimeEquals(Sign(unsigned), Base64Url.DecodeFromChars(signature));
}
