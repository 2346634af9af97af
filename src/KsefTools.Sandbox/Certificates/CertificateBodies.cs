using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Sandbox.Certificates;

/// <summary>Schema CertificateLimit.</summary>
internal sealed record QuotaBody(int Remaining, int Limit)
{
    public static QuotaBody Of(int used, int most) => new(Math.Max(0, most - used), most);
}

/// <summary>Schema CertificateLimitsResponse.</summary>
internal sealed record QuotasBody(bool CanRequest, QuotaBody Enrollment, QuotaBody Certificate);

/// <summary>Schema CertificateEnrollmentDataResponse.</summary>
internal sealed record EnrollmentDataBody(string CommonName, string CountryName)
{
    public string? GivenName { get; init; }

    public string? Surname { get; init; }

    public string? SerialNumber { get; init; }

    public string? UniqueIdentifier { get; init; }

    public string? OrganizationName { get; init; }

    public string? OrganizationIdentifier { get; init; }
}

/// <summary>Schema EnrollCertificateRequest.</summary>
internal sealed record EnrollRequest(
    string? CertificateName,
    string? CertificateType,
    string? Csr,
    DateTimeOffset? ValidFrom
);

/// <summary>Schema EnrollCertificateResponse.</summary>
internal sealed record EnrolledBody(string ReferenceNumber, DateTimeOffset Timestamp);

/// <summary>Schema CertificateEnrollmentStatusResponse.</summary>
internal sealed record EnrollmentStatusBody(
    DateTimeOffset RequestDate,
    StatusBody Status,
    string? CertificateSerialNumber
);

/// <summary>Schema RetrieveCertificatesRequest.</summary>
internal sealed record RetrieveRequest(IReadOnlyList<string?>? CertificateSerialNumbers);

/// <summary>Schema RetrieveCertificatesListItem.</summary>
internal sealed record RetrievedBody(
    string Certificate,
    string CertificateName,
    string CertificateSerialNumber,
    KsefCertificateType CertificateType
);

/// <summary>Schema RetrieveCertificatesResponse.</summary>
internal sealed record RetrievedListBody(IReadOnlyList<RetrievedBody> Certificates);

/// <summary>Schema QueryCertificatesRequest.</summary>
internal sealed record QueryRequest(
    string? CertificateSerialNumber,
    string? Name,
    string? Type,
    string? Status,
    DateTimeOffset? ExpiresAfter
);

/// <summary>Schema CertificateListItem.</summary>
internal sealed record CertificateBody(
    string CertificateSerialNumber,
    string Name,
    KsefCertificateType Type,
    string CommonName,
    CertificateStatus Status,
    SubjectIdentifier SubjectIdentifier,
    DateTimeOffset ValidFrom,
    DateTimeOffset ValidTo,
    DateTimeOffset? LastUseDate,
    DateTimeOffset RequestDate
)
{
    public static CertificateBody Of(CertificateRecord certificate, DateTimeOffset now) =>
        new(
            certificate.SerialNumber,
            certificate.Name,
            certificate.Type,
            certificate.CommonName,
            certificate.StatusAt(now),
            certificate.Subject,
            certificate.ValidFrom,
            certificate.ValidTo,
            certificate.LastUseDate,
            certificate.RequestDate
        );
}

/// <summary>Schema QueryCertificatesResponse.</summary>
internal sealed record CertificateListBody(IReadOnlyList<CertificateBody> Certificates, bool HasMore);

/// <summary>Schema RevokeCertificateRequest.</summary>
internal sealed record RevokeRequest(string? RevocationReason);

/// <summary>Schema TestDataUpdateCertificateRequest.</summary>
internal sealed record UpdateCertificateRequest(DateTimeOffset? ValidTo);
