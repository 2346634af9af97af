using KsefTools.Core.Api;
using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Audit.Running;

/// <summary>What failures mean for a verdict: the credential's fault, or nobody's.</summary>
internal static class Troubles
{
    public static AuditTrouble Of(KsefApiException failure) =>
        new(
            failure.Kind switch
            {
                ApiErrorKind.RateLimited => FindingCode.RateLimited,
                ApiErrorKind.ServerError when failure.RetryAfter is not null => FindingCode.RateLimited,
                // 9101 to 9105 and their like: KSeF does not take what this program signs, whoever's certificate it is.
                ApiErrorKind.Validation when failure.Endpoint is "POST /auth/xades-signature" =>
                    FindingCode.CertificateNotTaken,
                // KSeF names a reason (an IP address, a way of signing in) that is none of the token's.
                ApiErrorKind.PortalRefused or ApiErrorKind.Forbidden => FindingCode.PortalRefused,
                ApiErrorKind.EnvironmentNotAllowed => FindingCode.EnvironmentNotAllowed,
                ApiErrorKind.SecretOfOtherEnvironment => FindingCode.EnvironmentChanged,
                _ => FindingCode.Unreachable,
            },
            failure.Message
        );

    public static AuditTrouble Of(SignInException refusal) => new(FindingCode.Unreachable, refusal.Message);

    /// <summary>The type alone: the message of a failure that nobody foresaw might quote a secret.</summary>
    public static string Unexpected(Exception exception) =>
        UiText.Of(
            $"an unexpected {exception.GetType().Name} stopped the test.",
            $"sprawdzanie przerwał niespodziewany błąd {exception.GetType().Name}."
        );

    /// <summary>
    /// Why something besides the verdicts failed; the message only where it is known to hold no secret.
    /// </summary>
    public static string Reason(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or SecretVaultException or OfficeFolderException
            ? exception.Message
            : Unexpected(exception);

    public static SignInOutcome OutcomeOf(SignInException refusal) =>
        refusal.Failure switch
        {
            SignInFailure.TokenRevoked => SignInOutcome.Revoked,
            SignInFailure.TokenInactive => SignInOutcome.Inactive,
            SignInFailure.ContextMismatch => SignInOutcome.WrongContext,
            SignInFailure.ContextBlocked => SignInOutcome.Blocked,
            // A token dies with its author's rights, whether they were taken or ended with the author.
            SignInFailure.NoPermissions or SignInFailure.Deceased => SignInOutcome.NoPermissions,
            // TokenRejected is not among them: a refusal without a cause that is known says nothing of this token.
            SignInFailure.TokenUnknown or SignInFailure.EncodingInvalid => SignInOutcome.Invalid,
            SignInFailure.CertificateRevoked => SignInOutcome.Revoked,
            SignInFailure.CertificateRejected => SignInOutcome.CertificateRefused,
            _ => SignInOutcome.Unanswered,
        };
}
