namespace KsefTools.Demo;

/// <summary>What an audit said and what it took.</summary>
public sealed record AuditReport
{
    public required IReadOnlyList<KsefTokenTestResult> Results { get; init; }

    public required RunFigures Figures { get; init; }
}
