namespace KsefTools.Sandbox.State.SignIn;

/// <summary>
/// Kinds of certificates that sign in (schema AuthenticationMethod, those that the sandbox can tell).
/// </summary>
public enum SignatureMethod
{
    QualifiedSeal,
    QualifiedSignature,

    /// <summary>A certificate that KSeF issued.</summary>
    InternalCertificate,
}
