using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.State;

namespace KsefTools.Sandbox.Auth;

/// <summary>How sessions and their statuses are shown.</summary>
internal static class SignInMethods
{
    public static MethodInfoBody Of(SignInCategory category) =>
        category == SignInCategory.Token
            ? new("Token", "token.ksef", "Token KSeF")
            : new("XadesSignature", "xades.qualified-seal", "Pieczęć kwalifikowana");

    public static string DeprecatedNameOf(SignInCategory category) =>
        category == SignInCategory.Token ? "Token" : "QualifiedSeal";

    public static StatusBody Describe(SignInVerdict verdict) =>
        new(verdict.Code, verdict.Description, verdict.Detail is null ? null : [verdict.Detail]);
}
