namespace KsefTools.Core.Permissions;

/// <summary>How patiently to wait for a grant or a revocation.</summary>
public sealed record PermissionOptions
{
    /// <summary>The pause after the first "in progress"; later ones are longer by half each.</summary>
    public TimeSpan PollDelay { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan MaxPollDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait in one run. KSeF has been seen to take 30 minutes: a later run goes on.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long after a call whose answer was lost its effect may still have to show.</summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(20);
}
