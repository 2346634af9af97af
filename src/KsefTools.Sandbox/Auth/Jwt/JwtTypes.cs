namespace KsefTools.Sandbox.Auth.Jwt;

/// <summary>Values of the claim <c>typ</c>, as observed.</summary>
internal static class JwtTypes
{
    public const string Authentication = "AuthenticationToken";
    public const string Access = "ContextToken";
    public const string Refresh = "RefreshToken";
}
