namespace KsefTools.Core.Api.Permissions.Listing;

/// <summary>The name of an entity in a list of permissions (contract: PermissionsSubjectEntityDetails).</summary>
public sealed record GrantedEntity(string? FullName);
