namespace KsefTools.Core.Api.Responses.Limits;

/// <summary>How many certificate enrolments a subject may make.</summary>
public sealed record EnrollmentLimit(int? MaxEnrollments);
