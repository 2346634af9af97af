namespace KsefTools.Core.Access.Ending;

/// <summary>How accesses are ended.</summary>
public sealed record AccessEndOptions
{
    /// <summary>Clients worked on at the same time.</summary>
    public int ThrottleLimit { get; init; } = 32;

    /// <summary>Plans alone: nothing is changed in KSeF, vault or files.</summary>
    public bool OnlyPlan { get; init; }

    /// <summary>Where somebody leaves: whether the office's last working access to a client may go, too.</summary>
    public bool Force { get; init; }

    /// <summary>Where somebody leaves: whether the office's tokens get successors, and only then end.</summary>
    public bool Replace { get; init; }

    /// <summary>Whether certificates of type Offline are revoked as well: QR codes on sent paper break.</summary>
    public bool IncludeOffline { get; init; }

    /// <summary>Where letters go to clients who have to end something themselves; null for none.</summary>
    public string? LetterFolder { get; init; }

    /// <summary>Where the evidence goes; null for none.</summary>
    public string? EvidenceFolder { get; init; }

    /// <summary>The first pause between two questions; each later one is half as long again.</summary>
    public TimeSpan PollDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause between two questions.</summary>
    public TimeSpan MaxPollDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long KSeF may take before this run leaves it to the next.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Asks a person before anything of a client is changed; null for yes.</summary>
    public Func<KsefAccessEnd, CancellationToken, Task<bool>>? Confirm { get; init; }

    /// <summary>Told after every client, from whatever thread was at work: done, of how many, and its name.</summary>
    public Action<int, int, string>? Progress { get; init; }

    /// <summary>Told what went wrong beside the accesses.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>Told of each step once it is on disk.</summary>
    public IProgress<string>? Steps { get; init; }
}
