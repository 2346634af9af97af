namespace KsefTools.Core.Api.Certificates;

/// <summary>How much of something is left (contract: CertificateLimit).</summary>
/// <param name="Remaining">How many more.</param>
/// <param name="Limit">Of how many.</param>
public sealed record Quota(int Remaining, int Limit);
