namespace KsefTools.Core.Audit;

/// <summary>How much KSeF is asked about a certificate.</summary>
public enum CertificateDepth
{
    /// <summary>A sign-in in each client's context: what the certificate may really do there.</summary>
    SignIn,

    /// <summary>
    /// KSeF's list of the holder's certificates, once for a holder: whether it is revoked, or not there.
    /// </summary>
    Listed,

    /// <summary>Nothing: certificate, key, vault and files alone.</summary>
    Local,
}
