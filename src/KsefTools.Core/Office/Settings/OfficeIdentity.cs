using KsefTools.Core.Keys.Certificates;

namespace KsefTools.Core.Office.Settings;

/// <summary>An identity of the office itself, as office.yaml names it: who a certificate belongs to.</summary>
public sealed record OfficeIdentity
{
    /// <summary>What profiles call it by.</summary>
    public required string Name { get; init; }

    /// <summary><c>seal</c> (NIP), <c>person</c> (PESEL) or <c>fingerprint</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The NIP, the PESEL or the SHA-256 fingerprint (64 hexadecimal digits).</summary>
    public required string Subject { get; init; }

    /// <summary>The secret's name; null while there is no certificate yet.</summary>
    public string? Secret { get; init; }

    /// <summary>The vault's name; null where the office's default applies.</summary>
    public string? Vault { get; init; }

    /// <summary>Who a certificate of this identity must belong to.</summary>
    public CertificateIdentity ToCertificateIdentity() =>
        Kind switch
        {
            "seal" => new CertificateIdentity(IdentityKind.Nip, Subject),
            "person" => new CertificateIdentity(IdentityKind.Pesel, Subject),
            _ => new CertificateIdentity(IdentityKind.Fingerprint, Subject.ToUpperInvariant()),
        };
}
