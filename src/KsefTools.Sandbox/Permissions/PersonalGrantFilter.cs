using KsefTools.Sandbox.Auth;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Sandbox.Permissions;

/// <summary>Filters of POST /permissions/query/personal/grants.</summary>
internal sealed record PersonalGrantFilter(
    ContextIdentifier? Grantor,
    bool OnlyIndirect,
    IReadOnlyList<Permission> Permissions,
    bool? Active
)
{
    /// <summary>Reads the filters.</summary>
    /// <exception cref="RefusalException">21405.</exception>
    public static PersonalGrantFilter Read(PersonalGrantsRequest request)
    {
        var faults = new List<string>();
        var permissions = new List<Permission>();
        foreach (var text in request.PermissionTypes ?? [])
        {
            if (Enums.TryParse<Permission>(text, out var permission))
                permissions.Add(permission);
            else
                faults.Add($"permissionTypes: nieznana wartość '{text}'.");
        }

        bool? active = request.PermissionState switch
        {
            null => null,
            "Active" => true,
            "Inactive" => false,
            _ => AddFault(faults, $"permissionState: nieznana wartość '{request.PermissionState}'."),
        };
        var filter = new PersonalGrantFilter(
            ReadGrantor(request.ContextIdentifier, faults),
            CheckTarget(request.TargetIdentifier, faults),
            permissions,
            active
        );
        return faults.Count == 0 ? filter : throw Refusals.Validation([.. faults]);
    }

    // No grant of the sandbox is indirect yet, so a filter by target fits none.
    public bool Fits(GrantRecord grant) =>
        !OnlyIndirect
        && (Grantor is null || grant.Context == Grantor)
        && (Permissions.Count == 0 || Permissions.Contains(grant.Permission))
        && (Active is null || grant.IsActive == Active);

    private static bool? AddFault(List<string> faults, string fault)
    {
        faults.Add(fault);
        return null;
    }

    private static ContextIdentifier? ReadGrantor(IdentifierBody? body, List<string> faults)
    {
        if (body is null)
            return null;
        if (
            Enums.TryParse<ContextIdentifierType>(body.Type, out var type)
            && type is ContextIdentifierType.Nip or ContextIdentifierType.InternalId
            && body.Value is { Length: >= 10 and <= 16 } value
        )
            return new ContextIdentifier(type, value);
        faults.Add("contextIdentifier: wymagany jest typ Nip lub InternalId oraz wartość.");
        return null;
    }

    private static bool CheckTarget(IdentifierBody? body, List<string> faults)
    {
        if (body is null)
            return false;
        var isKnown = body.Type is "AllPartners" || (body.Type is "Nip" or "InternalId" && body.Value is not null);
        if (!isKnown)
            faults.Add("targetIdentifier: wymagany jest typ Nip, InternalId (z wartością) lub AllPartners.");
        return true;
    }
}
