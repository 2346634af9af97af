namespace KsefTools.Core.Permissions.Granting;

/// <summary>How a grant or a revocation ended.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="ReferenceNumber">The operation's number; null where none was needed.</param>
/// <param name="IsInactive">It is there, but without effect: an indirect permission without its basis.</param>
public sealed record GrantResult(PermissionChangeOutcome Outcome, string? ReferenceNumber, bool IsInactive = false);
