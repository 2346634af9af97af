namespace KsefTools.Core.Audit.Facts;

/// <summary>A question to KSeF that stayed without an answer about the credential.</summary>
/// <param name="Code"><c>Unreachable</c>, <c>RateLimited</c> or <c>PortalRefused</c>.</param>
/// <param name="Reason">What happened, for a person; without secrets.</param>
public sealed record AuditTrouble(FindingCode Code, string Reason);
