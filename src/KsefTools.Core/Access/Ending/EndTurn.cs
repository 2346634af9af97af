namespace KsefTools.Core.Access.Ending;

/// <summary>
/// The order in which accesses end, so that nothing goes before what still needs it: a token revokes itself only while
/// its author may do something, and permissions are taken back by a session that still may.
/// </summary>
internal enum EndTurn
{
    /// <summary>Tokens that get successors.</summary>
    Rotation,

    /// <summary>Tokens that nothing else needs.</summary>
    Token,

    Permission,

    /// <summary>The right to take permissions back.</summary>
    Management,

    /// <summary>Tokens that took permissions back, where no certificate may.</summary>
    ManagingToken,

    /// <summary>Certificates with their sessions.</summary>
    Certificate,

    /// <summary>What a certificate that stays has open, and the proof that it does not get in any more.</summary>
    Way,
}
