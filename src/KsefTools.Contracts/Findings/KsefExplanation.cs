namespace KsefTools;

/// <summary>What a code means: a finding of an audit, a problem of the office's files, or an error's id.</summary>
public sealed record KsefExplanation
{
    /// <summary>The code, the same in every language.</summary>
    public required string Code { get; init; }

    /// <summary><c>Finding</c>, <c>OfficeIssue</c> or <c>Error</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>How urgent a finding is, as a rule; null for what has no severity of its own.</summary>
    public FindingSeverity? Severity { get; init; }

    /// <summary>When it is said, in the language of the session.</summary>
    public required string When { get; init; }

    /// <summary>What to do about it, in the language of the session.</summary>
    public required string WhatToDo { get; init; }

    public override string ToString() => Code;
}
