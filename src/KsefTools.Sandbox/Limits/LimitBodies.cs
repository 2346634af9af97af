namespace KsefTools.Sandbox.Limits;

/// <summary>
/// Schemas OnlineSessionEffectiveContextLimits and BatchSessionEffectiveContextLimits, which are alike.
/// </summary>
internal sealed record SessionLimits(int? MaxInvoiceSizeInMB, int? MaxInvoiceWithAttachmentSizeInMB, int? MaxInvoices);

/// <summary>Schemas EffectiveContextLimits and SetSessionLimitsRequest.</summary>
internal sealed record ContextLimits(SessionLimits? OnlineSession, SessionLimits? BatchSession);

/// <summary>Schema EnrollmentEffectiveSubjectLimits.</summary>
internal sealed record EnrollmentLimit(int? MaxEnrollments);

/// <summary>Schema CertificateEffectiveSubjectLimits.</summary>
internal sealed record CertificateLimit(int? MaxCertificates);

/// <summary>Schema EffectiveSubjectLimits.</summary>
internal sealed record SubjectLimits(EnrollmentLimit? Enrollment, CertificateLimit? Certificate);

/// <summary>Schema SetSubjectLimitsRequest.</summary>
internal sealed record SetSubjectLimitsRequest(
    string? SubjectIdentifierType,
    EnrollmentLimit? Enrollment,
    CertificateLimit? Certificate
);
