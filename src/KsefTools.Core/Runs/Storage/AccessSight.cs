namespace KsefTools.Core.Runs.Storage;

/// <summary>How much of who has access at a client KSeF shows the office.</summary>
public enum AccessSight
{
    /// <summary>Everybody's tokens and permissions.</summary>
    All,

    /// <summary>The office's own alone.</summary>
    Own,

    /// <summary>Nothing: no credential of the office's opens it, or KSeF did not answer.</summary>
    None,
}
