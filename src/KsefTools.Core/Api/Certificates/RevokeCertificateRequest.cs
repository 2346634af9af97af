namespace KsefTools.Core.Api.Certificates;

/// <summary>The body of <c>POST /certificates/{serial}/revoke</c>.</summary>
/// <param name="RevocationReason"><c>Unspecified</c>, <c>Superseded</c> or <c>KeyCompromise</c>; null for none.</param>
public sealed record RevokeCertificateRequest(string? RevocationReason);
