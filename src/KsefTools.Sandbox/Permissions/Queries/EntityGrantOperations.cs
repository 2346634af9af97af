using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Queries;

/// <summary>
/// POST /permissions/query/entities/grants: what other companies let this one do, which maps all clients of an office.
/// </summary>
internal static class EntityGrantOperations
{
    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.Protected("POST", "/permissions/query/entities/grants", QueryAsync),
    ];

    private static async ValueTask<Reply> QueryAsync(Call call)
    {
        CallerRules.CheckAny(call, CallerRules.Readers);
        var request =
            await call.ReadOptionalBodyAsync(SandboxJson.Default.EntityGrantsRequest) ?? new EntityGrantsRequest(null);
        var faults = new Faultfinder();
        var grantor = request.ContextIdentifier is { } body ? faults.Context(body, "contextIdentifier") : null;
        faults.ThrowIfAny();
        var received =
            call.Bearer.Context.Type == ContextIdentifierType.Nip
                ? call.World.GrantsTo(SubjectIdentifier.Nip(call.Bearer.Context.Value))
                : [];
        var page = OffsetPage.Take(
            call,
            received.Where(g => g.Kind == GrantKind.Entity && (grantor is null || g.Context == grantor)),
            grant => grant.StartDate,
            grant => grant.Id
        );
        var items = page.Items.Select(g => new EntityGrantBody(
            g.Id,
            g.Context,
            g.Permission,
            g.Description,
            g.StartDate,
            g.CanDelegate
        ));
        return Reply.Json(200, new EntityGrantsBody([.. items], page.HasMore), SandboxJson.Default.EntityGrantsBody);
    }
}
