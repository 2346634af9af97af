using System.Collections.Concurrent;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.State;

/// <summary>Tokens by reference number and by secret.</summary>
internal sealed class TokenStore
{
    private readonly ConcurrentDictionary<string, TokenRecord> byReference = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> referenceBySecret = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<ContextIdentifier, ConcurrentQueue<string>> referencesByContext = new();

    public IEnumerable<TokenRecord> All => byReference.Values;

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

    public TokenRecord? Find(string reference) => byReference.GetValueOrDefault(reference);

    public TokenRecord? FindBySecret(string secret) =>
        referenceBySecret.TryGetValue(secret, out var reference) ? Find(reference) : null;

    public TokenRecord? Update(string reference, Func<TokenRecord, TokenRecord> change)
    {
        while (byReference.TryGetValue(reference, out var before))
        {
            var after = change(before) with
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

    public void Clear()
    {
        byReference.Clear();
        referenceBySecret.Clear();
        referencesByContext.Clear();
    }
}
