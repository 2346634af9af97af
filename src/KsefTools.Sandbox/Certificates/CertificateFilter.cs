using KsefTools.Sandbox.Http;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Sandbox.Certificates;

/// <summary>Body of POST /certificates/query.</summary>
internal sealed record CertificateFilter(
    string? SerialNumber,
    string? Name,
    KsefCertificateType? Type,
    CertificateStatus? Status,
    DateTimeOffset? ExpiresAfter
)
{
    /// <summary>Reads the filters.</summary>
    /// <exception cref="RefusalException">21405.</exception>
    public static CertificateFilter Read(QueryRequest request)
    {
        var faults = new List<string>();
        if (request.CertificateSerialNumber is { } serial && !Formats.IsCertificateSerial(serial))
            faults.Add("certificateSerialNumber: wymagane jest 16 cyfr szesnastkowych.");
        KsefCertificateType type = default;
        if (request.Type is not null && !Enums.TryParse(request.Type, out type))
            faults.Add($"type: nieznana wartość '{request.Type}'.");
        CertificateStatus status = default;
        if (request.Status is not null && !Enums.TryParse(request.Status, out status))
            faults.Add($"status: nieznana wartość '{request.Status}'.");
        if (faults.Count > 0)
            throw Refusals.Validation([.. faults]);
        return new CertificateFilter(
            request.CertificateSerialNumber,
            request.Name,
            request.Type is null ? null : type,
            request.Status is null ? null : status,
            request.ExpiresAfter
        );
    }

    public bool Fits(CertificateRecord certificate, DateTimeOffset now) =>
        (SerialNumber is null || string.Equals(SerialNumber, certificate.SerialNumber, StringComparison.Ordinal))
        && (Name is null || certificate.Name.Contains(Name, StringComparison.OrdinalIgnoreCase))
        && (Type is null || certificate.Type == Type)
        && (Status is null || certificate.StatusAt(now) == Status)
        && (ExpiresAfter is null || certificate.ValidTo > ExpiresAfter);
}
