namespace KsefTools.Core.Api.Status;

/// <summary>One announcement of the Ministry's status page.</summary>
public sealed record StatusMessage
{
    public string? Title { get; init; }

    public string? Text { get; init; }

    public DateTimeOffset? Start { get; init; }

    /// <summary>Null where the end is not known.</summary>
    public DateTimeOffset? End { get; init; }
}
