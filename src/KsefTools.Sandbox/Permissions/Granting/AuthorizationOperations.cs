using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Granting;

/// <summary>
/// POST /permissions/authorizations/grants. What it gives is kept and listed; invoices are not the sandbox's.
/// </summary>
internal static class AuthorizationOperations
{
    private const string Peppol = "PeppolId";

    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.Protected("POST", "/permissions/authorizations/grants", GrantAsync),
    ];

    private static async ValueTask<Reply> GrantAsync(Call call)
    {
        CallerRules.CheckChange(call, [Permission.CredentialsManage], ContextIdentifierType.Nip);
        var request = await call.ReadBodyAsync(SandboxJson.Default.AuthorizationRequest);
        var isKnown = Enums.TryParse<AuthorizationScope>(request.Permission, out var scope);
        var body = request.SubjectIdentifier;
        new Faultfinder()
            .Check(
                body is { Type: "Nip" }
                    ? Formats.IsNip(body.Value)
                    : body is { Type: Peppol } && Formats.IsPeppolId(body.Value),
                "subjectIdentifier: wymagany jest typ Nip lub PeppolId i prawidłowa wartość."
            )
            .Check(isKnown, $"permission: nieznana wartość '{request.Permission}'.")
            .Description(request.Description, "description")
            .Text(request.SubjectDetails?.FullName, 5, 90, "subjectDetails.fullName")
            .ThrowIfAny();
        var wanted = new AuthorizationRecord(
            default,
            call.Bearer.Context,
            new AuthorizedEntity(body!.Type!, body.Value!),
            scope,
            request.SubjectDetails!.FullName!,
            request.Description!,
            default,
            call.Bearer.Subject
        );
        var (world, rule) = (call.World, call.Environment.Settings.DuplicateGrants);
        return PermissionWork.Accept(call, () => Carry(world, rule, wanted));
    }

    private static PermissionOutcome Carry(World world, DuplicateGrantRule rule, AuthorizationRecord wanted)
    {
        if (wanted.Authorized.Type is not Peppol && wanted.Authorized.Value == wanted.Context.Value)
            return PermissionOutcome.Inconsistent("Podmiot uprawniany jest podmiotem bieżącego kontekstu.");
        // Providers of PEPPOL services handle invoices to the public sector, and those only.
        if (wanted.Authorized.Type is Peppol != wanted.Scope is AuthorizationScope.PefInvoicing)
            return PermissionOutcome.NotAllowed("Uprawnienie nie może być nadane temu typowi identyfikatora.");
        var exists = world.Authorizations.Any(a =>
            a.Context == wanted.Context && a.Authorized == wanted.Authorized && a.Scope == wanted.Scope
        );
        if (exists)
            return GrantWork.DuplicateUnder(rule) ?? PermissionOutcome.Success;
        world.AddAuthorization(wanted with { Id = world.Numbers.NextGuid(), StartDate = world.Clock.GetUtcNow() });
        return PermissionOutcome.Success;
    }
}
