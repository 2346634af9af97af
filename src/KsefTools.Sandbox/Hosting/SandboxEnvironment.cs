using KsefTools.Sandbox.Auth.Jwt;
using KsefTools.Sandbox.Certificates.Issuers;
using KsefTools.Sandbox.Counting;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Keys;
using KsefTools.Sandbox.Limits;
using KsefTools.Sandbox.RateLimits;
using KsefTools.Sandbox.State;

namespace KsefTools.Sandbox.Hosting;

/// <summary>
/// One environment of the sandbox: own world, keys, limits and settings, the clock shared with the others.
/// </summary>
public sealed class SandboxEnvironment
{
    /// <summary>commonName of the main environment's KSeF.</summary>
    internal const string MainAuthority = "Sandbox CCK KSeF";

    private readonly SandboxSettings initial;
    private readonly Lazy<CertificateAuthority> authority;
    private volatile CertificateAuthority? keptAuthority;
    private volatile SandboxSettings settings;

    internal SandboxEnvironment(
        string name,
        string basePath,
        SandboxClock clock,
        SandboxOptions options,
        QualifiedIssuer qualified,
        int number
    )
    {
        Name = name;
        BasePath = basePath;
        Clock = clock;
        Qualified = qualified;
        World = new World(clock, options.Seed is { } seed ? seed + number : null);
        initial = new SandboxSettings { PollsInProgress = options.PollsInProgress, Limits = options.Limits };
        options.Configure?.Invoke(initial);
        settings = initial with { };
        Keys = new KeyRing(clock, name, poolStart: number * 1000);
        authority = new(() =>
            new CertificateAuthority(number == 0 ? MainAuthority : $"Sandbox {name.ToUpperInvariant()} CCK KSeF")
        );
        Jwt = new JwtIssuer(World, $"ksef-sandbox-{name}");
    }

    /// <summary><c>main</c> or <c>test</c>.</summary>
    public string Name { get; }

    /// <summary><c>/v2</c> or <c>/test/v2</c>.</summary>
    public string BasePath { get; }

    public World World { get; }

    public SandboxClock Clock { get; }

    public SandboxSettings Settings
    {
        get => settings;
        set => settings = value;
    }

    public Counters Counters { get; } = new();

    public FaultRules Faults { get; } = new();

    /// <summary>How often the status page was asked for.</summary>
    public int LighthouseVisits { get; internal set; }

    /// <summary>The issuer that every environment of the sandbox trusts.</summary>
    public QualifiedIssuer Qualified { get; }

    internal LimitStore Limits { get; } = new();

    internal KeyRing Keys { get; }

    /// <summary>Issues this environment's KSeF certificates; like the keys it outlives a reset.</summary>
    internal CertificateAuthority Authority => keptAuthority ?? authority.Value;

    /// <summary>Issues from now on by a key that was kept.</summary>
    internal void TakeOver(AuthorityKey key) => keptAuthority = new CertificateAuthority(key);

    internal JwtIssuer Jwt { get; }

    internal RateLimiter RateLimiter { get; } = new();

    /// <summary>Empties the environment and takes back every setting, fault, limit and count. Keys stay.</summary>
    public void Reset()
    {
        World.Clear();
        Faults.Clear();
        RateLimiter.Clear();
        Limits.Clear();
        Counters.Reset();
        LighthouseVisits = 0;
        Settings = initial with { };
    }
}
