namespace KsefTools;

/// <summary>An environment to which this user's secrets may be sent.</summary>
public sealed record KsefAllowedEnvironment
{
    /// <summary><c>production</c>, <c>demo</c>, <c>test</c> or the address.</summary>
    public required string Name { get; init; }

    /// <summary>Where requests go.</summary>
    public required string Address { get; init; }

    /// <summary>When this user approved it, in UTC; null for the Ministry's, and for this machine's.</summary>
    public DateTimeOffset? ApprovedAt { get; init; }
}
