namespace KsefTools;

/// <summary>What became of one access that was to end; of a client, what is worst of its steps.</summary>
public enum AccessEndOutcome : long
{
    /// <summary>It was ended before, or there is none.</summary>
    AlreadyEnded,

    /// <summary>KSeF has ended it, and where that can be tried, it was seen not to sign in any more.</summary>
    Ended,

    /// <summary>A new token took the place of the one that was ended.</summary>
    Replaced,

    /// <summary>Under -WhatIf: it would be ended.</summary>
    Planned,

    /// <summary>It was left on purpose; the reason says why.</summary>
    Kept,

    /// <summary>Only the client, or whoever made it, can end it: the letter says how.</summary>
    ClientMust,

    /// <summary>KSeF has not finished; the same command goes on.</summary>
    InProgress,

    /// <summary>A new token, or the end of this one, takes a signature: the remedy says which.</summary>
    NeedsSignature,

    /// <summary>It would end the office's last working access to the client.</summary>
    NeedsForce,

    /// <summary>Another process is at work on this client.</summary>
    Busy,

    /// <summary>It did not come to its end; the reason says why, and the same command goes on.</summary>
    Failed,
}
