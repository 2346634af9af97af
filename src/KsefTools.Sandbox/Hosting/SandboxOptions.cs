using KsefTools.Sandbox.RateLimits;

namespace KsefTools.Sandbox.Hosting;

/// <summary>How to start a sandbox.</summary>
public sealed record SandboxOptions
{
    /// <summary>Port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Time underneath the sandbox's movable clock; null: the system's.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>Changes what both environments begin with, and come back to at a reset.</summary>
    public Action<SandboxSettings>? Configure { get; init; }

    /// <summary>Makes reference numbers and secrets the same in every run; null: random.</summary>
    public int? Seed { get; init; }

    /// <summary>See <see cref="SandboxSettings.PollsInProgress"/>; for both environments.</summary>
    public int PollsInProgress { get; init; }

    /// <summary>
    /// See <see cref="SandboxSettings.Limits"/>; for both environments. Off in process, where most tests are about
    /// something else;
    /// <c>serve</c> switches them on.
    /// </summary>
    public LimitScope Limits { get; init; } = LimitScope.Off;
}
