using KsefTools.Sandbox.Auth.Jwt;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Granting;

/// <summary>POST /permissions/indirect/grants: a company passes on to its staff what its clients let it pass on.</summary>
internal static class IndirectGrantOperations
{
    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.Protected("POST", "/permissions/indirect/grants", GrantAsync),
    ];

    private static async ValueTask<Reply> GrantAsync(Call call)
    {
        CallerRules.CheckChange(call, [Permission.CredentialsManage], ContextIdentifierType.Nip);
        var request = await call.ReadBodyAsync(SandboxJson.Default.IndirectGrantRequest);
        var faults = new Faultfinder().Description(request.Description, "description");
        var subject = faults.ExactSubject(request.SubjectIdentifier, "subjectIdentifier");
        // The contract: no target means all partners.
        var target = request.TargetIdentifier is null
            ? GrantTarget.AllPartners
            : TargetReader.Read(request.TargetIdentifier, faults);
        var permissions = GrantRequestRules.InvoicePermissions(request.Permissions, faults);
        var person = PersonDetailsReader.Read(request.SubjectDetails, faults);
        faults.ThrowIfAny();
        var wanted = permissions.Select(permission =>
            GrantRequestRules.Draft(call, GrantKind.Indirect, subject!, permission, request.Description!) with
            {
                Target = target,
                Person = person,
            }
        );
        var bearer = call.Bearer;
        return GrantWork.Accept(
            call,
            [.. wanted],
            world =>
                PersonDetailsReader.Contradiction(subject!, person!)
                ?? (target!.Client is { } client ? Basis(world, bearer, client) : null)
        );
    }

    // The contract: for one client only after that client gave the company anything that may be passed on.
    private static PermissionOutcome? Basis(World world, Bearer bearer, ContextIdentifier client)
    {
        if (client == bearer.Context)
            return PermissionOutcome.Inconsistent("Podmiot docelowy jest podmiotem bieżącego kontekstu.");
        var isGiven = world
            .GrantsTo(SubjectIdentifier.Nip(bearer.Context.Value))
            .Any(grant =>
                grant is { Kind: GrantKind.Entity, IsActive: true, CanDelegate: true } && grant.Context == client
            );
        return isGiven
            ? null
            : PermissionOutcome.WrongRelation(
                "Podmiot docelowy nie nadał uprawnienia z prawem do dalszego przekazywania."
            );
    }
}
