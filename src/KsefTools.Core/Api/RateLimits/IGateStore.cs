namespace KsefTools.Core.Api.RateLimits;

/// <summary>Where a gate's state is, and who shares it.</summary>
internal interface IGateStore
{
    /// <summary>Works on the state with nobody else at it. Short: others wait.</summary>
    /// <returns>False where somebody else is at it just now; nothing was done.</returns>
    bool TryUse<T>(Func<GateState, T> work, out T result);
}
