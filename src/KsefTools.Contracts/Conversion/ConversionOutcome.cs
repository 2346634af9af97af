namespace KsefTools;

/// <summary>The outcome of a client's move from a token to a certificate.</summary>
public enum ConversionOutcome : long
{
    /// <summary>Nothing was touched: this is what a run would do.</summary>
    Planned,

    /// <summary>The certificate serves the client; it was proven, and the profile names it.</summary>
    Converted,

    /// <summary>It did so before.</summary>
    AlreadyConverted,

    /// <summary>KSeF has accepted the grant, which has no effect yet. The same command goes on.</summary>
    WaitingForGrant,

    /// <summary>The client has to grant it.</summary>
    WaitingForClient,

    /// <summary>A person of the office needs a grant: no company can have what is needed.</summary>
    NeedsPerson,

    /// <summary>Another process is at work on this client.</summary>
    Busy,

    /// <summary>It did not work; the token serves the client as before.</summary>
    Failed,

    /// <summary>KSeF or the vault did not answer; nothing was changed.</summary>
    Unknown,
}
