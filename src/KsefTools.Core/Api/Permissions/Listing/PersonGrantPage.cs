namespace KsefTools.Core.Api.Permissions.Listing;

/// <summary>A page of permissions (contract: QueryPersonPermissionsResponse).</summary>
public sealed record PersonGrantPage
{
    public required IReadOnlyList<PersonGrant> Permissions { get; init; }

    public bool HasMore { get; init; }
}
