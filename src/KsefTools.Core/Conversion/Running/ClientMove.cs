using KsefTools.Core.Api;
using KsefTools.Core.Conversion.Planning;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Permissions;
using KsefTools.Core.Permissions.Granting;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Conversion.Running;

/// <summary>
/// One client's move, from wherever it stands: grant, prove, switch. Each step looks first at what is there (journal,
/// KSeF, profile), so that it may have been interrupted anywhere. Until the proof nothing of what serves the client is
/// touched.
/// </summary>
internal sealed class ClientMove(
    ConversionScene scene,
    KsefEnvironment environment,
    ClientPlan plan,
    OperationRecord record
) : IOperationLog
{
    /// <summary>Goes on as far as KSeF lets it; the profile as it is then.</summary>
    /// <exception cref="KsefApiException">KSeF could not be asked; a later run goes on.</exception>
    /// <exception cref="SignInException">KSeF did not answer a sign-in; a later run goes on.</exception>
    /// <exception cref="OfficeFileException">The profile cannot be changed; a later run goes on.</exception>
    public async Task<(ClientEnd End, ClientProfile Profile)> RunAsync(CancellationToken cancellationToken)
    {
        if (await GrantAsync(cancellationToken) is { } stopped)
            return (stopped, plan.Profile);
        // Whatever an earlier run has proven and switched: a plan that may move says that it does not hold any more.
        var rights = await new ClientProver(scene, environment, plan).ProveAsync(
            record.Has(ConversionStep.Granted),
            cancellationToken
        );
        if (!rights.Holds)
            return (NotProven(rights), plan.Profile);
        record.Write(ConversionStep.Proven, ("permissions", string.Join(' ', rights.Proof!.Names)));
        var profile = Switch();
        if (record.Conclude() is { } unfinished)
            scene.Options.Warn?.Invoke($"{plan.Profile.Nip}: {unfinished}");
        var end = End(ConversionOutcome.Converted, reason: null) with
        {
            IsProven = true,
            Rights = rights.Proof.Names,
            RetiredOn = scene.Today,
        };
        return (end, profile);
    }

    void IOperationLog.Sending() =>
        record.Write(ConversionStep.Granting, ("permissions", string.Join(' ', plan.Facts.Missing)));

    void IOperationLog.Sent(string referenceNumber) =>
        record.Write(ConversionStep.GrantSent, ("reference", referenceNumber));

    /// <summary>Null where the move goes on.</summary>
    private async Task<ClientEnd?> GrantAsync(CancellationToken cancellationToken)
    {
        if (plan.Facts.Missing.Count == 0 || plan.Grantor is not { } grantor)
        {
            // An earlier run asked for it and died before the answer; KSeF's list shows that it took effect.
            if (record.Has(ConversionStep.Granting) && !record.Has(ConversionStep.Granted))
                record.Write(ConversionStep.Granted);
            return null;
        }
        if (record.Has(ConversionStep.Granted))
            return null;
        var order = GrantOrders.For(scene, grantor, plan.Profile.Nip, plan.Facts.Missing);
        using var held = SubjectLock.TryTake(
            scene.Office,
            OperationKind.Grant.Name,
            order.LockedSubject(environment.Name, grantor.Session.Context)
        );
        if (held is null)
            return End(ConversionOutcome.Busy, ConversionSentences.Busy());
        try
        {
            await new GrantRun(grantor.Session, order, scene.Patience, scene.Time).RunAsync(
                Reference,
                this,
                cancellationToken
            );
            record.Write(ConversionStep.Granted, ("reference", Reference));
            return null;
        }
        catch (PermissionException open) when (open.Failure is PermissionFailure.StillInProgress)
        {
            return End(ConversionOutcome.WaitingForGrant, ConversionSentences.GrantPending(Reference));
        }
        catch (Exception refusal) when (IsRefusal(refusal))
        {
            return Refused(refusal);
        }
    }

    private ClientEnd Refused(Exception refusal)
    {
        record.Write(ConversionStep.GrantRefused, ("reference", Reference));
        record.Finish();
        return
            refusal is PermissionException { IsAboutSession: true } or KsefApiException { Kind: ApiErrorKind.Forbidden }
            ? End(ConversionOutcome.WaitingForClient, ConversionSentences.MayNotGrant(plan.Facts.Missing)) with
            {
                Route = ConversionRoute.ByClient,
                Remedy = ConversionCommands.AskClient(plan.Profile.Nip.Value),
            }
            : End(ConversionOutcome.Failed, refusal.Message);
    }

    private static bool IsRefusal(Exception exception) =>
        exception
            is PermissionException
                or KsefApiException { Kind: ApiErrorKind.Forbidden or ApiErrorKind.Validation };

    private ClientProfile Switch()
    {
        var identity = plan.Route is ConversionRoute.OwnCertificate ? null : scene.Identity.Name;
        var profile = new ProfileSwitch(scene.Office, plan.Profile).ToCertificate(
            identity,
            [.. plan.Facts.Tokens.Where(token => !token.IsRetired).Select(token => token.Secret)],
            scene.Today
        );
        record.Write(ConversionStep.Switched);
        return profile;
    }

    private ClientEnd NotProven(RightsAtClient rights)
    {
        // An earlier run's grant that the office's list does not show was taken back since: the next run plans again.
        var isTakenBack = record.WasResumed && scene.Identity.IsCompany && plan.Facts.Missing.Count > 0;
        if (record.Has(ConversionStep.Granted) && !isTakenBack)
            return End(
                ConversionOutcome.WaitingForGrant,
                $"{ConversionSentences.GrantPending(Reference)} {rights.Problem}"
            );
        record.Finish();
        return End(ConversionOutcome.Failed, rights.Problem);
    }

    private string? Reference => record.Last(ConversionStep.GrantSent)?["reference"];

    private ClientEnd End(ConversionOutcome outcome, string? reason) =>
        new(outcome, reason)
        {
            Remedy = outcome is ConversionOutcome.Converted ? null : plan.End.Remedy,
            Operation = Reference,
            WasResumed = record.WasResumed,
        };
}
