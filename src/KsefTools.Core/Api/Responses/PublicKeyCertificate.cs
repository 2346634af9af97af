using System.Diagnostics.CodeAnalysis;

namespace KsefTools.Core.Api.Responses;

/// <summary>A key with which to encrypt for KSeF (contract: PublicKeyCertificate).</summary>
public sealed record PublicKeyCertificate
{
    /// <summary>The certificate: DER, Base64.</summary>
    public required string Certificate { get; init; }

    public string? CertificateId { get; init; }

    /// <summary>Base64 of the SHA-256 of the key's SubjectPublicKeyInfo, 44 characters.</summary>
    public required string PublicKeyId { get; init; }

    public required DateTimeOffset ValidFrom { get; init; }

    public required DateTimeOffset ValidTo { get; init; }

    /// <summary><c>KsefTokenEncryption</c>, <c>SymmetricKeyEncryption</c>.</summary>
    [AllowNull]
    public IReadOnlyList<string> Usage
    {
        get;
        init => field = value ?? [];
    } = [];
}
