namespace KsefTools.Core.Api.Status;

/// <summary>What the Ministry's status page says (its GET /status).</summary>
public sealed record StatusReport
{
    /// <summary><c>AVAILABLE</c>, <c>MAINTENANCE</c>, <c>FAILURE</c> or <c>TOTAL_FAILURE</c>.</summary>
    public required string Status { get; init; }

    /// <summary>What is announced; the page leaves it out where all is well.</summary>
    public IReadOnlyList<StatusMessage>? Messages { get; init; }

    /// <summary>Whether KSeF is out of service by the Ministry's own word.</summary>
    public bool IsOutage => Status is "MAINTENANCE" or "FAILURE" or "TOTAL_FAILURE";
}
