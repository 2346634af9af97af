using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Core.Signing.Records;

namespace KsefTools.Core.Signing.Answers;

/// <summary>Goes on from a session to the certificate that the request was for.</summary>
internal sealed class AnswerEnrolment(
    OfficeFolder office,
    ISecretVault vault,
    KsefSessions sessions,
    SessionCache cache,
    SigningRecords records,
    SigningResults results,
    AnswerReissue reissue,
    TimeProvider time,
    SigningCompletionOptions options
)
{
    public async Task<KsefSigningResult> RunAsync(OpenAnswer open, CancellationToken cancellationToken)
    {
        using (open)
        {
            var result = await TryAsync(open, cancellationToken);
            open.Conclude(options.Warn);
            return result;
        }
    }

    private async Task<KsefSigningResult> TryAsync(OpenAnswer open, CancellationToken cancellationToken)
    {
        try
        {
            return await GoOnAsync(open, cancellationToken);
        }
        catch (Exception error) when (Failures.AreHandled(error, cancellationToken))
        {
            return Result(open, SigningOutcome.Failed, SigningSentences.RunAgain(Failures.Reason(error)));
        }
    }

    private async Task<KsefSigningResult> GoOnAsync(OpenAnswer open, CancellationToken cancellationToken)
    {
        try
        {
            return await EnrolAsync(open, cancellationToken);
        }
        catch (SignInException error) when (error.Failure is SignInFailure.SignatureNeeded)
        {
            return await reissue.RunAsync(open, SigningSentences.SessionLost, cancellationToken);
        }
        catch (EnrolmentException error) when (error.Failure is EnrolmentFailure.WrongIdentity)
        {
            // The session is of somebody else, and must not serve for this holder again.
            var order = open.Order;
            sessions.ForgetSignedElsewhere(order.Environment, order.Context, order.Holder.ToString());
            await cache.SaveAsync(options.Warn, cancellationToken);
            records.Write(open.Record with { Stage = SigningStage.Refused, Refusal = error.Message });
            return Result(open, SigningOutcome.Failed, error.Message);
        }
    }

    private async Task<KsefSigningResult> EnrolAsync(OpenAnswer open, CancellationToken cancellationToken)
    {
        var order = open.Order;
        var holder = order.Holder.ToString();
        var enrolment = new CertificateEnrolment(office, vault, sessions, time, options.Enrolment, options.Progress);
        var result = await enrolment.EnrolAsync(
            order.Enrolment!.ToOrder(order.Holder, order.Environment, order.Context),
            cancel => sessions.OpenSignedElsewhereAsync(order.Environment, order.Context, holder, cancel),
            cancellationToken
        );
        foreach (var warning in result.Warnings)
            options.Warn?.Invoke($"{holder}: {warning}");
        var isDone = result.Outcome is EnrolmentOutcome.Issued or EnrolmentOutcome.NotDue;
        if (isDone)
        {
            records.Write(open.Record with { Stage = SigningStage.Done });
            open.Journal.Write(SigningStep.Enrolled, ("serial", result.Certificate?.SerialNumber));
        }
        var reason = $"{result.Reason} {open.AlsoSigned}".Trim();
        return Result(open, isDone ? SigningOutcome.Enrolled : SigningOutcome.InProgress, reason) with
        {
            Certificate = result.ToKsefCertificateResult(open.Record.Environment, office),
        };
    }

    private KsefSigningResult Result(OpenAnswer open, SigningOutcome outcome, string reason) =>
        results.Of(open.Record, open.Path, outcome, reason, open.Signed) with
        {
            SessionUntil = open.SessionUntil,
        };
}
