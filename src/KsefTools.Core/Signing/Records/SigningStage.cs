namespace KsefTools.Core.Signing.Records;

/// <summary>How far a request has come, as its record on disk knows it.</summary>
internal enum SigningStage
{
    /// <summary>Written; nothing was sent.</summary>
    Waiting,

    /// <summary>A signed file is about to leave: from here on, KSeF may have taken it.</summary>
    Sending,

    /// <summary>The session is kept; what it was for may be still to do.</summary>
    SignedIn,

    /// <summary>Nothing is left to do.</summary>
    Done,

    /// <summary>KSeF took the signature and let nobody in.</summary>
    Refused,

    /// <summary>Came too late; another request has its place.</summary>
    Replaced,
}
