using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Sandbox.State.Certificates;

/// <summary>
/// Everything the sandbox knows of one certificate that it issued. Immutable: a change replaces it in the store.
/// </summary>
public sealed record CertificateRecord
{
    /// <summary>16 upper-case hexadecimal digits.</summary>
    public required string SerialNumber { get; init; }

    public required string Name { get; init; }

    public required KsefCertificateType Type { get; init; }

    /// <summary>The person or company it identifies.</summary>
    public required SubjectIdentifier Subject { get; init; }

    public required string CommonName { get; init; }

    /// <summary>The certificate in DER. Test data may end its time earlier than it says itself.</summary>
    public required byte[] Der { get; init; }

    /// <summary>SHA-256 of its SubjectPublicKeyInfo, upper-case hexadecimal.</summary>
    public required string KeyHash { get; init; }

    public required DateTimeOffset ValidFrom { get; init; }

    public required DateTimeOffset ValidTo { get; init; }

    public required DateTimeOffset RequestDate { get; init; }

    public DateTimeOffset? LastUseDate { get; init; }

    /// <summary>Why it was revoked; null while it was not.</summary>
    public string? RevocationReason { get; init; }

    /// <summary>Lists that still see a revoked certificate as Blocked.</summary>
    public int ReadsToRevoke { get; init; }

    public CertificateStatus StatusAt(DateTimeOffset now)
    {
        if (RevocationReason is not null)
            return ReadsToRevoke > 0 ? CertificateStatus.Blocked : CertificateStatus.Revoked;
        return now > ValidTo ? CertificateStatus.Expired : CertificateStatus.Active;
    }

    /// <summary>
    /// The certificate revoked, on its way to that, or neither; Expired is a matter of <see cref="ValidTo"/>.
    /// </summary>
    public CertificateRecord Ended(CertificateStatus status) =>
        status switch
        {
            CertificateStatus.Revoked => this with
            {
                RevocationReason = RevocationReason ?? "Unspecified",
                ReadsToRevoke = 0,
            },
            // Blocked until somebody says otherwise.
            CertificateStatus.Blocked => this with
            {
                RevocationReason = RevocationReason ?? "Unspecified",
                ReadsToRevoke = int.MaxValue,
            },
            _ => this with { RevocationReason = null, ReadsToRevoke = 0 },
        };

    public override string ToString() => $"{SerialNumber} ({Type}, {Subject})";
}
