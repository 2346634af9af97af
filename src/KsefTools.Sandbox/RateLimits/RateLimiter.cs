using System.Collections.Concurrent;
using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.RateLimits;

/// <summary>All counts of one environment.</summary>
internal sealed class RateLimiter
{
    private readonly ConcurrentDictionary<Key, SlidingWindows> counts = new();
    private readonly ConcurrentDictionary<ContextIdentifier, RateLimitTable> overrides = new();

    /// <summary>Limits in force in a context.</summary>
    public RateLimitTable LimitsOf(ContextIdentifier context) =>
        overrides.GetValueOrDefault(context) ?? RateLimitTable.Production;

    public void Override(ContextIdentifier context, RateLimitTable limits) => overrides[context] = limits;

    public void RemoveOverride(ContextIdentifier context) => overrides.TryRemove(context, out _);

    /// <summary>Counts the call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="context">Context of its bearer; null where the operation takes none.</param>
    /// <exception cref="RefusalException">429.</exception>
    public void Take(Call call, ContextIdentifier? context)
    {
        var scope = call.Environment.Settings.Limits;
        if (scope == LimitScope.Off)
            return;
        var anonymous = call.Operation.Group == RateGroup.Anonymous;
        var key = anonymous
            ? new Key(null, call.ClientIp, scope == LimitScope.Shared ? null : call.Operation.Name)
            : new Key(context, call.ClientIp, call.Operation.Name);
        var limit = anonymous ? RateLimit.Anonymous : LimitOf(context);
        var verdict = counts.GetOrAdd(key, static _ => new SlidingWindows()).Take(call.Now, limit.Windows);
        if (verdict is not null)
            throw Refusals.TooMany(verdict);
    }

    public void Clear()
    {
        counts.Clear();
        overrides.Clear();
    }

    private RateLimit LimitOf(ContextIdentifier? context) =>
        (context is null ? RateLimitTable.Production : LimitsOf(context)).Other;

    private sealed record Key(ContextIdentifier? Context, string Ip, string? Operation);
}
