using KsefTools.Core.Api;
using KsefTools.Core.Api.Requests;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Credentials;

/// <summary>The tokens of a session's context that KSeF lets the session see.</summary>
internal static class TokenList
{
    /// <summary>All pages.</summary>
    /// <exception cref="KsefApiException">KSeF could not be asked, or refused.</exception>
    /// <exception cref="SignInException">The session ended meanwhile.</exception>
    public static async Task<List<TokenMetadata>> ReadAsync(
        KsefSession session,
        TokenQuery query,
        CancellationToken cancellationToken
    ) =>
        await Paging
            .ByTokenAsync(
                "GET /tokens",
                async (token, cancel) =>
                {
                    var page = await session.SendAsync(
                        (access, stop) => session.Api.ListTokensAsync(access, query, token, stop),
                        cancel
                    );
                    return (page.Tokens, page.ContinuationToken);
                },
                token => token.ReferenceNumber,
                cancellationToken
            )
            .ToListAsync(cancellationToken);
}
