using KsefTools.Sandbox.Auth.Jwt;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Granting;

/// <summary>
/// POST /permissions/indirect/grants: a company passes on to its staff what its clients let it pass on.
/// </summary>
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
        var permissions = GrantRequestRules.CompanyPermissions(call, request.Permissions, faults);
        var person = PersonDetailsReader.Read(request.SubjectDetails, faults);
        faults.ThrowIfAny();
        var wanted = permissions.Select(permission =>
            GrantRequestRules.Draft(call, GrantKind.Indirect, subject!, permission, request.Description!) with
            {
                Target = target,
                Person = person,
            }
        );
        var (bearer, settings) = (call.Bearer, call.Environment.Settings);
        return GrantWork.Accept(
            call,
            [.. wanted],
            world =>
                PersonDetailsReader.Contradiction(subject!, person!)
                ?? (target!.Client is { } client ? Basis(world, settings, bearer, client) : null)
        );
    }

    private static bool IsManager(GrantRecord grant) =>
        grant is { Kind: GrantKind.Person, IsActive: true, Permission: Permission.CredentialsManage };

    // The contract: for one client only after that client gave the company anything that may be passed on.
    private static PermissionOutcome? Basis(
        World world,
        SandboxSettings settings,
        Bearer bearer,
        ContextIdentifier client
    )
    {
        if (client == bearer.Context)
            return PermissionOutcome.Inconsistent("Podmiot docelowy jest podmiotem bieżącego kontekstu.");
        var isGiven = world
            .GrantsTo(SubjectIdentifier.Nip(bearer.Context.Value))
            .Any(grant =>
                grant.Context == client
                && (
                    grant is { Kind: GrantKind.Entity, IsActive: true, CanDelegate: true }
                    || (!settings.IndirectGrantNeedsDelegation && IsManager(grant))
                )
            );
        return isGiven
            ? null
            : PermissionOutcome.WrongRelation(
                "Podmiot docelowy nie nadał uprawnienia z prawem do dalszego przekazywania."
            );
    }
}
