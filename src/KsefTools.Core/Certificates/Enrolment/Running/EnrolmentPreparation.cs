using KsefTools.Core.Api;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Certificates.Enrolment.Running;

/// <summary>What to ask KSeF before a request: the quotas first, then who the certificate would be for.</summary>
/// <param name="Quotas">What is left.</param>
/// <param name="Subject">To be copied into the request as it is.</param>
internal sealed record EnrolmentPreparation(CertificateQuotas Quotas, EnrollmentSubject Subject)
{
    private const int NoDataForThisSession = 25001;
    private const int ImpossibleForThisSession = 25002;

    /// <summary>Asks.</summary>
    /// <param name="session">Of the holder-to-be.</param>
    /// <param name="holder">The holder in the office's words, for the sentences.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="EnrolmentException">A token's session, or no quota is left.</exception>
    public static async Task<EnrolmentPreparation> AskAsync(
        KsefSession session,
        CertificateHolder holder,
        CancellationToken cancellationToken
    )
    {
        if (IsOfToken(session))
            throw new EnrolmentException(EnrolmentFailure.TokenSession, EnrolmentSentences.TokenSession(holder));
        try
        {
            var quotas = await session.SendAsync(session.Api.GetCertificateQuotasAsync, cancellationToken);
            if (EnrolmentQuotas.Obstacle(quotas with { CanRequest = true }) is { } used)
                throw new EnrolmentException(EnrolmentFailure.QuotaExhausted, used);
            // Asked even where KSeF says "no": its answer tells whether the way of signing in is the reason.
            var subject = await session.SendAsync(session.Api.GetEnrollmentSubjectAsync, cancellationToken);
            return EnrolmentQuotas.Obstacle(quotas) is { } obstacle
                ? throw new EnrolmentException(EnrolmentFailure.QuotaExhausted, obstacle)
                : new EnrolmentPreparation(quotas, subject);
        }
        catch (KsefApiException error) when (IsWrongSource(error))
        {
            throw WrongSource(error, holder);
        }
    }

    /// <summary>Who the certificate would belong to; null for one that is known by its fingerprint.</summary>
    public CertificateIdentity? Identity => CertificateIdentity.Of(SubjectNames.Encode(Subject));

    /// <summary>Whether KSeF says that the way of signing in is at fault.</summary>
    public static bool IsWrongSource(KsefApiException error) =>
        error.Code is NoDataForThisSession or ImpossibleForThisSession
        || string.Equals(error.ReasonCode, "auth-method-not-allowed", StringComparison.Ordinal);

    public static EnrolmentException WrongSource(KsefApiException error, CertificateHolder holder) =>
        new(EnrolmentFailure.SourceRefused, EnrolmentSentences.SourceRefused(holder), error)
        {
            Details = error.Details,
        };

    // Observed, not documented; where the claim is absent, KSeF's own answer tells.
    private static bool IsOfToken(KsefSession session) =>
        session.Claims.Method?.Contains("Token", StringComparison.OrdinalIgnoreCase) is true;
}
