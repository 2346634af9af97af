namespace KsefTools.Core.Reports.Data;

/// <summary>One credential of a client of a report.</summary>
internal sealed record ReportCredential
{
    public int? Kind { get; init; }

    public string? Secret { get; init; }

    public string? Identity { get; init; }

    public string? Reference { get; init; }

    public string? Serial { get; init; }

    public DateTimeOffset? Created { get; init; }

    public DateTimeOffset? LastUsed { get; init; }

    public DateTimeOffset? ValidTo { get; init; }

    public required IReadOnlyList<string> Permissions { get; init; }
}
