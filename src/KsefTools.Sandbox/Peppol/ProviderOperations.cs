using KsefTools.Sandbox.Http;

namespace KsefTools.Sandbox.Peppol;

/// <summary>GET /peppol/query: the providers that have signed in so far, for anybody.</summary>
internal static class ProviderOperations
{
    public static readonly IReadOnlyList<Operation> All = [Operation.Open("GET", "/peppol/query", Query)];

    private static ValueTask<Reply> Query(Call call)
    {
        var page = OffsetPage.Take(call, call.World.PeppolProviders.All, p => p.DateCreated, p => p.Id);
        var body = new ProvidersBody(page.Items, page.HasMore);
        return ValueTask.FromResult(Reply.Json(200, body, SandboxJson.Default.ProvidersBody));
    }
}
