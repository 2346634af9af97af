using KsefTools.Core.Api;
using KsefTools.Core.Conversion.Planning;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Conversion.Running;

/// <summary>
/// One client's move, from wherever it stands: grant, prove, switch. Each step looks first at what is there (journal, KSeF, profile),
/// so that it may have been interrupted anywhere. Until the proof nothing of what serves the client is touched.
/// </summary>
internal sealed class ClientMove(
    ConversionScene scene,
    KsefEnvironment environment,
    ClientPlan plan,
    OperationRecord record
)
{
    /// <summary>Goes on as far as KSeF lets it.</summary>
    /// <exception cref="KsefApiException">KSeF could not be asked; a later run goes on.</exception>
    /// <exception cref="SignInException">KSeF did not answer a sign-in; a later run goes on.</exception>
    /// <exception cref="OfficeFileException">The profile cannot be changed; a later run goes on.</exception>
    public async Task<KsefConversion> RunAsync(CancellationToken cancellationToken)
    {
        if (await GrantAsync(cancellationToken) is { } stopped)
            return stopped;
        // Whatever an earlier run has proven and switched: a plan that may move says that it does not hold any more.
        var rights = await new ClientProver(scene, environment, plan).ProveAsync(
            record.Has(ConversionStep.Granted),
            cancellationToken
        );
        if (!rights.Holds)
            return NotProven(rights);
        record.Write(ConversionStep.Proven, ("permissions", string.Join(' ', rights.Proof!.Names)));
        Switch();
        record.Finish();
        return Converted(rights.Proof.Names);
    }

    /// <summary>Null where the move goes on.</summary>
    private async Task<KsefConversion?> GrantAsync(CancellationToken cancellationToken)
    {
        if (plan.Missing.Count == 0 || plan.Grantor is not { } grantor)
        {
            // An earlier run asked for it and died before the answer; KSeF's list shows that it took effect.
            if (record.Has(ConversionStep.Granting) && !record.Has(ConversionStep.Granted))
                record.Write(ConversionStep.Granted);
            return null;
        }
        if (record.Has(ConversionStep.Granted))
            return null;
        var (end, problem) = await new GrantMaker(scene, record, grantor).GrantAsync(
            plan.Profile.Nip,
            plan.Missing,
            cancellationToken
        );
        switch (end)
        {
            case GrantEnd.Done:
                return null;
            case GrantEnd.Pending:
                return Result(ConversionOutcome.WaitingForGrant, ConversionSentences.GrantPending(Reference));
            case GrantEnd.NotAllowed:
                record.Finish();
                return Result(ConversionOutcome.WaitingForClient, ConversionSentences.MayNotGrant(plan.Missing)) with
                {
                    Route = ConversionRoute.ByClient,
                    Remedy = $"Convert-KsefToCertificate {plan.Result.Nip} -RequestPath .",
                };
            default:
                record.Finish();
                return Result(ConversionOutcome.Failed, problem);
        }
    }

    private void Switch()
    {
        var identity = plan.Result.Route is ConversionRoute.OwnCertificate ? null : scene.Identity.Name;
        new ProfileSwitch(scene.Office, plan.Profile.Path).ToCertificate(
            identity,
            [.. plan.Tokens.Where(token => !token.IsRetired).Select(token => token.Secret)],
            scene.Today
        );
        record.Write(ConversionStep.Switched);
    }

    private KsefConversion NotProven(RightsAtClient rights)
    {
        // An earlier run's grant that the office's list does not show was taken back since: the next run plans anew.
        var isTakenBack = record.WasResumed && scene.Identity.IsCompany && plan.Missing.Count > 0;
        if (record.Has(ConversionStep.Granted) && !isTakenBack)
            return Result(
                ConversionOutcome.WaitingForGrant,
                $"{ConversionSentences.GrantPending(Reference)} {rights.Problem}"
            );
        record.Finish();
        return Result(ConversionOutcome.Failed, rights.Problem);
    }

    private KsefConversion Converted(IReadOnlyList<string> after) =>
        Result(ConversionOutcome.Converted, reason: null) with
        {
            Remedy = null,
            IsProven = true,
            RetiredOn = scene.Today,
            IdentityPermissions = new TextList<string>(after),
            Surplus = new TextList<string>(RightsBalance.Surplus(after, plan.Result.TokenPermissions)),
            Lost = new TextList<string>(RightsBalance.Lost(plan.Result.TokenPermissions, after)),
        };

    private string? Reference =>
        record.Last(ConversionStep.Granted)?["reference"] ?? record.Last(ConversionStep.GrantSent)?["reference"];

    private KsefConversion Result(ConversionOutcome outcome, string? reason) =>
        plan.Result with
        {
            Outcome = outcome,
            Reason = reason,
            OperationReference = Reference,
            WasResumed = record.WasResumed,
        };
}
