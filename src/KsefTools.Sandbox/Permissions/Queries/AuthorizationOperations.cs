using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Permissions.Queries;

/// <summary>
/// POST /permissions/query/authorizations/grants: authorizations given or received by the current context.
/// </summary>
internal static class AuthorizationOperations
{
    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.Protected("POST", "/permissions/query/authorizations/grants", QueryAsync),
    ];

    private static async ValueTask<Reply> QueryAsync(Call call)
    {
        CallerRules.CheckAny(call, CallerRules.Readers);
        var request = await call.ReadBodyAsync(SandboxJson.Default.AuthorizationsRequest);
        var faults = new Faultfinder().Check(
            request.QueryType is "Granted" or "Received",
            "queryType: dozwolone są Granted i Received."
        );
        var scopes = faults.Values<AuthorizationScope>(request.PermissionTypes, "permissionTypes");
        var by = request.AuthorizingIdentifier;
        if (by is not null)
            faults.Check(by.Type is "Nip", "authorizingIdentifier: wymagany jest typ Nip.").Nip(by.Value, "value");
        var to = request.AuthorizedIdentifier;
        faults.Check(
            to is null or { Type: "Nip" or "PeppolId", Value: not null },
            "authorizedIdentifier: wymagany jest typ Nip lub PeppolId oraz wartość."
        );
        faults.ThrowIfAny();
        var context = call.Bearer.Context;
        var own = new AuthorizedEntity(context.Type.ToString(), context.Value);
        var found = call.World.Authorizations.Where(a =>
            (request.QueryType is "Granted" ? a.Context == context : a.Authorized == own)
            && (by is null || a.Context == ContextIdentifier.Nip(by.Value!))
            && (to is null || a.Authorized == new AuthorizedEntity(to.Type!, to.Value!))
            && (scopes.Count == 0 || scopes.Contains(a.Scope))
        );
        var page = OffsetPage.Take(call, found, a => a.StartDate, a => a.Id);
        var body = new AuthorizationsBody([.. page.Items.Select(Describe)], page.HasMore);
        return Reply.Json(200, body, SandboxJson.Default.AuthorizationsBody);
    }

    private static AuthorizationBody Describe(AuthorizationRecord authorization) =>
        new(
            authorization.Id,
            authorization.Author,
            authorization.Authorized,
            authorization.Context,
            authorization.Scope,
            authorization.Description,
            EntityDetailsBody.Of(authorization.FullName),
            authorization.StartDate
        );
}
