namespace KsefTools.Core.Conversion;

/// <summary>How clients are moved from tokens to certificates.</summary>
public sealed record ConversionOptions
{
    /// <summary>The office's identity by its name in office.yaml; null for its seal, else its only one.</summary>
    public string? Identity { get; init; }

    /// <summary>Only looks: reads what is there and says what would be done.</summary>
    public bool OnlyPlan { get; init; }

    /// <summary>Revokes tokens that a proven certificate has replaced.</summary>
    public bool RevokeToken { get; init; }

    /// <summary>For how many days after the switch a token is kept as the way back.</summary>
    public int AfterDays { get; init; }

    /// <summary>
    /// Takes the client's own certificate where nothing else leads there. It may do everything at the client.
    /// </summary>
    public bool AllowOwnCertificate { get; init; }

    /// <summary>Where letters to clients go; null for none.</summary>
    public string? RequestFolder { get; init; }

    /// <summary>Clients worked on at the same time.</summary>
    public int ThrottleLimit { get; init; } = 32;

    /// <summary>
    /// How long a grant may take to be decided and to have effect before this run leaves it to the next.
    /// </summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The first pause between two questions; each later one is half as long again.</summary>
    public TimeSpan PollDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause between two questions.</summary>
    public TimeSpan MaxPollDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Asks a person before anything is changed for a client; null for yes.</summary>
    public Func<KsefConversion, CancellationToken, Task<bool>>? Confirm { get; init; }

    /// <summary>Told after every client, from whatever thread was at work: done, of how many, and its name.</summary>
    public Action<int, int, string>? Progress { get; init; }

    /// <summary>Told what went wrong beside the clients.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>Told of each step once it is on disk.</summary>
    public IProgress<string>? Steps { get; init; }
}
