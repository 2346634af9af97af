namespace KsefTools.Demo.Leaving;

/// <summary>What became of somebody who left, and of one token that was rotated.</summary>
public sealed record LeavingReport
{
    /// <summary>The leaver's rows of the matrix before.</summary>
    public required IReadOnlyList<KsefAccess> Found { get; init; }

    public required IReadOnlyList<KsefAccessEnd> Ends { get; init; }

    /// <summary>The leaver's rows afterwards.</summary>
    public required IReadOnlyList<KsefAccess> Left { get; init; }

    /// <summary>The rotated token; null where the office may make none.</summary>
    public KsefTokenChange? Rotation { get; init; }

    /// <summary>What the first reading of the matrix took.</summary>
    public required RunFigures Matrix { get; init; }

    /// <summary>What the end of the leaver's access took.</summary>
    public required RunFigures Ending { get; init; }
}
