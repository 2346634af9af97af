namespace KsefTools.Core.Api.Permissions.Listing;

/// <summary>The name of a person in a list of permissions (contract: PermissionsSubjectPersonDetails).</summary>
public sealed record GrantedPerson(string? FirstName, string? LastName);
