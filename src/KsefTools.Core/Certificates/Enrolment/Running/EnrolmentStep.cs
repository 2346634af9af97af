namespace KsefTools.Core.Certificates.Enrolment.Running;

/// <summary>The steps of a run as its journal names them, in their order.</summary>
internal static class EnrolmentStep
{
    /// <summary>The key is in the vault and was read back.</summary>
    public const string KeyStored = "key stored";

    /// <summary>The request is about to leave: from here on, KSeF may have taken it.</summary>
    public const string Sending = "sending";

    /// <summary>KSeF did not take the request, and may take the same one later.</summary>
    public const string NotTaken = "not taken";

    /// <summary>KSeF took the request and gave it a number.</summary>
    public const string Sent = "sent";

    /// <summary>KSeF refused for good: no certificate.</summary>
    public const string Refused = "refused";

    /// <summary>The certificate exists and has a serial number.</summary>
    public const string Issued = "issued";

    /// <summary>Certificate and key are in the vault together and were read back.</summary>
    public const string Stored = "stored";

    /// <summary>The certificate opened a session.</summary>
    public const string Proven = "proven";

    /// <summary>The office's files name it.</summary>
    public const string Switched = "switched";

    /// <summary>The key's first, lone copy is out of the vault.</summary>
    public const string KeyCopyRemoved = "key copy removed";

    /// <summary>The old certificate is revoked.</summary>
    public const string OldRevoked = "old revoked";

    /// <summary>Sessions that the old certificate may have opened are closed.</summary>
    public const string SessionsClosed = "sessions closed";
}
