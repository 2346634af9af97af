namespace KsefTools.Sandbox.State;

/// <summary>How a session was opened (schema AuthenticationMethodCategory, those that the sandbox knows).</summary>
public enum SignInCategory
{
    Token,
    XadesSignature,
}
