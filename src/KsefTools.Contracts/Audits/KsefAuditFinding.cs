namespace KsefTools;

/// <summary>One thing that an audit run found.</summary>
/// <param name="Code">
/// Its stable name in every language: a <see cref="FindingCode"/>, an <see cref="OfficeIssueCode"/>, or one of the
/// run's own (docs/findings.md).
/// </param>
/// <param name="Severity">How urgent it is.</param>
/// <param name="Message">One sentence for a person, in the language of the run.</param>
/// <param name="Who">Whose turn it is.</param>
/// <param name="Remedy">The command to type next; null where nothing is to be typed.</param>
public sealed record KsefAuditFinding(
    string Code,
    FindingSeverity Severity,
    string Message,
    AuditActor Who,
    string? Remedy = null
)
{
    /// <summary>The code, so that joined findings read well in a table and in a CSV file.</summary>
    public override string ToString() => Code;
}
