namespace KsefTools.Core.Api.Responses.Limits;

/// <summary>The limits of who signed in (contract: EffectiveSubjectLimits).</summary>
public sealed record SubjectLimits
{
    public EnrollmentLimit? Enrollment { get; init; }

    public CertificateLimit? Certificate { get; init; }
}
