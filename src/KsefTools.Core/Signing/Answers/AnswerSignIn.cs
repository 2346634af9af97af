using KsefTools.Core.Api;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Core.Signing.Records;

namespace KsefTools.Core.Signing.Answers;

/// <summary>Sends one signed request, once, and keeps the session before anything else happens.</summary>
internal sealed class AnswerSignIn(
    OfficeFolder office,
    KsefSessions sessions,
    SessionCache cache,
    SigningRecords records,
    SigningResults results,
    AnswerReissue reissue,
    TimeProvider time,
    SigningCompletionOptions options
)
{
    /// <summary>A result where that was all, or an answer that has its session and wants a certificate.</summary>
    public async Task<(KsefSigningResult? Result, OpenAnswer? Open)> RunAsync(
        SigningAnswer answer,
        SigningRecord record,
        CancellationToken cancellationToken
    )
    {
        var open = new OpenAnswer(answer, record, Begin(answer, record));
        var isHandedOn = false;
        try
        {
            var (result, signedIn) = await TryStepAsync(open, cancellationToken);
            isHandedOn = signedIn is not null;
            if (result is not null)
                open.Conclude(options.Warn);
            return (result, signedIn);
        }
        finally
        {
            if (!isHandedOn)
                open.Dispose();
        }
    }

    // The record of the request tells a later process what it needs to know.
    private OperationRecord Begin(SigningAnswer answer, SigningRecord record) =>
        OperationRecord.Begin(
            office,
            time,
            OperationKind.Signing,
            record.ToOrder().ToString(),
            options.Progress,
            ("challenge", record.Challenge),
            ("file", answer.Path),
            ("purpose", (record.Enrolment is null ? SigningPurpose.Session : SigningPurpose.Enrolment).ToString())
        );

    private async Task<(KsefSigningResult? Result, OpenAnswer? Open)> TryStepAsync(
        OpenAnswer open,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await StepAsync(open, cancellationToken);
        }
        catch (Exception error) when (Failures.AreHandled(error, cancellationToken))
        {
            return (Result(open, SigningOutcome.Failed, SigningSentences.RunAgain(Failures.Reason(error))), null);
        }
    }

    private async Task<(KsefSigningResult? Result, OpenAnswer? Open)> StepAsync(
        OpenAnswer open,
        CancellationToken cancellationToken
    )
    {
        if (open.Record.Stage is SigningStage.SignedIn)
            return (null, open);
        if (open.Signed is not null && time.GetUtcNow() < open.Record.Deadline)
            return await SendAsync(open, cancellationToken);
        return await FindOrReissueAsync(open, SigningSentences.TooLate(open.Record.Deadline), cancellationToken);
    }

    private async Task<(KsefSigningResult? Result, OpenAnswer? Open)> SendAsync(
        OpenAnswer open,
        CancellationToken cancellationToken
    )
    {
        // Sent before without an answer that we know of, it is sent again: one challenge never opens two sessions.
        records.Write(open.Record with { Stage = SigningStage.Sending });
        open.Journal.Write(SigningStep.Sending);
        try
        {
            var holder = open.Order.Holder.ToString();
            var session = await sessions.OpenAsync(open.Order.Environment, holder, open.Signed!, cancellationToken);
            return await KeepAsync(open, session);
        }
        catch (SignInException error) when (error.Failure is SignInFailure.ChallengeInvalid)
        {
            return await FindOrReissueAsync(open, SigningSentences.ChallengeSpent, cancellationToken);
        }
        catch (SignInException error) when (!error.SpeaksAboutCredential)
        {
            // Not the signer's fault, but the challenge is spent.
            return (await reissue.RunAsync(open, error.Message, cancellationToken), null);
        }
        catch (SignInException error)
        {
            records.Write(open.Record with { Stage = SigningStage.Refused, Refusal = error.Message });
            open.Journal.Write(SigningStep.Refused);
            return (Result(open, SigningOutcome.Failed, error.Message), null);
        }
        catch (KsefApiException error) when (error.Kind is ApiErrorKind.Validation)
        {
            // KSeF could not read it: another file may still answer in time.
            records.Write(open.Record);
            open.Journal.Write(SigningStep.Refused);
            return (Result(open, SigningOutcome.Rejected, SigningSentences.Rejected(open.Path, error.Message)), null);
        }
    }

    /// <summary>A process that died after it had sent the file may have kept the session.</summary>
    private async Task<(KsefSigningResult? Result, OpenAnswer? Open)> FindOrReissueAsync(
        OpenAnswer open,
        string why,
        CancellationToken cancellationToken
    )
    {
        var kept =
            open.Record.Stage is SigningStage.Sending
                ? await sessions.FindSignedElsewhereAsync(
                    open.Order.Environment,
                    open.Order.Context,
                    open.Order.Holder.ToString(),
                    cancellationToken
                )
                : null;
        return kept is null
            ? (await reissue.RunAsync(open, why, cancellationToken), null)
            : await KeepAsync(open, kept);
    }

    // From the session's being there to its being kept, Ctrl-C waits.
    private async Task<(KsefSigningResult? Result, OpenAnswer? Open)> KeepAsync(OpenAnswer open, KsefSession session)
    {
        await cache.SaveAsync(options.Warn, CancellationToken.None);
        var isAll = open.Record.Enrolment is null;
        var record = open.Record with { Stage = isAll ? SigningStage.Done : SigningStage.SignedIn };
        records.Write(record);
        open.Journal.Write(SigningStep.SignedIn, ("reference", session.Claims.SignInReference));
        if (!isAll)
            return (null, open with { Record = record, SessionUntil = session.EndsAt });
        return (Result(open, SigningOutcome.SignedIn, open.AlsoSigned) with { SessionUntil = session.EndsAt }, null);
    }

    private KsefSigningResult Result(OpenAnswer open, SigningOutcome outcome, string reason) =>
        results.Of(open.Record, open.Path, outcome, reason, open.Signed);
}
