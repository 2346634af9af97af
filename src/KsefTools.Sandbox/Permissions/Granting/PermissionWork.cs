using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.State.Grants;
using KsefTools.Sandbox.State.Time;

namespace KsefTools.Sandbox.Permissions.Granting;

/// <summary>Starts the operation that carries a grant or a revocation out.</summary>
internal static class PermissionWork
{
    /// <summary>Accepts the call: 202 with the operation's reference number.</summary>
    /// <param name="call">Asks for it.</param>
    /// <param name="work">Judges and carries out, at the operation's end and by what is true then.</param>
    public static Reply Accept(Call call, Func<PermissionOutcome> work)
    {
        var (settings, isToken) = (call.Environment.Settings, CallerRules.IsToken(call));
        var operation = new PermissionOperation(
            call.World.Numbers.Next("EG"),
            call.Bearer.Context,
            call.Now,
            () =>
                isToken && settings.GrantsByToken == TokenGrantRule.FailsLater
                    ? PermissionOutcome.NotEntitled("Token KSeF nie uprawnia do zarządzania uprawnieniami.")
                    : work()
        )
        {
            Underway = new Underway(
                call.Environment.Clock.Mark(),
                settings.PermissionDelay,
                settings.PermissionPolls,
                settings.PermissionSettlesUnpolled
            ),
        };
        call.World.PermissionOperations.Start(operation);
        var body = new AcceptedOperationBody(operation.ReferenceNumber);
        return Reply.Json(202, body, SandboxJson.Default.AcceptedOperationBody);
    }
}
