namespace KsefTools.Core.Api.Responses;

/// <summary>How many certificates of a subject may be active.</summary>
public sealed record CertificateLimit(int? MaxCertificates);
