namespace KsefTools;

/// <summary>What a program that needs a file reads.</summary>
public enum CertificateFileFormat : long
{
    /// <summary>PKCS#12: certificate and key in one binary file.</summary>
    Pfx,

    /// <summary>PEM: the certificate, then its encrypted PKCS#8 key.</summary>
    Pem,

    /// <summary>
    /// Two files, as KSeF's own portal saves them: NAME.key with the encrypted PKCS#8 key, NAME.crt with the
    /// certificate.
    /// </summary>
    Portal,
}
