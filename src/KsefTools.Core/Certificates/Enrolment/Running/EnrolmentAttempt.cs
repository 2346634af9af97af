using System.Text.RegularExpressions;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Certificates.Enrolment.Running;

/// <summary>
/// One call under the holder's lock: completes what was interrupted, else begins what is due, else says why not.
/// </summary>
internal sealed partial class EnrolmentAttempt(
    OfficeFolder office,
    ISecretVault vault,
    KsefSessions sessions,
    TimeProvider time,
    EnrolmentOptions options,
    IProgress<string>? progress,
    EnrolmentOrder order,
    Func<CancellationToken, Task<KsefSession>>? openSession
) : IDisposable
{
    private HeldCertificate? _present;

    public async Task<EnrolmentResult> RunAsync(bool isRenewal, CancellationToken cancellationToken)
    {
        _present = await HeldCertificate.FindAsync(
            office,
            vault,
            order,
            EnrolmentRecords.FindLast(office, IsOurs)?.Secret,
            cancellationToken
        );
        while (EnrolmentRecords.TryResume(office, time, IsOurs, progress) is ({ } record, { } plan))
            using (record)
            {
                try
                {
                    if (!record.Has(EnrolmentStep.Refused))
                        return await ContinueAsync(record, plan, prepared: null, cancellationToken);
                }
                catch (EnrolmentException error)
                    when (order.Force
                        && error.Failure is (EnrolmentFailure.KeyLost or EnrolmentFailure.RevokedBeforeUse)
                    )
                {
                    // Nothing can come of it any more, and a person has said so.
                }
                await Run(record, plan).AbandonAsync();
            }
        if (isRenewal && _present is null)
            throw new EnrolmentException(
                EnrolmentFailure.NothingToRenew,
                EnrolmentSentences.NothingToRenew(order.Holder)
            );
        if (
            _present is { } present
            && !order.Force
            && !EnrolmentOutlooks.IsDue(office, time, order, present, isRenewal)
        )
            return await NotDueAsync(present, cancellationToken);
        return await BeginAsync(cancellationToken);
    }

    public void Dispose() => _present?.Dispose();

    private async Task<EnrolmentResult> BeginAsync(CancellationToken cancellationToken)
    {
        var plan = Plan();
        var prepared = await PrepareAsync(await OpenAsync(cancellationToken), cancellationToken);
        using var record = EnrolmentRecords.Begin(office, time, plan, progress);
        return await ContinueAsync(record, plan, prepared, cancellationToken);
    }

    /// <summary>
    /// Asks before each request. KSeF certifies whoever signed in, so that must be somebody who may be certified here,
    /// also where another signer began the run.
    /// </summary>
    private async Task<EnrolmentPreparation> PrepareAsync(KsefSession session, CancellationToken cancellationToken)
    {
        var prepared = await EnrolmentPreparation.AskAsync(session, order.Holder, cancellationToken);
        var allowed = HeldCertificate.SignersOf(office, order.Holder).ToList();
        // What the client's file names already, a person has brought.
        if (order.Holder.Kind is HolderKind.Client && _present is { } present)
            allowed.Add(present.Material.Details.Identity);
        // A fingerprint is of the certificate that signs in, which KSeF's data do not show.
        if (
            prepared.Identity is { } signer
                ? !allowed.Contains(signer)
                : !allowed.Exists(identity => identity.Kind is IdentityKind.Fingerprint)
        )
            throw new EnrolmentException(
                EnrolmentFailure.WrongIdentity,
                EnrolmentSentences.WrongIdentity(order.Holder)
            );
        return prepared;
    }

    private async Task<EnrolmentResult> ContinueAsync(
        OperationRecord record,
        EnrolmentPlan plan,
        EnrolmentPreparation? prepared,
        CancellationToken cancellationToken
    )
    {
        var run = Run(record, plan);
        try
        {
            return await run.ContinueAsync(prepared, OpenAsync, cancellationToken);
        }
        catch (EnrolmentException) when (record.Has(EnrolmentStep.Refused))
        {
            await run.AbandonAsync();
            throw;
        }
    }

    private EnrolmentRun Run(OperationRecord record, EnrolmentPlan written)
    {
        var plan = written with { Again = order.Again };
        return new(
            office,
            sessions,
            order.Environment,
            record,
            plan,
            new EnrolmentKeys(office, vault, record, plan),
            PrepareAsync,
            options,
            time
        );
    }

    private async Task<KsefSession> OpenAsync(CancellationToken cancellationToken)
    {
        if (openSession is not null)
            return await openSession(cancellationToken);
        if (_present?.Material is { } material && material.Details.ValidTo > time.GetUtcNow())
            return await sessions.OpenAsync(
                order.Environment,
                order.Context,
                material,
                fresh: false,
                cancellationToken
            );
        // What Complete-KsefSigningRequest left, where it was killed before it came to the certificate.
        return await sessions.FindSignedElsewhereAsync(
                order.Environment,
                order.Context,
                order.Holder.ToString(),
                cancellationToken
            ) ?? throw NoWayIn();
    }

    private EnrolmentException NoWayIn() =>
        _present is null
            ? new(EnrolmentFailure.TokenSession, EnrolmentSentences.TokenSession(order.Holder))
            : new(EnrolmentFailure.PresentExpired, EnrolmentSentences.Expired(order.Holder, _present.Material.Details));

    private EnrolmentPlan Plan()
    {
        var tag = options.NewTag();
        var name = $"{order.Label ?? Usual().Replace($"KsefTools {order.Holder.Name}", "-")} {tag}";
        if (!Allowed().IsMatch(name))
            throw new EnrolmentException(EnrolmentFailure.NameInvalid, EnrolmentSentences.NameInvalid(name));
        var isKsefs = _present?.Material.Details is { Type: not CertificateType.External };
        return new EnrolmentPlan
        {
            Holder = order.Holder,
            Environment = order.Environment.Name,
            Context = order.Context,
            Type = order.Type,
            Algorithm = order.Algorithm,
            Name = name,
            Secret = new SecretAddress(
                order.Vault ?? office.Settings.Vault,
                // The letter keeps a tag of digits alone from looking like a number.
                SecretNames.ForCertificate(order.Environment.Name, order.Holder.Name, $"r{tag}", office.EnsureId())
            ),
            ValidFrom = order.ValidFrom,
            Old = _present?.Secret,
            OldSerial = isKsefs ? _present!.Material.Details.SerialNumber : null,
            // Another office's certificate may serve here, and lives on there.
            RevokeOld = order.RevokeOld && _present is { } old && !SecretOwner.IsOfAnother(office, old.Secret.Name),
        };
    }

    private bool IsOurs(EnrolmentPlan plan) => EnrolmentOutlooks.IsOf(plan, order);

    private async Task<EnrolmentResult> NotDueAsync(HeldCertificate present, CancellationToken cancellationToken)
    {
        var certificate = present.Material.Details;
        var due = EnrolmentOutlooks.Due(office, order, present);
        return new EnrolmentResult
        {
            Holder = order.Holder,
            Outcome = EnrolmentOutcome.NotDue,
            Reason = EnrolmentSentences.NotDue(certificate.ValidTo, due),
            Certificate = certificate,
            Secret = present.Secret,
            Warnings = time.GetUtcNow() >= due - options.WarnBefore ? await LookAheadAsync(due, cancellationToken) : [],
        };
    }

    private async Task<IReadOnlyList<string>> LookAheadAsync(DateTimeOffset due, CancellationToken cancellationToken)
    {
        try
        {
            var session = await OpenAsync(cancellationToken);
            var quotas = await session.SendAsync(session.Api.GetCertificateQuotasAsync, cancellationToken);
            return EnrolmentQuotas.Obstacle(quotas) is { } obstacle
                ? [EnrolmentSentences.RenewalWillNotFit(due, obstacle)]
                : [];
        }
        catch (Exception error) when (error is KsefApiException or SignInException or EnrolmentException)
        {
            return [EnrolmentSentences.QuotaNotAsked(error.Message)];
        }
    }

    [GeneratedRegex(
        @"\A[a-zA-Z0-9_\- ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]{5,100}\z",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Allowed();

    [GeneratedRegex("[^a-zA-Z0-9_ ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Usual();
}
