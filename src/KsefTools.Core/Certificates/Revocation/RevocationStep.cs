namespace KsefTools.Core.Certificates.Revocation;

/// <summary>
/// The steps of a revocation as its record names them. Each can be done twice, so a later run needs to know only that
/// one is open, and goes on with it.
/// </summary>
internal static class RevocationStep
{
    /// <summary>The request is about to leave.</summary>
    public const string Revoking = "revoking";

    /// <summary>KSeF took it.</summary>
    public const string Revoked = "revoked";

    /// <summary>What the certificate had open is closed, as far as KSeF let it.</summary>
    public const string SessionsClosed = "sessions closed";
}
