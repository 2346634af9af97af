using KsefTools.Core.Api.Requests;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Credentials;

/// <summary>The tokens of a session's context that KSeF lets the session see.</summary>
internal static class TokenList
{
    /// <summary>All pages.</summary>
    /// <exception cref="Api.KsefApiException">KSeF could not be asked, or refused.</exception>
    /// <exception cref="SignInException">The session ended meanwhile.</exception>
    public static async Task<List<TokenMetadata>> ReadAsync(
        KsefSession session,
        TokenQuery query,
        CancellationToken cancellationToken
    )
    {
        var tokens = new List<TokenMetadata>();
        string? continuation = null;
        do
        {
            var page = await session.SendAsync(
                (access, cancel) => session.Api.ListTokensAsync(access, query, continuation, cancel),
                cancellationToken
            );
            tokens.AddRange(page.Tokens);
            // An empty page ends the list whatever else it says, so that no answer can hold us forever.
            continuation = page.Tokens.Count == 0 ? null : page.ContinuationToken;
        } while (!string.IsNullOrEmpty(continuation));
        return tokens;
    }
}
