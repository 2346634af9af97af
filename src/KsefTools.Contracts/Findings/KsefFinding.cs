namespace KsefTools;

/// <summary>One thing an audit found: what, how urgent, one sentence, and the command that fixes it.</summary>
/// <param name="Code">The finding's stable name, the same in every language.</param>
/// <param name="Severity">How urgent it is.</param>
/// <param name="Message">One sentence for a person, in the language of the session.</param>
/// <param name="Remedy">The command to type next; null where nothing is to be done.</param>
public sealed record KsefFinding(FindingCode Code, FindingSeverity Severity, string Message, string? Remedy)
{
    /// <summary>The code, so that joined findings read well in a table and in a CSV file.</summary>
    public override string ToString() => Code.ToString();
}
