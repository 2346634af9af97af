namespace KsefTools.Sandbox.Certificates.Issuers;

/// <summary>Who issues a certificate that the sandbox makes.</summary>
public enum CertificateIssuer
{
    /// <summary>The environment's KSeF, which then lists it.</summary>
    Ksef,

    /// <summary>The qualified issuer, which every environment trusts. KSeF lists none of its certificates.</summary>
    Qualified,
}
