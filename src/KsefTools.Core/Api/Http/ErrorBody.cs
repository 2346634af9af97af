namespace KsefTools.Core.Api.Http;

/// <summary>What could be read of an error's body.</summary>
internal sealed record ErrorBody
{
    /// <summary>No JSON object: a proxy wrote it, or nobody.</summary>
    internal static ErrorBody Foreign { get; } = new();

    public bool IsOfContract { get; init; }

    public int? Code { get; init; }

    public IReadOnlyList<string> Details { get; init; } = [];

    public string? ReasonCode { get; init; }

    public IReadOnlyList<string>? PresentPermissions { get; init; }

    public string? TraceId { get; init; }
}
