namespace KsefTools.Sandbox.Keys;

/// <summary>Schema PublicKeyCertificate.</summary>
internal sealed record PublicKeyCertificateBody(
    string Certificate,
    string CertificateId,
    string PublicKeyId,
    DateTimeOffset ValidFrom,
    DateTimeOffset ValidTo,
    IReadOnlyList<KeyUsage> Usage
);
