namespace KsefTools.Core.Api.Responses.Limits;

/// <summary>How many certificates of a subject may be active.</summary>
public sealed record CertificateLimit(int? MaxCertificates);
