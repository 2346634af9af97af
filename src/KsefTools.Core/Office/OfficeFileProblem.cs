namespace KsefTools.Core.Office;

/// <summary>One thing that is wrong in an office's file, with its place.</summary>
/// <param name="Code">What kind of thing.</param>
/// <param name="Severity">Critical: the file cannot be used. Warning: it can.</param>
/// <param name="Path">The file.</param>
/// <param name="Line">Counted from 1; null where the whole file is meant.</param>
/// <param name="Column">Counted from 1; null where the whole file is meant.</param>
/// <param name="Message">One sentence for a person, without the place.</param>
public sealed record OfficeFileProblem(
    OfficeIssueCode Code,
    FindingSeverity Severity,
    string Path,
    int? Line,
    int? Column,
    string Message
)
{
    /// <summary>The command or the edit that fixes it; null where the message says it all.</summary>
    public string? Remedy { get; init; }

    /// <summary>In the form that editors and terminals turn into a link: <c>file(line,column): sentence</c>.</summary>
    public override string ToString() =>
        PlainText.Line(Line is null ? $"{Path}: {Message}" : $"{Path}({Line},{Column}): {Message}");
}
