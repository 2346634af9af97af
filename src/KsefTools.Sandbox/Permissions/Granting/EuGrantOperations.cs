using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Granting;

/// <summary>
/// POST /permissions/eu-entities/administration/grants and /permissions/eu-entities/grants: a taxpayer lets an entity
/// of the Union invoice itself, and that entity's administrator lets others in.
/// </summary>
internal static class EuGrantOperations
{
    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.Protected("POST", "/permissions/eu-entities/administration/grants", GrantAdministrationAsync),
        Operation.Protected("POST", "/permissions/eu-entities/grants", GrantAsync),
    ];

    private static async ValueTask<Reply> GrantAdministrationAsync(Call call)
    {
        CallerRules.CheckChange(call, [Permission.CredentialsManage], ContextIdentifierType.Nip);
        var request = await call.ReadBodyAsync(SandboxJson.Default.EuAdministrationRequest);
        var faults = new Faultfinder()
            .Description(request.Description, "description")
            .Description(request.EuEntityName, "euEntityName")
            .Check(
                request.ContextIdentifier is { Type: "NipVatUe" } body && Formats.IsNipVatUe(body.Value),
                "contextIdentifier: wymagany jest typ NipVatUe i wartość {nip}-{vat_ue}."
            );
        var administrator = EuSubjectReader.ReadIdentifier(request.SubjectIdentifier, faults);
        var details = EuSubjectReader.Read(request.SubjectDetails, faults);
        EuSubjectReader.ReadAddress(request.EuEntityDetails, "euEntityDetails", faults);
        faults.ThrowIfAny();
        var above = call.Bearer.Context;
        var context = new ContextIdentifier(ContextIdentifierType.NipVatUe, request.ContextIdentifier!.Value!);
        var entity = request.EuEntityDetails!;
        var wanted = Rights.OfEuAdministrator.Select(permission =>
            details.Describe(
                GrantRequestRules.Draft(
                    call,
                    GrantKind.EuAdministrator,
                    administrator!,
                    permission,
                    request.Description!
                ) with
                {
                    Context = context,
                    GrantedIn = above,
                    EuEntity = new EuEntity(request.EuEntityName!, entity.FullName!, entity.Address!),
                }
            )
        );
        return GrantWork.Accept(
            call,
            [.. wanted],
            _ =>
                string.Equals(context.OwnerNip, above.Value, StringComparison.Ordinal)
                    ? null
                    : PermissionOutcome.Inconsistent("Kontekst złożony nie należy do podmiotu bieżącego kontekstu.")
        );
    }

    private static async ValueTask<Reply> GrantAsync(Call call)
    {
        CallerRules.CheckChange(call, [Permission.VatUeManage], ContextIdentifierType.NipVatUe);
        var request = await call.ReadBodyAsync(SandboxJson.Default.EuGrantRequest);
        var faults = new Faultfinder().Description(request.Description, "description");
        var representative = EuSubjectReader.ReadIdentifier(request.SubjectIdentifier, faults);
        var permissions = GrantRequestRules.InvoicePermissions(request.Permissions, faults);
        var details = EuSubjectReader.Read(request.SubjectDetails, faults);
        faults.ThrowIfAny();
        var entity = call
            .World.GrantsIn(call.Bearer.Context)
            .Select(grant => grant.EuEntity)
            .FirstOrDefault(e => e is not null);
        var wanted = permissions.Select(permission =>
            details.Describe(
                GrantRequestRules.Draft(
                    call,
                    GrantKind.EuRepresentative,
                    representative!,
                    permission,
                    request.Description!
                ) with
                {
                    EuEntity = entity,
                }
            )
        );
        return GrantWork.Accept(call, [.. wanted], static _ => null);
    }
}
