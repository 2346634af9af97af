namespace KsefTools.Sandbox.State.SignIn;

/// <summary>How a session was opened (schema AuthenticationMethodCategory, those that the sandbox knows).</summary>
public enum SignInCategory
{
    Token,
    XadesSignature,
}
