using System.Collections.Concurrent;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.State;

/// <summary>
/// Tokens by reference number and by secret. What is due to be Active or Revoked becomes it when somebody looks.
/// </summary>
internal sealed class TokenStore(SandboxClock clock)
{
    private readonly ConcurrentDictionary<string, TokenRecord> byReference = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> referenceBySecret = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<ContextIdentifier, ConcurrentQueue<string>> referencesByContext = new();

    public IEnumerable<TokenRecord> All => byReference.Keys.Select(Find).OfType<TokenRecord>();

    /// <summary>Tokens of one context, without looking at all others: lists are asked for by every client.</summary>
    public IEnumerable<TokenRecord> Of(ContextIdentifier context) =>
        referencesByContext.TryGetValue(context, out var references)
            ? references.Select(Find).OfType<TokenRecord>()
            : [];

    public void Add(TokenRecord token)
    {
        if (!referenceBySecret.TryAdd(token.Secret, token.ReferenceNumber))
            throw new ArgumentException("Another token has this secret.", nameof(token));
        if (byReference.TryAdd(token.ReferenceNumber, token))
        {
            referencesByContext.GetOrAdd(token.Context, static _ => []).Enqueue(token.ReferenceNumber);
            return;
        }

        referenceBySecret.TryRemove(token.Secret, out _);
        throw new ArgumentException($"Token {token.ReferenceNumber} exists.", nameof(token));
    }

    public TokenRecord? Find(string reference) =>
        byReference.GetValueOrDefault(reference) is not { } token ? null
        : IsDue(token) ? Update(reference, Settled)
        : token;

    public TokenRecord? FindBySecret(string secret) =>
        referenceBySecret.TryGetValue(secret, out var reference) ? Find(reference) : null;

    public TokenRecord? Update(string reference, Func<TokenRecord, TokenRecord> change)
    {
        while (byReference.TryGetValue(reference, out var before))
        {
            var after = change(Settled(before)) with
            {
                ReferenceNumber = before.ReferenceNumber,
                Secret = before.Secret,
                Context = before.Context,
            };
            if (byReference.TryUpdate(reference, after, before))
                return after;
        }

        return null;
    }

    private bool IsDue(TokenRecord token) => token.Underway?.IsOver(clock) == true;

    private TokenRecord Settled(TokenRecord token) =>
        !IsDue(token)
            ? token
            : token with
            {
                Underway = null,
                Status = token.Status switch
                {
                    TokenStatus.Pending => TokenStatus.Active,
                    TokenStatus.Revoking => TokenStatus.Revoked,
                    var other => other,
                },
            };

    public void Clear()
    {
        byReference.Clear();
        referenceBySecret.Clear();
        referencesByContext.Clear();
    }
}
