using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Control.Areas;

/// <summary>
/// GET and POST grants, DELETE grants/{id}: what a client does by hand in the Ministry's application. POST
/// permission-outcomes: how the next operations end.
/// </summary>
internal static class GrantControl
{
    public static readonly IReadOnlyList<ControlAction> All =
    [
        new("GET", "/grants", List),
        new("POST", "/grants", PlantAsync),
        new("DELETE", "/grants/{id}", Remove),
        new("POST", "/permission-outcomes", PlantOutcomeAsync),
    ];

    private static ValueTask<Reply> List(ControlCall call)
    {
        var world = call.Environment.World;
        var grants = world
            .Grants.OrderByDescending(g => g.StartDate)
            .ThenBy(g => g.Id)
            .Select(g => GrantState.Of(g, world));
        return ValueTask.FromResult(Reply.Json(200, new GrantStates([.. grants]), ControlJson.Default.GrantStates));
    }

    private static async ValueTask<Reply> PlantAsync(ControlCall call)
    {
        var command = await call.ReadAsync(ControlJson.Default.PlantGrantsCommand);
        var context = command.Context ?? throw new ControlException("context is needed: { type, value }.");
        var authorized = command.Authorized ?? throw new ControlException("authorized is needed: { type, value }.");
        var permissions = command.Permissions ?? throw new ControlException("permissions is needed: a list.");
        var kind = command.Kind ?? (authorized.Type == SubjectIdentifierType.Nip ? GrantKind.Entity : GrantKind.Person);
        if (kind == GrantKind.Owner)
            throw new ControlException("Nobody grants ownership: it comes with the NIP, or by /testdata/person.");
        if (kind == GrantKind.Indirect != command.Target is not null)
            throw new ControlException("target is needed by an indirect grant, and by no other.");
        if (command.Target is { } target && target.Type == GrantTargetType.AllPartners != target.Value is null)
            throw new ControlException("target is { type, value }, or AllPartners without a value.");
        var world = call.Environment.World;
        var planted = permissions
            .Distinct()
            .Select(permission => command.Grant(world, kind, context, authorized, permission))
            .ToList();
        foreach (var grant in planted)
            world.AddGrant(grant);
        var body = new GrantStates([.. planted.Select(g => GrantState.Of(g, world))]);
        return Reply.Json(200, body, ControlJson.Default.GrantStates);
    }

    private static ValueTask<Reply> Remove(ControlCall call)
    {
        var text = (string)call.Http.Request.RouteValues["id"]!;
        if (!Guid.TryParse(text, out var id) || !call.Environment.World.RemoveGrant(id))
            throw new ControlException($"There is no grant {text}.", StatusCodes.Status404NotFound);
        return ValueTask.FromResult(ControlCall.Done());
    }

    private static async ValueTask<Reply> PlantOutcomeAsync(ControlCall call)
    {
        var outcome = await call.ReadAsync(ControlJson.Default.PlantedOutcome);
        if (outcome.Problem is { } problem)
            throw new ControlException(problem);
        call.Environment.World.PermissionOperations.Plant(outcome);
        return ControlCall.Done();
    }
}
