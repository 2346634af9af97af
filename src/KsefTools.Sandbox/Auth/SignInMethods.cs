using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.State;

namespace KsefTools.Sandbox.Auth;

/// <summary>How sessions and their statuses are shown.</summary>
internal static class SignInMethods
{
    private const string Token = "Token";
    private const string Seal = "QualifiedSeal";

    public static MethodInfoBody Of(SignInCategory category) =>
        category == SignInCategory.Token
            ? new("Token", "token.ksef", "Token KSeF")
            : new("XadesSignature", "xades.qualified-seal", "Pieczęć kwalifikowana");

    public static string DeprecatedNameOf(SignInCategory category) => category == SignInCategory.Token ? Token : Seal;

    public static SignInCategory CategoryOf(string deprecatedName) =>
        string.Equals(deprecatedName, Token, StringComparison.Ordinal)
            ? SignInCategory.Token
            : SignInCategory.XadesSignature;

    /// <summary>The details of a refused sign-in were English until API 2.6.1.</summary>
    public static StatusBody Describe(SignInVerdict verdict, SandboxSettings settings)
    {
        var detail = settings.EnglishDetails ? verdict.EnglishDetail ?? verdict.Detail : verdict.Detail;
        return new(verdict.Code, verdict.Description, detail is null ? null : [detail]);
    }
}
