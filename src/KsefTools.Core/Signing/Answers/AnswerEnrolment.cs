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
            try
            {
                var result = await EnrolAsync(open, cancellationToken);
                open.Journal.Finish();
                return result;
            }
            catch (SignInException error) when (error.Failure is SignInFailure.SignatureNeeded)
            {
                var result = await ReissueAsync(open, cancellationToken);
                open.Journal.Finish();
                return result;
            }
            catch (EnrolmentException error) when (error.Failure is EnrolmentFailure.WrongIdentity)
            {
                // The session is of somebody else, and must not serve for this holder again.
                var order = open.Order;
                sessions.ForgetSignedElsewhere(order.Environment, order.Context, order.Holder.ToString());
                await cache.SaveAsync(options.Warn, cancellationToken);
                records.Write(open.Record with { Stage = SigningStage.Refused, Refusal = error.Message });
                open.Journal.Finish();
                return Result(open, SigningOutcome.Failed, error.Message);
            }
            catch (Exception error) when (Failures.AreHandled(error, cancellationToken))
            {
                open.Journal.Finish();
                return Result(open, SigningOutcome.Failed, SigningSentences.RunAgain(Failures.Reason(error)));
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
        return Result(open, isDone ? SigningOutcome.Enrolled : SigningOutcome.InProgress, result.Reason) with
        {
            Certificate = result.ToKsefCertificateResult(open.Record.Environment, office),
        };
    }

    private async Task<KsefSigningResult> ReissueAsync(OpenAnswer open, CancellationToken cancellationToken)
    {
        try
        {
            return await reissue.RunAsync(open, SigningSentences.SessionLost, cancellationToken);
        }
        catch (Exception error) when (Failures.AreHandled(error, cancellationToken))
        {
            return Result(open, SigningOutcome.Failed, SigningSentences.RunAgain(Failures.Reason(error)));
        }
    }

    private KsefSigningResult Result(OpenAnswer open, SigningOutcome outcome, string reason) =>
        results.Of(open.Record, open.Path, outcome, reason, open.Signed) with
        {
            SessionUntil = open.SessionUntil,
        };
}
