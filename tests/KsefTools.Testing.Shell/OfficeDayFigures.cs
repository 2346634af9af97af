namespace KsefTools.Testing.Shell;

/// <summary>What an office's day took.</summary>
public sealed record OfficeDayFigures
{
    public required string PowerShell { get; init; }

    /// <summary>By step.</summary>
    public required IReadOnlyDictionary<string, double> Seconds { get; init; }

    /// <summary>How many entries each step added to <c>$Error</c>.</summary>
    public required IReadOnlyDictionary<string, int> Errors { get; init; }

    /// <summary>Those entries.</summary>
    public required IReadOnlyList<string> Leftovers { get; init; }

    /// <summary>The most memory that PowerShell had.</summary>
    public required double PeakMiB { get; init; }
}
