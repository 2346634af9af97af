namespace KsefTools.Core.Api;

/// <summary>
/// How the client behaves. The defaults suit the published limits (<c>policy.throttle</c> of office.yaml).
/// </summary>
public sealed record KsefApiOptions
{
    /// <summary>How the limit of the unauthenticated calls is counted.</summary>
    public LoginLimitScope LoginLimitScope { get; init; } = LoginLimitScope.Shared;

    /// <summary>The published limit of the unauthenticated calls, per IP address.</summary>
    public RateLimitValues LoginLimit { get; init; } = new(60, null, null);

    /// <summary>The published limit of every protected endpoint without a row of its own, per context.</summary>
    public RateLimitValues OtherLimit { get; init; } = new(10, 30, 120);

    /// <summary>
    /// The share of a published limit that is used, above 0 and at most 1: one of the 60 sign-in calls a second is left
    /// to another program of the same office.
    /// </summary>
    public double LimitShare { get; init; } = 0.985;

    /// <summary>
    /// A folder in which all processes of this user on this machine count the unauthenticated calls together; made, for
    /// its owner alone, where it is missing. Null where this process counts alone.
    /// </summary>
    public string? LimitsFolder { get; init; }

    /// <summary>
    /// The longest that one request waits for its turn, and for a <c>Retry-After</c>, before it gives up.
    /// </summary>
    public TimeSpan MaxThrottleWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one attempt of one request may take.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a call that may be repeated is repeated after no answer or a server error.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>The pause before the first repetition; it doubles each time, and chance spreads it.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    public int MaxConnections { get; init; } = 32;

    /// <summary>An answer larger than this many bytes is refused.</summary>
    public int MaxResponseBytes { get; init; } = 8 * 1024 * 1024;
}
