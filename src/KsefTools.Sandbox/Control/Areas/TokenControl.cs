using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Time;
using KsefTools.Sandbox.Tokens;

namespace KsefTools.Sandbox.Control.Areas;

/// <summary>GET and POST tokens, PATCH tokens/{reference}.</summary>
internal static class TokenControl
{
    public static readonly IReadOnlyList<ControlAction> All =
    [
        new("GET", "/tokens", List),
        new("POST", "/tokens", CreateAsync),
        new("PATCH", "/tokens/{referenceNumber}", ChangeAsync),
    ];

    private static ValueTask<Reply> List(ControlCall call)
    {
        var tokens = call
            .Environment.World.Tokens.OrderByDescending(t => t.DateCreated)
            .Select(t => TokenBody.Of(t, call.Environment));
        var body = new TokenListBody(null, [.. tokens]);
        return ValueTask.FromResult(Reply.Json(200, body, SandboxJson.Default.TokenListBody));
    }

    private static async ValueTask<Reply> CreateAsync(ControlCall call)
    {
        var command = await call.ReadAsync(ControlJson.Default.CreateTokenCommand);
        var context = command.Context ?? throw new ControlException("context is needed: { type, value }.");
        var permissions = command.Permissions ?? throw new ControlException("permissions is needed: a list.");
        var author =
            command.Author
            ?? (context.OwnerNip is { } nip ? SubjectIdentifier.Nip(nip) : null)
            ?? throw new ControlException("author is needed for this context: { type, value }.");
        var token = call.Environment.World.CreateToken(
            new NewToken(context, author, permissions)
            {
                Description = command.Description ?? NewToken.UsualDescription,
                Status = command.Status ?? TokenStatus.Active,
                EffectivePermissions = command.EffectivePermissions,
            }
        );
        var body = new CreatedToken(token.ReferenceNumber, token.Secret);
        return Reply.Json(200, body, ControlJson.Default.CreatedToken);
    }

    private static async ValueTask<Reply> ChangeAsync(ControlCall call)
    {
        var reference = (string)call.Http.Request.RouteValues["referenceNumber"]!;
        var command = await call.ReadAsync(ControlJson.Default.ChangeTokenCommand);
        var underway = command is { ReadsToSettle: null, SettlesAfterSeconds: null }
            ? null
            : new Underway(
                call.Environment.Clock.Mark(),
                TimeSpan.FromSeconds(command.SettlesAfterSeconds ?? 0),
                command.ReadsToSettle ?? 0
            );
        var token =
            call.Environment.World.UpdateToken(
                reference,
                t =>
                    t with
                    {
                        Status = command.Status ?? t.Status,
                        EffectivePermissions = command.EffectivePermissions ?? t.EffectivePermissions,
                        Underway = underway ?? (command.Status is null ? t.Underway : null),
                    }
            ) ?? throw new ControlException($"There is no token {reference}.", StatusCodes.Status404NotFound);
        return Reply.Json(200, TokenBody.Of(token, call.Environment), SandboxJson.Default.TokenBody);
    }
}
