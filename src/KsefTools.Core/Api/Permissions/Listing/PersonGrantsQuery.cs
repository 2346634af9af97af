using KsefTools.Core.Api.Responses;

namespace KsefTools.Core.Api.Permissions.Listing;

/// <summary>The body of <c>POST /permissions/query/persons/grants</c>; what is null is not filtered by.</summary>
public sealed record PersonGrantsQuery
{
    /// <summary>Who may work in the context; people that another entity let in are left out.</summary>
    public const string InCurrentContext = "PermissionsInCurrentContext";

    /// <summary>What was granted from the context; with indirect grants to people who serve its clients.</summary>
    public const string GrantedInCurrentContext = "PermissionsGrantedInCurrentContext";

    /// <summary><see cref="InCurrentContext"/> or <see cref="GrantedInCurrentContext"/>.</summary>
    public required string QueryType { get; init; }

    /// <summary>Who granted it: <c>Nip</c>, <c>Pesel</c>, <c>Fingerprint</c>, or <c>System</c> for a ZAW-FA.</summary>
    public TypedIdentifier? AuthorIdentifier { get; init; }

    public TypedIdentifier? AuthorizedIdentifier { get; init; }

    public TypedIdentifier? ContextIdentifier { get; init; }

    public TypedIdentifier? TargetIdentifier { get; init; }

    public IReadOnlyList<string>? PermissionTypes { get; init; }

    /// <summary><c>Active</c>, or <c>Inactive</c>: an indirect right without a basis.</summary>
    public string? PermissionState { get; init; }
}
