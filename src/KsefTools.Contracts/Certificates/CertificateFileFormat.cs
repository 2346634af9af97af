namespace KsefTools;

/// <summary>What a program that needs a file reads.</summary>
public enum CertificateFileFormat : long
{
    /// <summary>PKCS#12: certificate and key in one binary file.</summary>
    Pfx,

    /// <summary>PEM: the certificate, then its encrypted PKCS#8 key.</summary>
    Pem,
}
