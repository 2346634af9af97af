namespace KsefTools.Core.Certificates.Enrolment;

/// <summary>How a run ended that did not fail.</summary>
public enum EnrolmentOutcome
{
    /// <summary>The certificate is in the vault, works, and the office's files name it.</summary>
    Issued,

    /// <summary>Nothing was to be done: the holder has a certificate whose time is long enough.</summary>
    NotDue,

    /// <summary>Another process is at work for the same holder; nothing was done here.</summary>
    Busy,

    /// <summary>KSeF has not issued it yet. The next run goes on with the same enrolment.</summary>
    InProgress,

    /// <summary>
    /// The request's answer was lost and KSeF does not show yet what happened to it. The next run looks again; no
    /// second request leaves before that is known.
    /// </summary>
    Uncertain,

    /// <summary>
    /// It is in the vault, but its time has not come, so the old one stays in use. A later run switches.
    /// </summary>
    NotYetValid,
}
