namespace KsefTools.Core.Api.Permissions.Granting;

/// <summary>A grant or a revocation that KSeF has taken on (contract: PermissionsOperationResponse).</summary>
/// <param name="ReferenceNumber">
/// The number by which to ask how it goes, 36 characters; KSeF keeps it for 30 days.
/// </param>
public sealed record PermissionOperationStarted(string ReferenceNumber);
