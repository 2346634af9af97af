using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Queries.Personal;

/// <summary>Filters of POST /permissions/query/personal/grants.</summary>
internal sealed record PersonalGrantFilter(
    ContextIdentifier? Grantor,
    GrantTarget? Target,
    IReadOnlyList<Permission> Permissions,
    bool? Active
)
{
    /// <summary>Reads the filters.</summary>
    /// <exception cref="RefusalException">21405.</exception>
    public static PersonalGrantFilter Read(PersonalGrantsRequest request)
    {
        var faults = new Faultfinder();
        var filter = new PersonalGrantFilter(
            request.ContextIdentifier is { } grantor ? faults.Context(grantor, "contextIdentifier") : null,
            TargetReader.Read(request.TargetIdentifier, faults),
            faults.Values<Permission>(request.PermissionTypes, "permissionTypes"),
            GrantStates.Read(request.PermissionState, faults)
        );
        faults.ThrowIfAny();
        return filter;
    }

    public bool Fits(Call call, GrantRecord grant) =>
        (Grantor is null || (grant.Context == Grantor && grant.Kind != GrantKind.Owner))
        && TargetReader.Fits(call, grant, Target)
        && (Permissions.Count == 0 || Permissions.Contains(grant.Permission))
        && (Active is null || GrantStates.IsShownActive(call, grant) == Active);
}
