namespace KsefTools.Sandbox.Tests.Support;

/// <summary>
/// Time that never goes on: underneath the sandbox's clock, so that nothing ends but by the test's hand.
/// </summary>
internal sealed class StoppedClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
}
