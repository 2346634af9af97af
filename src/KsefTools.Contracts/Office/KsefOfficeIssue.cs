namespace KsefTools;

/// <summary>One thing that the lint of an office found, with the place in the person's file.</summary>
public sealed record KsefOfficeIssue
{
    public required OfficeIssueCode Code { get; init; }

    public required FindingSeverity Severity { get; init; }

    public required string Message { get; init; }

    public string? Remedy { get; init; }

    public string? Nip { get; init; }

    public string? Path { get; init; }

    /// <summary>Counted from 1; null where the issue is not about a place in a file.</summary>
    public int? Line { get; init; }

    /// <summary>Counted from 1; null where the issue is not about a place in a file.</summary>
    public int? Column { get; init; }

    public string? SecretName { get; init; }

    /// <summary>The office's folder, so that it can be piped on.</summary>
    public string? OfficePath { get; init; }
}
