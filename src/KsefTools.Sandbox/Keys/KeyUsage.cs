namespace KsefTools.Sandbox.Keys;

/// <summary>What a public key is for (schema PublicKeyCertificateUsage).</summary>
public enum KeyUsage
{
    KsefTokenEncryption,
    SymmetricKeyEncryption,
}
