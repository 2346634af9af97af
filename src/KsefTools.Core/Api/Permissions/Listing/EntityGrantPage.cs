namespace KsefTools.Core.Api.Permissions.Listing;

/// <summary>A page of permissions that were received (contract: QueryEntityPermissionsResponse).</summary>
public sealed record EntityGrantPage
{
    public required IReadOnlyList<EntityGrant> Permissions { get; init; }

    public bool HasMore { get; init; }
}
