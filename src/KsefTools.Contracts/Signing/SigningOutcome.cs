namespace KsefTools;

/// <summary>The outcome of a request, or of a file that answers none.</summary>
public enum SigningOutcome : long
{
    /// <summary>KSeF took the signature; the session is kept for the commands that follow.</summary>
    SignedIn,

    /// <summary>The certificate is there: in the vault, named in the office's files.</summary>
    Enrolled,

    /// <summary>Signed in, but KSeF has not issued the certificate yet. The next run goes on.</summary>
    InProgress,

    /// <summary>Not signed yet, and there is time.</summary>
    Waiting,

    /// <summary>It was answered before; nothing was sent.</summary>
    AlreadyAnswered,

    /// <summary>It came too late; a new request waits to be signed.</summary>
    Reissued,

    /// <summary>It came too late, and no new request was written now.</summary>
    Late,

    /// <summary>What was signed is not what was asked, or not signed as KSeF wants it. Nothing was spent.</summary>
    Rejected,

    /// <summary>KSeF refused, or something broke; the reason says which, and whether to run again.</summary>
    Failed,
}
