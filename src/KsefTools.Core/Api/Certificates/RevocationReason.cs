namespace KsefTools.Core.Api.Certificates;

/// <summary>Why a certificate is revoked, as KSeF names it (contract: CertificateRevocationReason).</summary>
public enum RevocationReason
{
    Unspecified,

    /// <summary>A newer one has taken its place.</summary>
    Superseded,

    /// <summary>Somebody may have its key.</summary>
    KeyCompromise,
}
