namespace KsefTools.Core.SignIn.Xades;

/// <summary>A request that waits to be signed by another program.</summary>
/// <param name="Request">What to sign.</param>
/// <param name="ExpiresAt">When its challenge ends, by KSeF's clock.</param>
public sealed record SigningRequest(AuthTokenRequest Request, DateTimeOffset ExpiresAt);
