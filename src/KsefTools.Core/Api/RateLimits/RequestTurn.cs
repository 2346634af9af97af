using System.Threading.RateLimiting;

namespace KsefTools.Core.Api.RateLimits;

/// <summary>One request's place in every window of its gate.</summary>
internal sealed class RequestTurn(CancellationToken stopping) : IDisposable
{
    private readonly List<(WindowLimiter Limiter, RateLimitLease Lease)> _leases = [];

    /// <summary>The answer has come: the windows count from now.</summary>
    public void Dispose()
    {
        foreach (var (limiter, lease) in _leases)
            _ = limiter.ReleaseLaterAsync(lease, stopping);
        _leases.Clear();
    }

    internal void Add(WindowLimiter limiter, RateLimitLease lease) => _leases.Add((limiter, lease));

    /// <summary>Nothing was sent: somebody else may have the place at once.</summary>
    internal void GiveBack()
    {
        foreach (var (_, lease) in _leases)
            lease.Dispose();
        _leases.Clear();
    }
}
