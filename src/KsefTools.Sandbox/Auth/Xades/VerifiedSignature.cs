using System.Security.Cryptography.X509Certificates;

namespace KsefTools.Sandbox.Auth.Xades;

/// <summary>A signature that is right.</summary>
/// <param name="Certificate">Whose key made it.</param>
/// <param name="IsXades">
/// False where nothing that is signed says which certificate it was: an XML signature, but none of the accepted XAdES
/// profiles.
/// </param>
internal sealed record VerifiedSignature(X509Certificate2 Certificate, bool IsXades);
