using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.SignIn;

namespace KsefTools.Sandbox.Tokens;

/// <summary>POST /tokens, GET and DELETE /tokens/{referenceNumber}.</summary>
internal static class TokenOperations
{
    public static readonly IReadOnlyList<Operation> All =
    [
        Operation.Protected("POST", "/tokens", CreateAsync),
        Operation.Protected("GET", "/tokens/{referenceNumber}", Read),
        Operation.Protected("DELETE", "/tokens/{referenceNumber}", Revoke),
    ];

    private static async ValueTask<Reply> CreateAsync(Call call)
    {
        var bearer = call.Bearer;
        if (bearer.Category == SignInCategory.Token)
            throw Refusals.MethodNotAllowed(bearer.Category);
        var request = await call.ReadBodyAsync(SandboxJson.Default.CreateTokenRequest);
        var permissions = CreateTokenValidator.Validate(request);
        if (bearer.Context.Type is not (ContextIdentifierType.Nip or ContextIdentifierType.InternalId))
            throw Refusals.ContextCannotHaveTokens(bearer.Context.Type);
        var missing = permissions.Except(call.World.RightsOf(bearer.Subject, bearer.Context)).ToList();
        if (missing.Count > 0)
            throw Refusals.PermissionNotHeld(missing);

        var token = call.World.CreateToken(
            new NewToken(bearer.Context, bearer.Subject, permissions)
            {
                Description = request.Description!,
                Status = TokenStatus.Pending,
                Underway = TokenLife.Begin(call.Environment),
            }
        );
        var body = new CreatedTokenBody(token.ReferenceNumber, token.Secret);
        return Reply.Json(202, body, SandboxJson.Default.CreatedTokenBody);
    }

    private static ValueTask<Reply> Read(Call call)
    {
        var token = Find(call, TokenVisibility.CanRead);
        call.World.UpdateToken(token.ReferenceNumber, TokenLife.AfterRead);
        var body = TokenBody.Of(token, call.Environment);
        return ValueTask.FromResult(Reply.Json(200, body, SandboxJson.Default.TokenBody));
    }

    private static ValueTask<Reply> Revoke(Call call)
    {
        var token = Find(call, (c, token) => TokenVisibility.CanRevoke(c.World, c.Bearer, token));
        if (token.Status != TokenStatus.Active)
            throw Refusals.Validation($"Token {token.ReferenceNumber} nie jest aktywny.");
        call.World.UpdateToken(
            token.ReferenceNumber,
            t => t with { Status = TokenStatus.Revoking, Underway = TokenLife.Begin(call.Environment) }
        );
        return ValueTask.FromResult(Reply.Empty(204));
    }

    private static TokenRecord Find(Call call, Func<Call, TokenRecord, bool> may)
    {
        var reference = call.RouteValue("referenceNumber");
        if (!Formats.IsReferenceNumber(reference))
            throw Refusals.Validation("referenceNumber: wymagane jest 36 znaków.");
        var token = call.World.FindToken(reference);
        // Another context's token is as unknown here as one that never was.
        if (token is null || token.Context != call.Bearer.Context)
            throw Refusals.Validation($"Token o numerze referencyjnym {reference} nie istnieje.");
        return may(call, token) ? token : throw Refusals.NoAccessToResource();
    }
}
