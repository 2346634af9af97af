namespace KsefTools;

/// <summary>What somebody has at a client.</summary>
public enum AccessKind : long
{
    /// <summary>A token of the client's context.</summary>
    Token,

    /// <summary>A permission of a person or an entity.</summary>
    Permission,

    /// <summary>A certificate of the office's, or of the client's own, that signs in there.</summary>
    Certificate,

    /// <summary>A session that can still be refreshed.</summary>
    Session,

    /// <summary>A certificate with its key that left the vault for a file (Export-KsefCredential).</summary>
    Handout,
}
