using KsefTools.Sandbox.Certificates.Issuers;
using KsefTools.Sandbox.Seeding.Seeded;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Sandbox.Seeding.Certificates;

/// <summary>What an issuer of the main environment knows of a certificate before the first request.</summary>
public sealed record IssuedCertificate
{
    public required CertificateIssuer Issuer { get; init; }

    public required SeededIdentifier SubjectIdentifier { get; init; }

    public required string CommonName { get; init; }

    /// <summary>Its name in KSeF's lists.</summary>
    public required string Name { get; init; }

    public required KsefCertificateType Type { get; init; }

    /// <summary>Expired follows from <see cref="ValidTo"/>.</summary>
    public required CertificateStatus Status { get; init; }

    public required DateTimeOffset ValidFrom { get; init; }

    public required DateTimeOffset ValidTo { get; init; }

    /// <summary>The certificate in DER.</summary>
    public required byte[] Certificate { get; init; }
}
