using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Granting;

/// <summary>POST /permissions/persons/grants.</summary>
internal static class PersonGrantOperations
{
    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.Protected("POST", "/permissions/persons/grants", GrantAsync),
    ];

    private static async ValueTask<Reply> GrantAsync(Call call)
    {
        CallerRules.CheckChange(
            call,
            [Permission.CredentialsManage],
            ContextIdentifierType.Nip,
            ContextIdentifierType.InternalId
        );
        var request = await call.ReadBodyAsync(SandboxJson.Default.PersonGrantRequest);
        var faults = new Faultfinder().Description(request.Description, "description");
        var subject = faults.ExactSubject(request.SubjectIdentifier, "subjectIdentifier");
        var permissions = GrantRequestRules.Permissions(request.Permissions, faults);
        faults.Check(!permissions.Contains(Permission.VatUeManage), "permissions: nieznana wartość 'VatUeManage'.");
        var person = PersonDetailsReader.Read(request.SubjectDetails, faults);
        faults.ThrowIfAny();
        var wanted = permissions.Select(permission =>
            GrantRequestRules.Draft(call, GrantKind.Person, subject!, permission, request.Description!) with
            {
                Person = person,
            }
        );
        var (settings, context) = (call.Environment.Settings, call.Bearer.Context);
        return GrantWork.Accept(
            call,
            [.. wanted],
            world =>
                PersonDetailsReader.Contradiction(subject!, person!)
                ?? Enforcement(world, context, permissions)
                ?? Company(world, settings, subject!)
        );
    }

    private static PermissionOutcome? Enforcement(
        World world,
        ContextIdentifier context,
        IReadOnlyList<Permission> permissions
    )
    {
        if (!permissions.Contains(Permission.EnforcementOperations))
            return null;
        return EntityRoles.IsEnforcement(world, context)
            ? null
            : PermissionOutcome.WrongRole("Kontekst nie jest organem egzekucyjnym ani komornikiem sądowym.");
    }

    private static PermissionOutcome? Company(World world, SandboxSettings settings, SubjectIdentifier subject)
    {
        if (settings.PersonGrantsToCompanies || subject.Type != SubjectIdentifierType.Nip)
            return null;
        return world.Persons.Any(person => string.Equals(person.Nip, subject.Value, StringComparison.Ordinal))
            ? null
            : PermissionOutcome.NotAllowed("Identyfikator nie wskazuje osoby fizycznej.");
    }
}
