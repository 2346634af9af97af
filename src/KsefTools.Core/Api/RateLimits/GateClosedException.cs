namespace KsefTools.Core.Api.RateLimits;

/// <summary>A gate stays closed for longer than somebody would wait.</summary>
/// <param name="wait">How long, as far as it is known.</param>
internal sealed class GateClosedException(TimeSpan wait) : Exception
{
    public TimeSpan Wait { get; } = wait;
}
