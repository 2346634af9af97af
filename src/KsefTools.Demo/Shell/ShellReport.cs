namespace KsefTools.Demo.Shell;

/// <summary>What the module said in PowerShell.</summary>
public sealed record ShellReport
{
    /// <summary>The version of PowerShell.</summary>
    public required string PowerShell { get; init; }

    /// <summary>How long the audit took.</summary>
    public required double Seconds { get; init; }

    /// <summary>One for each row of the spreadsheet.</summary>
    public required IReadOnlyList<KsefImportResult> Imported { get; init; }

    /// <summary>One for each client.</summary>
    public required IReadOnlyList<KsefTokenTestResult> Results { get; init; }
}
