using KsefTools.Core.Api.Responses;

namespace KsefTools.Core.Api.Permissions.Listing;

/// <summary>The body of <c>POST /permissions/query/personal/grants</c>; what is null is not filtered by.</summary>
public sealed record PersonalGrantsQuery
{
    public TypedIdentifier? ContextIdentifier { get; init; }

    public TypedIdentifier? TargetIdentifier { get; init; }

    public IReadOnlyList<string>? PermissionTypes { get; init; }

    /// <summary><c>Active</c> or <c>Inactive</c>.</summary>
    public string? PermissionState { get; init; }
}
