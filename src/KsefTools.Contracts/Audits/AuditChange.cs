namespace KsefTools;

/// <summary>How a finding differs between two audit runs.</summary>
public enum AuditChange : long
{
    /// <summary>It was not there before.</summary>
    New,

    /// <summary>It is more urgent than before.</summary>
    Worse,

    /// <summary>It is less urgent than before.</summary>
    Better,

    /// <summary>It is no longer there, and the later run has looked.</summary>
    Gone,
}
