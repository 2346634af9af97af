using KsefTools.Sandbox.Auth;
using KsefTools.Sandbox.Keys;
using KsefTools.Sandbox.State;

namespace KsefTools.Sandbox.Hosting;

/// <summary>One environment of the sandbox: own world, keys and settings, the clock shared with the others.</summary>
public sealed class SandboxEnvironment
{
    internal SandboxEnvironment(string name, string basePath, SandboxClock clock, SandboxOptions options, int number)
    {
        Name = name;
        BasePath = basePath;
        Clock = clock;
        World = new World(clock, options.Seed is { } seed ? seed + number : null);
        Settings = new SandboxSettings { PollsInProgress = options.PollsInProgress };
        Keys = new KeyRing(clock, name, poolStart: number * 1000);
        Jwt = new JwtIssuer(World, $"ksef-sandbox-{name}");
    }

    /// <summary><c>main</c> or <c>test</c>.</summary>
    public string Name { get; }

    /// <summary><c>/v2</c> or <c>/test/v2</c>.</summary>
    public string BasePath { get; }

    public World World { get; }

    public SandboxClock Clock { get; }

    public SandboxSettings Settings { get; }

    internal KeyRing Keys { get; }

    internal JwtIssuer Jwt { get; }
}
