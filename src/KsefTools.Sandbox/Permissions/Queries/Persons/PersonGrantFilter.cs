using KsefTools.Sandbox.Auth;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Queries.Persons;

/// <summary>Filters of POST /permissions/query/persons/grants.</summary>
internal sealed record PersonGrantFilter(
    AuthorBody? Author,
    SubjectIdentifier? Authorized,
    ContextIdentifier? Context,
    GrantTarget? Target,
    IReadOnlyList<Permission> Permissions,
    bool? Active,
    bool OnlyGivenHere
)
{
    /// <summary>Reads the filters.</summary>
    /// <exception cref="RefusalException">21405.</exception>
    public static PersonGrantFilter Read(PersonGrantsRequest request)
    {
        var faults = new Faultfinder().Check(
            request.QueryType is "PermissionsInCurrentContext" or "PermissionsGrantedInCurrentContext",
            "queryType: dozwolone są PermissionsInCurrentContext i PermissionsGrantedInCurrentContext."
        );
        var filter = new PersonGrantFilter(
            ReadAuthor(request.AuthorIdentifier, faults),
            request.AuthorizedIdentifier is { } authorized
                ? faults.ExactSubject(authorized, "authorizedIdentifier")
                : null,
            request.ContextIdentifier is { } context ? faults.Context(context, "contextIdentifier") : null,
            TargetReader.Read(request.TargetIdentifier, faults),
            faults.Values<Permission>(request.PermissionTypes, "permissionTypes"),
            GrantStates.Read(request.PermissionState, faults),
            request.QueryType is "PermissionsGrantedInCurrentContext"
        );
        faults.ThrowIfAny();
        return filter;
    }

    public bool Fits(Call call, GrantRecord grant) =>
        (Author is null || AuthorBody.Of(grant.Author) == Author)
        && (Authorized is null || grant.Authorized == Authorized)
        && (Context is null || grant.Context == Context)
        && TargetReader.Fits(call, grant, Target)
        && (Permissions.Count == 0 || Permissions.Contains(grant.Permission))
        && (Active is null || GrantStates.IsShownActive(call, grant) == Active);

    private static AuthorBody? ReadAuthor(IdentifierBody? body, Faultfinder faults) =>
        body switch
        {
            null => null,
            { Type: "System", Value: null or "" } => AuthorBody.Of(null),
            _ => faults.ExactSubject(body, "authorIdentifier") is { } author ? AuthorBody.Of(author) : null,
        };
}
