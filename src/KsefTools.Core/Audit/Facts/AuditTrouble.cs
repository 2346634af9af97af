namespace KsefTools.Core.Audit.Facts;

/// <summary>A question to KSeF that stayed without an answer about the credential.</summary>
/// <param name="Code"><c>Unreachable</c>, <c>RateLimited</c>, <c>PortalRefused</c>, or why nothing was sent.</param>
/// <param name="Reason">What happened, for a person; without secrets.</param>
public sealed record AuditTrouble(FindingCode Code, string Reason);
