namespace KsefTools.Core.Api.Certificates;

/// <summary>What the subject that signed in may still ask for (contract: CertificateLimitsResponse).</summary>
public sealed record CertificateQuotas
{
    /// <summary>Whether a new certificate can be asked for at all.</summary>
    public required bool CanRequest { get; init; }

    /// <summary>Enrolments; revoking a certificate gives none back.</summary>
    public required Quota Enrollment { get; init; }

    /// <summary>Active certificates; one whose time has not come counts, too.</summary>
    public required Quota Certificate { get; init; }
}
