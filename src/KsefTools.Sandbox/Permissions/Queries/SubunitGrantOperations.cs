using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Queries;

/// <summary>
/// POST /permissions/query/subunits/grants: administrators that the current context gave its subunits.
/// </summary>
internal static class SubunitGrantOperations
{
    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.Protected("POST", "/permissions/query/subunits/grants", QueryAsync),
    ];

    private static async ValueTask<Reply> QueryAsync(Call call)
    {
        CallerRules.CheckAny(call, CallerRules.ReadersOfPersons);
        var request =
            await call.ReadOptionalBodyAsync(SandboxJson.Default.SubunitGrantsRequest)
            ?? new SubunitGrantsRequest(null);
        var faults = new Faultfinder();
        var subunit = request.SubunitIdentifier is { } body ? faults.Context(body, "subunitIdentifier") : null;
        faults.ThrowIfAny();
        var page = OffsetPage.Take(
            call,
            call.World.Grants.Where(g =>
                g.Kind == GrantKind.Subunit
                && g.GrantedIn == call.Bearer.Context
                && (subunit is null || g.Context == subunit)
            ),
            grant => grant.StartDate,
            grant => grant.Id
        );
        var items = page.Items.Select(g => new SubunitGrantBody(
            g.Id,
            g.Authorized,
            g.Context,
            // Nobody but a caller gives one, so there always is an author, unless a plan forgot it.
            g.Author
                ?? g.Authorized,
            g.Permission,
            g.Description,
            g.Person,
            g.SubunitName,
            g.StartDate
        ));
        return Reply.Json(200, new SubunitGrantsBody([.. items], page.HasMore), SandboxJson.Default.SubunitGrantsBody);
    }
}
