using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.Permissions.Granting;

/// <summary>GET /permissions/operations/{referenceNumber}: for any session of the context that asked for it.</summary>
internal static class OperationStatusOperations
{
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.Protected("GET", "/permissions/operations/{referenceNumber}", Status),
    ];

    private static ValueTask<Reply> Status(Call call)
    {
        var reference = call.RouteValue("referenceNumber");
        if (!Formats.IsReferenceNumber(reference))
            throw Refusals.Validation("referenceNumber: wymagane jest 36 znaków.");
        var store = call.World.PermissionOperations;
        if (store.Find(reference) is not { } operation || operation.Context != call.Bearer.Context)
            throw Refusals.Validation($"Operacja o numerze referencyjnym {reference} nie istnieje.");
        if (call.Now - operation.AcceptedAt > Retention)
            throw Refusals.Gone();
        var outcome = store.Poll(operation);
        var body = new OperationStatusBody(new StatusBody(outcome.Code, outcome.Description, outcome.Details));
        return ValueTask.FromResult(Reply.Json(200, body, SandboxJson.Default.OperationStatusBody));
    }
}
