using System.Threading.RateLimiting;

namespace KsefTools.Core.Api.RateLimits;

/// <summary>One request's place in every window of its gate.</summary>
internal sealed class RequestTurn(
    List<(WindowLimiter Limiter, RateLimitLease Lease)> leases,
    CancellationToken stopping
) : IDisposable
{
    /// <summary>The answer has come: the windows count from now.</summary>
    public void Dispose()
    {
        foreach (var (limiter, lease) in leases)
            _ = limiter.ReleaseLaterAsync(lease, stopping);
        leases.Clear();
    }

    /// <summary>Nothing was sent: somebody else may have the place at once.</summary>
    internal void GiveBack()
    {
        foreach (var (_, lease) in leases)
            lease.Dispose();
        leases.Clear();
    }
}
