namespace KsefTools.Demo;

/// <summary>What a run over many clients took.</summary>
public sealed record RunFigures
{
    public required TimeSpan Took { get; init; }

    /// <summary>The least that the limit of sign-ins allows for the requests that were made.</summary>
    public required TimeSpan Bound { get; init; }

    /// <summary>All requests.</summary>
    public required int Requests { get; init; }

    /// <summary>Those that count against the limit of sign-ins.</summary>
    public required int Logins { get; init; }

    /// <summary>Answers with status 429.</summary>
    public required int TooManyRequests { get; init; }
}
