using KsefTools.Core.Api.Responses;

namespace KsefTools.Core.Api.Permissions.Granting;

/// <summary>How a grant or a revocation goes (contract: PermissionsOperationStatusResponse).</summary>
/// <param name="Status">100 under way, 200 done; 400 to 550 are its ends without effect.</param>
public sealed record PermissionOperationStatus(StatusInfo Status);
