using KsefTools.Sandbox.Http;

namespace KsefTools.Sandbox.Tokens;

/// <summary>GET /tokens: newest first, page by page.</summary>
internal static class TokenQueryOperations
{
    public static readonly IReadOnlyList<Operation> All = [Operation.Protected("GET", "/tokens", Query)];

    private static ValueTask<Reply> Query(Call call)
    {
        var filter = TokenFilter.Read(call);
        var visible = call
            .World.TokensOf(call.Bearer.Context)
            .Where(token => filter.Fits(token) && TokenVisibility.CanSee(call.World, call.Bearer, token));
        var page = Page.Take(call, visible, token => token.DateCreated, token => token.ReferenceNumber);
        var body = new TokenListBody(page.Continuation, [.. page.Items.Select(t => TokenBody.Of(t, call.Environment))]);
        return ValueTask.FromResult(Reply.Json(200, body, SandboxJson.Default.TokenListBody));
    }
}
