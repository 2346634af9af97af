using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Granting;

/// <summary>POST /permissions/entities/grants: a client lets another company handle its invoices.</summary>
internal static class EntityGrantOperations
{
    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.Protected("POST", "/permissions/entities/grants", GrantAsync),
    ];

    private static async ValueTask<Reply> GrantAsync(Call call)
    {
        CallerRules.CheckChange(
            call,
            [Permission.CredentialsManage],
            ContextIdentifierType.Nip,
            ContextIdentifierType.InternalId
        );
        var request = await call.ReadBodyAsync(SandboxJson.Default.EntityGrantRequest);
        var faults = new Faultfinder()
            .Check(
                request.SubjectIdentifier is { Type: "Nip" } body && Formats.IsNip(body.Value),
                "subjectIdentifier: wymagany jest typ Nip i prawidłowy NIP."
            )
            .Description(request.Description, "description")
            .Text(request.SubjectDetails?.FullName, 5, 90, "subjectDetails.fullName");
        var types = request.Permissions?.Select(given => given?.Type).ToList();
        var permissions = GrantRequestRules.CompanyPermissions(call, types, faults);
        faults.ThrowIfAny();
        var subject = SubjectIdentifier.Nip(request.SubjectIdentifier!.Value!);
        var wanted = permissions.Zip(
            request.Permissions!,
            (permission, given) =>
                GrantRequestRules.Draft(call, GrantKind.Entity, subject, permission, request.Description!) with
                {
                    CanDelegate = given!.CanDelegate ?? false,
                    EntityName = request.SubjectDetails!.FullName,
                }
        );
        return GrantWork.Accept(call, [.. wanted], static _ => null);
    }
}
