namespace KsefTools.Core.SignIn.Xades;

/// <summary>How KSeF is to know the signer.</summary>
public enum SubjectIdentifierType
{
    /// <summary>By the NIP or PESEL in the certificate's subject.</summary>
    CertificateSubject,

    /// <summary>By the SHA-256 of the certificate, to which permissions were granted before.</summary>
    CertificateFingerprint,
}
