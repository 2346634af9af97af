namespace KsefTools.Core.Api.RateLimits;

/// <summary>A gate of this process alone.</summary>
internal sealed class OwnGate : IGateStore
{
    private readonly Lock _lock = new();
    private readonly GateState _state = new();

    /// <inheritdoc/>
    public bool TryUse<T>(Func<GateState, T> work, out T result)
    {
        lock (_lock)
            result = work(_state);
        return true;
    }
}
