using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.State.SignIn;

namespace KsefTools.Sandbox.Auth;

/// <summary>How sessions and their statuses are shown.</summary>
internal static class SignInMethods
{
    private const string Token = "Token";
    private const string Signature = "XadesSignature";

    // The contract gives the code of the seal alone; the other two follow its pattern.
    public static MethodInfoBody Of(AuthSession session) =>
        session.Category == SignInCategory.Token
            ? new(Token, "token.ksef", "Token KSeF")
            : MethodOf(session) switch
            {
                SignatureMethod.QualifiedSignature => new(
                    Signature,
                    "xades.qualified-signature",
                    "Podpis kwalifikowany"
                ),
                SignatureMethod.InternalCertificate => new(Signature, "xades.internal-certificate", "Certyfikat KSeF"),
                _ => new(Signature, "xades.qualified-seal", "Pieczęć kwalifikowana"),
            };

    public static string DeprecatedNameOf(AuthSession session) =>
        session.Category == SignInCategory.Token ? Token : MethodOf(session).ToString();

    private static SignatureMethod MethodOf(AuthSession session) =>
        session.Signer?.Method ?? SignatureMethod.QualifiedSeal;

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
