namespace KsefTools.Core.Api.Permissions.Listing;

/// <summary>A page of authorizations (contract: QueryEntityAuthorizationPermissionsResponse).</summary>
public sealed record AuthorizationGrantPage
{
    public required IReadOnlyList<AuthorizationGrant> AuthorizationGrants { get; init; }

    public bool HasMore { get; init; }
}
