namespace KsefTools.Core.Api.Certificates;

/// <summary>The body of <c>POST /certificates/retrieve</c>.</summary>
/// <param name="CertificateSerialNumbers">1 to 10.</param>
public sealed record RetrieveCertificatesRequest(IReadOnlyList<string> CertificateSerialNumbers);
