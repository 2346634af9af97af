using KsefTools.Core.Api;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Certificates.Enrolment.Running;

/// <summary>
/// One run, from wherever it stands to its end. Each step looks first at what is there (journal, vault, KSeF), so that
/// it may have been interrupted anywhere.
/// </summary>
internal sealed class EnrolmentRun(
    OfficeFolder office,
    KsefSessions sessions,
    KsefEnvironment environment,
    OperationRecord record,
    EnrolmentPlan plan,
    EnrolmentKeys keys,
    Func<KsefSession, CancellationToken, Task<EnrolmentPreparation>> prepare,
    EnrolmentOptions options,
    TimeProvider time
)
{
    /// <summary>Goes on, as far as KSeF lets it.</summary>
    /// <param name="prepared">What KSeF has just said; null for a run that began earlier.</param>
    /// <param name="openSession">
    /// Opens a session of the certificate's holder. Not asked once the certificate is in the vault.
    /// </param>
    /// <param name="cancellationToken">Ends the wait between steps; a later run goes on.</param>
    public async Task<EnrolmentResult> ContinueAsync(
        EnrolmentPreparation? prepared,
        Func<CancellationToken, Task<KsefSession>> openSession,
        CancellationToken cancellationToken
    )
    {
        using var material =
            await keys.FindMaterialAsync(cancellationToken)
            ?? await IssueAsync(prepared, openSession, cancellationToken);
        if (material is null)
            return Waiting();
        if (!record.Has(EnrolmentStep.Stored))
            record.Write(EnrolmentStep.Stored, ("serial", material.Details.SerialNumber));
        if (plan.Type is CertificateType.Authentication)
        {
            // Only where it was asked for: else the difference is between two clocks, and KSeF's own counts.
            if (plan.ValidFrom is not null && material.Details.ValidFrom > time.GetUtcNow())
                return Result(
                    EnrolmentOutcome.NotYetValid,
                    material,
                    EnrolmentSentences.NotYetValid(plan, material.Details.ValidFrom)
                );
            await ProveAsync(material, cancellationToken);
            Switch(material.Details);
        }
        await RemoveKeyCopyAsync();
        var warnings = plan.RevokeOld
            ? await new OldCertificate(office, sessions, environment, record, plan).EndAsync(
                material,
                cancellationToken
            )
            : [];
        return Result(EnrolmentOutcome.Issued, material, "") with
        {
            Warnings = record.Conclude() is { } unfinished ? [.. warnings, unfinished] : warnings,
        };
    }

    /// <summary>Ends a run of which nothing can come any more. What its vault holds under its name stays.</summary>
    public async Task AbandonAsync()
    {
        await RemoveKeyCopyAsync();
        record.Finish();
    }

    private async Task<KeyMaterial?> IssueAsync(
        EnrolmentPreparation? prepared,
        Func<CancellationToken, Task<KsefSession>> openSession,
        CancellationToken cancellationToken
    )
    {
        var key = await keys.ObtainAsync(cancellationToken);
        KeyMaterial? material = null;
        try
        {
            var session = await openSession(cancellationToken);
            var issue = new CertificateIssue(session, prepared, prepare, record, plan, options, time);
            if (await issue.ObtainAsync(key, cancellationToken) is not { } serial)
                return null;
            material = await issue.RetrieveAsync(serial, key, cancellationToken);
            await keys.StoreAsync(material);
            return material;
        }
        finally
        {
            if (material is null)
                key.Dispose();
        }
    }

    private async Task ProveAsync(KeyMaterial material, CancellationToken cancellationToken)
    {
        if (record.Has(EnrolmentStep.Proven))
            return;
        try
        {
            await sessions.OpenAsync(environment, plan.Context, material, fresh: true, cancellationToken);
        }
        catch (SignInException error) when (error.SpeaksAboutCredential)
        {
            var isRevoked = error.Failure is SignInFailure.CertificateRevoked;
            throw new EnrolmentException(
                isRevoked ? EnrolmentFailure.RevokedBeforeUse : EnrolmentFailure.ProofFailed,
                isRevoked
                    ? EnrolmentSentences.RevokedBeforeUse(plan)
                    : EnrolmentSentences.ProofFailed(plan.Secret, error.Message),
                error
            )
            {
                Details = error.Details,
            };
        }
        record.Write(EnrolmentStep.Proven);
    }

    private void Switch(CertificateDetails certificate)
    {
        if (record.Has(EnrolmentStep.Switched))
            return;
        new CertificateSwitch(office, plan).Apply(certificate);
        record.Write(EnrolmentStep.Switched);
    }

    private async Task RemoveKeyCopyAsync()
    {
        if (record.Has(EnrolmentStep.KeyCopyRemoved))
            return;
        await keys.RemoveCopyAsync();
        record.Write(EnrolmentStep.KeyCopyRemoved);
    }

    private EnrolmentResult Waiting() =>
        record.Last(EnrolmentStep.Sent) is { } sent
            ? Result(
                EnrolmentOutcome.InProgress,
                material: null,
                EnrolmentSentences.InProgress(plan, sent["reference"])
            )
            : Result(EnrolmentOutcome.Uncertain, material: null, EnrolmentSentences.Uncertain(plan));

    private EnrolmentResult Result(EnrolmentOutcome outcome, KeyMaterial? material, string reason) =>
        new()
        {
            Holder = plan.Holder,
            Outcome = outcome,
            Reason = reason,
            Certificate = material?.Details,
            Secret = material is null ? null : plan.Secret,
            ReferenceNumber = record.Last(EnrolmentStep.Sent)?["reference"],
            IsProven = record.Has(EnrolmentStep.Proven),
            WasResumed = record.WasResumed,
        };
}
