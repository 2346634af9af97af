namespace KsefTools.Demo.Conversion;

/// <summary>What a plan or a conversion came to, client by client, and what it took.</summary>
public sealed record ConversionReport
{
    public required IReadOnlyList<KsefConversion> Results { get; init; }

    public required RunFigures Figures { get; init; }

    /// <summary>The groups in a line each, as the cmdlet tells them.</summary>
    public required IReadOnlyList<string> Lines { get; init; }
}
