using KsefTools.Sandbox.State;

namespace KsefTools.Sandbox.Tokens;

/// <summary>How a token changes its status by itself.</summary>
internal static class TokenLife
{
    /// <summary>After a read of its status: one read nearer to Active or Revoked.</summary>
    public static TokenRecord AfterRead(TokenRecord token)
    {
        if (token.ReadsToSettle is not { } reads || Goal(token.Status) is not { } goal)
            return token;
        return reads > 1
            ? token with
            {
                ReadsToSettle = reads - 1,
            }
            : token with
            {
                ReadsToSettle = null,
                Status = goal,
            };
    }

    /// <summary>After a revocation.</summary>
    public static TokenRecord Revoked(TokenRecord token, int readsToSettle) =>
        readsToSettle > 0
            ? token with
            {
                Status = TokenStatus.Revoking,
                ReadsToSettle = readsToSettle,
            }
            : token with
            {
                Status = TokenStatus.Revoked,
                ReadsToSettle = null,
            };

    private static TokenStatus? Goal(TokenStatus status) =>
        status switch
        {
            TokenStatus.Pending => TokenStatus.Active,
            TokenStatus.Revoking => TokenStatus.Revoked,
            _ => null,
        };
}
