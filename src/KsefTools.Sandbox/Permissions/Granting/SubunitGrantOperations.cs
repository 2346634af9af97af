using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Granting;

/// <summary>POST /permissions/subunits/grants: CredentialsManage for the administrator of a subunit.</summary>
internal static class SubunitGrantOperations
{
    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.Protected("POST", "/permissions/subunits/grants", GrantAsync),
    ];

    private static async ValueTask<Reply> GrantAsync(Call call)
    {
        CallerRules.CheckChange(call, [Permission.SubunitManage], ContextIdentifierType.Nip);
        var request = await call.ReadBodyAsync(SandboxJson.Default.SubunitGrantRequest);
        var faults = new Faultfinder().Description(request.Description, "description");
        var subject = faults.ExactSubject(request.SubjectIdentifier, "subjectIdentifier");
        var subunit = faults.Context(request.ContextIdentifier, "contextIdentifier");
        if (request.SubunitName is not null || subunit?.Type == ContextIdentifierType.InternalId)
            faults.Description(request.SubunitName, "subunitName");
        var person = PersonDetailsReader.Read(request.SubjectDetails, faults);
        faults.ThrowIfAny();
        var draft = GrantRequestRules.Draft(
            call,
            GrantKind.Subunit,
            subject!,
            Permission.CredentialsManage,
            request.Description!
        );
        var above = call.Bearer.Context;
        return GrantWork.Accept(
            call,
            [draft with { Context = subunit!, GrantedIn = above, Person = person, SubunitName = request.SubunitName }],
            world => PersonDetailsReader.Contradiction(subject!, person!) ?? Relation(world, above, subunit!)
        );
    }

    private static PermissionOutcome? Relation(World world, ContextIdentifier above, ContextIdentifier subunit)
    {
        const string stranger = "Wskazana jednostka nie podlega podmiotowi bieżącego kontekstu.";
        if (subunit.Type == ContextIdentifierType.InternalId)
            return string.Equals(subunit.OwnerNip, above.Value, StringComparison.Ordinal)
                ? null
                : PermissionOutcome.Inconsistent(stranger);
        if (!EntityRoles.IsAbove(world, above))
            return PermissionOutcome.WrongRole("Kontekst nie jest nadrzędną JST ani grupą VAT.");
        return string.Equals(world.FindSubject(subunit.Value)?.ParentNip, above.Value, StringComparison.Ordinal)
            ? null
            : PermissionOutcome.Inconsistent(stranger);
    }
}
