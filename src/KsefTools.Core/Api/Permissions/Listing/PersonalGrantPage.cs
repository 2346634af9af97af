namespace KsefTools.Core.Api.Permissions.Listing;

/// <summary>A page of permissions (contract: QueryPersonalPermissionsResponse).</summary>
public sealed record PersonalGrantPage
{
    public required IReadOnlyList<PersonalGrant> Permissions { get; init; }

    public bool HasMore { get; init; }
}
