namespace KsefTools.Sandbox.State.SignIn;

/// <summary>Whose signature opened a session.</summary>
/// <param name="Method">What kind of certificate it was.</param>
/// <param name="Certificate">The certificate in DER.</param>
/// <param name="KsefSerialNumber">Serial number of a certificate that KSeF issued; null for any other.</param>
internal sealed record Signer(SignatureMethod Method, byte[] Certificate, string? KsefSerialNumber);
