using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State.Time;

namespace KsefTools.Sandbox.State.Certificates;

/// <summary>One application for a certificate.</summary>
/// <param name="ReferenceNumber">36 characters.</param>
/// <param name="Subject">Who applied.</param>
/// <param name="RequestDate">When.</param>
/// <param name="SerialNumber">The certificate; null when the application was refused.</param>
/// <param name="Refusal">Why it was refused (status 400); null when it was not.</param>
/// <param name="Underway">How long it takes.</param>
internal sealed record EnrollmentRecord(
    string ReferenceNumber,
    SubjectIdentifier Subject,
    DateTimeOffset RequestDate,
    string? SerialNumber,
    string? Refusal,
    Underway Underway
);
