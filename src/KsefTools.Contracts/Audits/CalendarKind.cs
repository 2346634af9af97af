namespace KsefTools;

/// <summary>What ends.</summary>
public enum CalendarKind : long
{
    /// <summary>KSeF tokens, by the law in force.</summary>
    TokensByLaw,

    /// <summary>KSeF tokens, on the later day that was announced, which is not law.</summary>
    TokensAnnounced,

    /// <summary>The time after which the office's policy wants tokens replaced.</summary>
    Rotation,

    /// <summary>A certificate.</summary>
    Certificate,

    /// <summary>The time to sign a request elsewhere and bring it back: ten minutes.</summary>
    Signing,
}
