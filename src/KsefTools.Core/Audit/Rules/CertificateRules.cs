using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Audit.Findings;
using KsefTools.Core.Certificates;
using KsefTools.Core.Credentials;

namespace KsefTools.Core.Audit.Rules;

/// <summary>
/// From facts about a certificate to findings: a pure function, one small rule a finding. A rule speaks only of what is
/// known, so an unanswered question never becomes "works" or "revoked".
/// </summary>
public static class CertificateRules
{
    /// <summary>All findings, the most urgent first, in the language of the session.</summary>
    public static IReadOnlyList<KsefFinding> Judge(CertificateFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return
        [
            .. FindingCatalog.Ordered([
                .. Secret(facts),
                .. Itself(facts),
                .. Expiry(facts),
                .. SignIn(facts),
                .. CertificatePermissionRules.Judge(facts),
                .. Trouble(facts),
            ]),
        ];
    }

    private static IEnumerable<KsefFinding> Secret(CertificateFacts facts)
    {
        FindingCode? code = facts.Secret switch
        {
            SecretState.NotNamed => FindingCode.NoAccessYet,
            SecretState.Missing => FindingCode.SecretMissing,
            SecretState.VaultSilent => SecretRules.CodeOf(facts.Silence),
            SecretState.KeyMismatch => FindingCode.KeyMismatch,
            SecretState.NotACertificate or SecretState.NotAToken => FindingCode.CertificateUnknown,
            _ => null,
        };
        if (code is { } found)
            yield return FindingCatalog.Create(
                found,
                facts.Arguments with
                {
                    Detail = facts.SecretProblem,
                    IsOfVault = true,
                    Silence = facts.Silence,
                }
            );
    }

    /// <summary>What the certificate says of itself.</summary>
    private static IEnumerable<KsefFinding> Itself(CertificateFacts facts)
    {
        if (facts.IsAnotherHolders)
            yield return Create(FindingCode.WrongContext, facts, $"{facts.Certificate!.Identity}");
        if (facts.IsOffline)
            yield return Create(FindingCode.CertificateWrongType, facts);
        if (facts.WrongIssuer is { } why)
            yield return Create(FindingCode.WrongEnvironment, facts, why);
        if (facts.IsNotYetValid)
            yield return NotYetValid(facts, PolishDay.Of(facts.Certificate!.ValidFrom));
    }

    private static IEnumerable<KsefFinding> Expiry(CertificateFacts facts)
    {
        // Of one that is out of use for good, its end is no news.
        if (facts.Certificate is not { } certificate || IsRevoked(facts))
            yield break;
        var (today, day) = (PolishDay.Of(facts.Now), PolishDay.Of(certificate.ValidTo));
        if (!facts.HasEnded && certificate.ValidTo - facts.Now > facts.Policy.RenewBefore)
            yield break;
        yield return FindingCatalog.Create(
            FindingCode.CertificateExpires,
            facts.Arguments with
            {
                Date = facts.HasEnded && day > today ? today : day,
                // On its last day, it has ended or it has not: the sentence goes by the moment.
                Days = facts.HasEnded ? Math.Min(-1, day.DayNumber - today.DayNumber) : day.DayNumber - today.DayNumber,
            },
            facts.HasEnded ? FindingSeverity.Critical : null
        );
    }

    /// <summary>What KSeF said of the certificate: to a sign-in, or in its list.</summary>
    private static IEnumerable<KsefFinding> SignIn(CertificateFacts facts)
    {
        if (IsRevoked(facts))
            yield return Create(FindingCode.CertificateRevoked, facts);
        else if (facts.Standing is CertificateStanding.Unlisted && facts.SignIn is not SignInOutcome.SignedIn)
            yield return Create(FindingCode.CertificateUnknown, facts);
        else if (facts.SignIn is SignInOutcome.CertificateRefused && !facts.HasEnded)
            yield return Create(
                facts.IsRefusalGeneral ? FindingCode.CertificateNotTaken : FindingCode.CertificateUnknown,
                facts,
                facts.Refusal
            );
        if (facts.SignIn is SignInOutcome.Blocked)
            yield return Create(FindingCode.ContextBlocked, facts);
    }

    private static bool IsRevoked(CertificateFacts facts) =>
        facts.SignIn is SignInOutcome.Revoked || facts.Standing is CertificateStanding.Revoked;

    private static IEnumerable<KsefFinding> Trouble(CertificateFacts facts)
    {
        if (facts.Trouble is { } trouble)
            yield return Create(trouble.Code, facts, trouble.Reason);
    }

    private static KsefFinding NotYetValid(CertificateFacts facts, DateOnly from)
    {
        var day = LocalTime.Day(from);
        var why = UiText.Of($"it is not valid before {day}.", $"będzie ważny dopiero od {day}.");
        return FindingCatalog.Create(
            FindingCode.CertificateUnknown,
            facts.Arguments with
            {
                Detail = why,
                Date = from,
            }
        );
    }

    private static KsefFinding Create(FindingCode code, CertificateFacts facts, string detail = "") =>
        FindingCatalog.Create(code, facts.Arguments with { Detail = detail });
}
