namespace KsefTools.Core.Api.Certificates;

/// <summary>An enrolment under way (contract: EnrollCertificateResponse).</summary>
/// <param name="ReferenceNumber">
/// The number by which to ask how it goes, 36 characters; KSeF keeps it for 30 days.
/// </param>
/// <param name="Timestamp">When KSeF took it.</param>
public sealed record EnrollmentStarted(string ReferenceNumber, DateTimeOffset Timestamp);
