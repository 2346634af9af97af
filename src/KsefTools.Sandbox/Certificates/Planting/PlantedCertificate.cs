namespace KsefTools.Sandbox.Certificates.Planting;

/// <summary>A certificate that was made for somebody, with its key.</summary>
/// <param name="SerialNumber">Upper-case hexadecimal.</param>
/// <param name="Certificate">PEM.</param>
/// <param name="PrivateKey">PEM, PKCS#8, not encrypted.</param>
public sealed record PlantedCertificate(string SerialNumber, string Certificate, string PrivateKey)
{
    /// <summary>Names the certificate, never its key.</summary>
    public override string ToString() => SerialNumber;
}
