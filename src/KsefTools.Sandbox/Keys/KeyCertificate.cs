using System.Security.Cryptography;

namespace KsefTools.Sandbox.Keys;

/// <summary>A certificate of a public key, as the API lists it.</summary>
internal sealed record KeyCertificate(
    string KeyId,
    KeyUsage Usage,
    byte[] Der,
    DateTimeOffset ValidFrom,
    DateTimeOffset ValidTo
)
{
    public string CertificateId { get; } = Convert.ToBase64String(SHA256.HashData(Der));
}
