using KsefTools.Sandbox.Http;

namespace KsefTools.Sandbox.Tokens;

/// <summary>GET /tokens.</summary>
internal static class TokenQueryOperations
{
    public static readonly IReadOnlyList<Operation> All = [Operation.Protected("GET", "/tokens", Query)];

    private static ValueTask<Reply> Query(Call call)
    {
        var tokens = call
            .World.Tokens.Where(token => TokenVisibility.CanSee(call.World, call.Bearer, token))
            .OrderByDescending(token => token.DateCreated)
            .ThenBy(token => token.ReferenceNumber, StringComparer.Ordinal);
        var body = new TokenListBody(null, [.. tokens.Select(t => TokenBody.Of(t, call.Environment))]);
        return ValueTask.FromResult(Reply.Json(200, body, SandboxJson.Default.TokenListBody));
    }
}
