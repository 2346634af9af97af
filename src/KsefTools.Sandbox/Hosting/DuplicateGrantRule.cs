namespace KsefTools.Sandbox.Hosting;

/// <summary>How an operation ends that asks for a grant which exists.</summary>
public enum DuplicateGrantRule
{
    /// <summary>200; what exists stays as it is, the rest is granted.</summary>
    Ignored,

    /// <summary>400, and nothing is granted.</summary>
    Failed,

    /// <summary>450, and nothing is granted.</summary>
    NotAllowed,
}
