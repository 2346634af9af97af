namespace KsefTools;

/// <summary>What became of one token that was to be made, rotated or revoked.</summary>
public enum TokenOutcome : long
{
    /// <summary>A new token is in the vault, has signed in, and the profile names it.</summary>
    Created,

    /// <summary>A new token took the place of the old one.</summary>
    Rotated,

    /// <summary>KSeF has revoked it, and it was seen not to sign in any more.</summary>
    Revoked,

    /// <summary>It had been revoked before.</summary>
    AlreadyRevoked,

    /// <summary>The office's policy lets it serve on.</summary>
    NotDue,

    /// <summary>Nobody of the office may do it with what is in the vault: the remedy says what to sign.</summary>
    NeedsSignature,

    /// <summary>It would be the client's last working access, or more than the profile expects.</summary>
    NeedsForce,

    /// <summary>KSeF has refused it; nothing is left behind.</summary>
    Refused,

    /// <summary>KSeF has not finished; the next run goes on.</summary>
    InProgress,

    /// <summary>Another process is at work on this client.</summary>
    Busy,

    /// <summary>It did not come to its end; the reason says how far it came, and the next run goes on.</summary>
    Failed,
}
