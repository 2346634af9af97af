namespace KsefTools.Core.Audit.Findings;

/// <summary>One line of the <see cref="FindingCatalog"/>.</summary>
/// <param name="Severity">How urgent the finding is, unless a rule knows better (a date comes nearer).</param>
/// <param name="Sentence">One sentence, in the language of the session.</param>
/// <param name="Remedy">
/// The command to type next. What a person must know or do besides stands behind it as a comment, so that the whole
/// line can be pasted.
/// </param>
public sealed record FindingEntry(
    FindingSeverity Severity,
    Func<FindingArguments, string> Sentence,
    Func<FindingArguments, string> Remedy
);
