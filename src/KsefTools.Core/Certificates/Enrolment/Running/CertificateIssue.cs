using System.Globalization;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Certificates.Enrolment.Running;

/// <summary>
/// Brings KSeF to issue the certificate for one key, once: sends the request, or finds out what became of the one that
/// was sent, and waits.
/// </summary>
/// <param name="session">A session of the certificate's holder.</param>
/// <param name="prepared">What KSeF has just said; null for a run that began earlier.</param>
/// <param name="prepare">Asks KSeF before a request, and refuses whoever may not be certified.</param>
/// <param name="record">The run.</param>
/// <param name="plan">What it is to bring.</param>
/// <param name="options">How patiently to wait.</param>
/// <param name="time">Measures it.</param>
internal sealed class CertificateIssue(
    KsefSession session,
    EnrolmentPreparation? prepared,
    Func<KsefSession, CancellationToken, Task<EnrolmentPreparation>> prepare,
    OperationRecord record,
    EnrolmentPlan plan,
    EnrolmentOptions options,
    TimeProvider time
)
{
    private const string Endpoint = "POST /certificates/enrollments";

    /// <summary>How often one process sends: a network that loses every request is not to be hammered.</summary>
    private const int MaxSends = 2;

    private readonly CertificateRegister _register = new(session);
    private EnrolmentPreparation? _prepared = prepared;

    /// <summary>
    /// The serial number; null where KSeF has not issued it yet, or does not show yet whether it will.
    /// </summary>
    /// <exception cref="EnrolmentException">KSeF refused.</exception>
    public async Task<string?> ObtainAsync(KeyPair key, CancellationToken cancellationToken)
    {
        for (var sends = 0; ; )
            switch (
                record.Last(EnrolmentStep.Sending, EnrolmentStep.NotTaken, EnrolmentStep.Sent, EnrolmentStep.Issued)
            )
            {
                case { Step: EnrolmentStep.Issued } issued:
                    return issued["serial"];
                case { Step: EnrolmentStep.Sent } sent:
                    return await AwaitAsync(sent["reference"]!, key, cancellationToken);
                case { Step: EnrolmentStep.Sending } sending:
                    if (await FindOutAsync(sending.At, sending["remaining"], key, cancellationToken) is not { } known)
                        return null;
                    if (known)
                        break;
                    record.Write(EnrolmentStep.NotTaken, ("seen", "no"));
                    break;
                default:
                    await SendAsync(key, isLast: ++sends == MaxSends, cancellationToken);
                    break;
            }
    }

    /// <summary>
    /// Gets the issued certificate and joins it with its key, which stays the caller's where that fails.
    /// </summary>
    /// <exception cref="EnrolmentException">It is another key's, or of another type.</exception>
    public async Task<KeyMaterial> RetrieveAsync(string serial, KeyPair key, CancellationToken cancellationToken)
    {
        var certificate =
            await _register.RetrieveAsync(serial, cancellationToken)
            ?? throw new EnrolmentException(EnrolmentFailure.CertificateMismatch, EnrolmentSentences.Mismatch(serial));
        if (key.Matches(certificate) && CertificateDetails.Of(certificate).Type == plan.Type)
            return KeyMaterial.Join(certificate, key);
        certificate.Dispose();
        throw new EnrolmentException(EnrolmentFailure.CertificateMismatch, EnrolmentSentences.Mismatch(serial));
    }

    private async Task SendAsync(KeyPair key, bool isLast, CancellationToken cancellationToken)
    {
        var (quotas, subject) = _prepared ?? await prepare(session, cancellationToken);
        _prepared = null;
        var request = new EnrollCertificateRequest(
            plan.Name,
            plan.Type.ToString(),
            CertificateRequests.Create(subject, key),
            plan.ValidFrom
        );
        record.Write(
            EnrolmentStep.Sending,
            ("remaining", quotas.Enrollment.Remaining.ToString(CultureInfo.InvariantCulture))
        );
        try
        {
            // Ctrl-C waits from here until the answer is in the journal; the call has a time limit of its own.
            var started = await session.SendAsync(
                (access, _) => session.Api.EnrollCertificateAsync(access, request, CancellationToken.None),
                CancellationToken.None
            );
            record.Write(EnrolmentStep.Sent, ("reference", started.ReferenceNumber));
        }
        catch (KsefApiException error) when (IsRefusal(error))
        {
            throw Refuse(error);
        }
        catch (Exception error) when (error is SignInException || error is KsefApiException api && WasNotTaken(api))
        {
            record.Write(EnrolmentStep.NotTaken);
            throw;
        }
        catch (KsefApiException) when (!isLast)
        {
            // The answer was lost: the journal says "sending", and the next thing is to find out.
        }
    }

    /// <summary>
    /// KSeF has read it and said no. After a request that may have got there, it may mean that this one is the second.
    /// </summary>
    private bool IsRefusal(KsefApiException error) =>
        error.Kind is ApiErrorKind.Validation
        && IsEnrolment(error)
        && !record.All(EnrolmentStep.NotTaken).Any(entry => entry["seen"] is not null);

    /// <summary>Kept back here, kept back by what stands before KSeF, or the session was no longer taken.</summary>
    private static bool WasNotTaken(KsefApiException error) =>
        !error.WasSent
        || !IsEnrolment(error)
        || error.Kind
            is ApiErrorKind.Unauthorized
                or ApiErrorKind.Forbidden
                or ApiErrorKind.PortalRefused
                or ApiErrorKind.RateLimited
                or ApiErrorKind.NotFound;

    private static bool IsEnrolment(KsefApiException error) =>
        string.Equals(error.Endpoint, Endpoint, StringComparison.Ordinal);

    private EnrolmentException Refuse(KsefApiException error)
    {
        record.Write(EnrolmentStep.Refused, ("code", error.Code?.ToString(CultureInfo.InvariantCulture)));
        return EnrolmentPreparation.IsWrongSource(error)
            ? EnrolmentPreparation.WrongSource(error, plan.Holder)
            : new EnrolmentException(EnrolmentFailure.Refused, EnrolmentSentences.Refused(error.Message), error)
            {
                Details = error.Details,
            };
    }

    /// <summary>
    /// True: it arrived, and the certificate is there. False: it never arrived. Null: that is not to be seen yet.
    /// </summary>
    private async Task<bool?> FindOutAsync(
        DateTimeOffset sentAt,
        string? remainingBefore,
        KeyPair key,
        CancellationToken cancellationToken
    )
    {
        // A number that was damaged proves no application unspent: that would ask for a second certificate.
        var before = int.TryParse(remainingBefore ?? "0", CultureInfo.InvariantCulture, out var number)
            ? number
            : int.MaxValue;
        var pauses = new Pauses(options.PollDelay, options.MaxPollDelay, options.MaxWait, time);
        do
        {
            if (await _register.FindAsync(plan.Name, key, cancellationToken) is { } serial)
            {
                record.Write(EnrolmentStep.Issued, ("serial", serial));
                return true;
            }
            var quotas = await session.SendAsync(session.Api.GetCertificateQuotasAsync, cancellationToken);
            var age = time.GetUtcNow() - sentAt;
            var isUnspent = quotas.Enrollment.Remaining >= before;
            if (age >= (isUnspent ? options.SettleTime : options.LostAfter))
                return false;
        } while (await pauses.TryNextAsync(cancellationToken));
        return null;
    }

    private async Task<string?> AwaitAsync(string reference, KeyPair key, CancellationToken cancellationToken)
    {
        var pauses = new Pauses(options.PollDelay, options.MaxPollDelay, options.MaxWait, time);
        do
        {
            var status = await StatusAsync(reference, cancellationToken);
            switch (status?.Status.Code)
            {
                case 200 when status.CertificateSerialNumber is { } serial:
                    record.Write(EnrolmentStep.Issued, ("serial", serial));
                    return serial;
                case >= 100 and < 300:
                    break;
                case null when await _register.FindAsync(plan.Name, key, cancellationToken) is { } serial:
                    record.Write(EnrolmentStep.Issued, ("serial", serial));
                    return serial;
                default:
                    record.Write(
                        EnrolmentStep.Refused,
                        ("code", status?.Status.Code.ToString(CultureInfo.InvariantCulture))
                    );
                    throw new EnrolmentException(
                        EnrolmentFailure.Refused,
                        EnrolmentSentences.Refused(status?.Status.Description)
                    )
                    {
                        Details = status?.Status.Details ?? [],
                    };
            }
        } while (await pauses.TryNextAsync(cancellationToken));
        return null;
    }

    // Null once KSeF keeps it no longer (30 days); the certificate itself lives on.
    private async Task<EnrollmentStatus?> StatusAsync(string reference, CancellationToken cancellationToken)
    {
        try
        {
            return await session.SendAsync(
                (access, cancel) => session.Api.GetEnrollmentStatusAsync(access, reference, cancel),
                cancellationToken
            );
        }
        catch (KsefApiException error) when (error.Kind is ApiErrorKind.Gone)
        {
            return null;
        }
    }
}
