using KsefTools.Core.Keys.Certificates;

namespace KsefTools.Core.SignIn.Xades.Checking;

/// <summary>A request that was signed by another program and is fit to be sent.</summary>
public sealed record SignedRequest
{
    /// <summary>What was signed.</summary>
    public required AuthTokenRequest Request { get; init; }

    /// <summary>By which certificate. For Podpis Zaufany, that is the Minister's seal, not the person's.</summary>
    public required CertificateDetails Signer { get; init; }

    /// <summary>
    /// Whether the signature was verified here. False where it uses algorithms that the platform does not know
    /// (RSA-PSS, SHA-3, XPath, C14N 1.1); then KSeF alone will judge.
    /// </summary>
    public required bool IsVerified { get; init; }

    /// <summary>The file's bytes, to be sent as they are.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }
}
