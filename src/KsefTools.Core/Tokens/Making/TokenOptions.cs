using System.Security.Cryptography;

namespace KsefTools.Core.Tokens.Making;

/// <summary>How tokens are made, rotated and revoked.</summary>
public sealed record TokenOptions
{
    /// <summary>Clients worked on at the same time.</summary>
    public int ThrottleLimit { get; init; } = 32;

    /// <summary>The first pause between two questions; each later one is half as long again.</summary>
    public TimeSpan PollDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause between two questions.</summary>
    public TimeSpan MaxPollDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a token may take to become active, or to be gone, before this run leaves it to the
    /// next.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long after an order whose answer was lost KSeF's list may still not show what it made.</summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Asks a person before anything is changed; null for yes.</summary>
    public Func<TokenIntent, CancellationToken, Task<bool>>? Confirm { get; init; }

    /// <summary>Told after every client, from whatever thread was at work: done, of how many, and its name.</summary>
    public Action<int, int, string>? Progress { get; init; }

    /// <summary>Told what went wrong beside the tokens.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>Told of each step once it is on disk.</summary>
    public IProgress<string>? Steps { get; init; }

    /// <summary>Tells one token from all others in its description: ten hexadecimal digits.</summary>
    public Func<string> NewTag { get; init; } = () => RandomNumberGenerator.GetHexString(10, lowercase: true);
}
