using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.Permissions.Queries;

/// <summary>
/// GET /permissions/query/entities/roles, POST /permissions/query/subordinate-entities/roles and GET
/// /permissions/attachments/status: what test data made of the taxpayer.
/// </summary>
internal static class RoleOperations
{
    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.Protected("GET", "/permissions/query/entities/roles", Roles),
        Operation.Protected("POST", "/permissions/query/subordinate-entities/roles", SubordinatesAsync),
        Operation.Protected("GET", "/permissions/attachments/status", Attachments),
    ];

    private static ValueTask<Reply> Roles(Call call)
    {
        CallerRules.CheckAny(call, CallerRules.Readers);
        var page = OffsetPage.Take(
            call,
            EntityRoles.Of(call.World, call.Bearer.Context.Value),
            role => role.StartDate,
            role => role.Name
        );
        var roles = page.Items.Select(role => new RoleBody(
            role.ParentNip is { } parent ? SubjectIdentifier.Nip(parent) : null,
            role.Name,
            role.Description,
            role.StartDate
        ));
        var body = new RolesBody([.. roles], page.HasMore);
        return ValueTask.FromResult(Reply.Json(200, body, SandboxJson.Default.RolesBody));
    }

    private static async ValueTask<Reply> SubordinatesAsync(Call call)
    {
        CallerRules.CheckAny(call, CallerRules.ReadersOfPersons);
        var request =
            await call.ReadOptionalBodyAsync(SandboxJson.Default.SubordinateRolesRequest)
            ?? new SubordinateRolesRequest(null);
        var only = request.SubordinateEntityIdentifier;
        if (only is not null)
            new Faultfinder()
                .Check(only.Type is "Nip", "subordinateEntityIdentifier: wymagany jest typ Nip.")
                .Nip(only.Value, "subordinateEntityIdentifier")
                .ThrowIfAny();
        var page = OffsetPage.Take(
            call,
            EntityRoles
                .Below(call.World, call.Bearer.Context.Value)
                .Where(role => only is null || string.Equals(role.Nip, only.Value, StringComparison.Ordinal)),
            role => role.StartDate,
            role => role.Nip
        );
        var roles = page.Items.Select(role => new SubordinateRoleBody(
            SubjectIdentifier.Nip(role.Nip),
            role.Name,
            role.Description,
            role.StartDate
        ));
        var body = new SubordinateRolesBody([.. roles], page.HasMore);
        return Reply.Json(200, body, SandboxJson.Default.SubordinateRolesBody);
    }

    private static ValueTask<Reply> Attachments(Call call)
    {
        CallerRules.CheckAny(call, CallerRules.Readers);
        var consents = call.World.Attachments;
        var body = call.Bearer.Context.OwnerNip is { } nip
            ? new AttachmentStatusBody(consents.AreAllowed(nip), consents.EndOf(nip))
            : new AttachmentStatusBody(IsAttachmentAllowed: false, null);
        return ValueTask.FromResult(Reply.Json(200, body, SandboxJson.Default.AttachmentStatusBody));
    }
}
