using KsefTools.Core.Api;
using KsefTools.Core.Conversion.Letters;
using KsefTools.Core.Conversion.Planning;
using KsefTools.Core.Conversion.Waiting;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Permissions;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Conversion.Running;

/// <summary>
/// One client of a run: under its lock, what was interrupted is completed, else what is planned is done, else said why not. Gives
/// exactly one result, whatever breaks.
/// </summary>
internal sealed class ClientConversion(ConversionScene scene, ClientTokens client)
{
    private readonly ClientPlanner _planner = new(scene);
    private KsefConversion? _result;
    private bool _isProvenNow;

    public async Task<KsefConversion> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!Nip.TryParse(client.Nip, out var nip) || scene.Office.Profiles.Read(nip)?.Profile is not { } profile)
                return Broken(ConversionOutcome.Failed, ConversionSentences.NoProfile(client.Nip));
            if (scene.Options.OnlyPlan)
                return await PlanAsync(profile, cancellationToken);
            using var held = SubjectLock.TryTake(scene.Office, ConversionStep.Conversion, Subject);
            if (held is null)
                return Broken(ConversionOutcome.Busy, ConversionSentences.Busy());
            // Another process may have changed the file until a moment ago.
            profile = scene.Office.Profiles.Read(nip)?.Profile ?? profile;
            return await ConvertAsync(profile, cancellationToken);
        }
        catch (Exception exception)
            when (exception is KsefApiException or SignInException or SecretVaultException or PermissionException)
        {
            return Broken(ConversionOutcome.Unknown, exception.Message);
        }
        catch (Exception exception)
            when (exception
                    is OfficeFileException
                        or OfficeFolderException
                        or CredentialException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            return Broken(ConversionOutcome.Failed, exception.Message);
        }
        catch (Exception exception)
            when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // A fault of ours must not cost the others theirs. Only the type is told: a message might quote a secret.
            return Broken(ConversionOutcome.Unknown, ConversionSentences.Unexpected(exception));
        }
    }

    private string Subject => $"{client.First.Environment} {client.Nip}";

    private async Task<KsefConversion> PlanAsync(ClientProfile profile, CancellationToken cancellationToken)
    {
        var plan = await _planner.PlanAsync(client, profile, required: null, cancellationToken);
        var result = scene.Records.Has(ConversionStep.Conversion, Subject)
            ? plan.Result with
            {
                WasResumed = true,
            }
            : plan.Result;
        return WithRevocation(result);
    }

    private async Task<KsefConversion> ConvertAsync(ClientProfile profile, CancellationToken cancellationToken)
    {
        using var open = scene.Records.TryResume(ConversionStep.Conversion, Subject);
        var plan = await _planner.PlanAsync(
            client,
            profile,
            open?.Start["required"]?.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            cancellationToken
        );
        plan = plan with { Result = WithRevocation(plan.Result) };
        _result = plan.Result;
        var isAgreed = open is not null;
        if (open is not null)
            _result = await ResumeAsync(open, plan, cancellationToken);
        else if (plan.MayMove || IsRevocationDue(plan.Result))
        {
            if (scene.Options.Confirm is { } confirm && !await confirm(plan.Result, cancellationToken))
                return plan.Result;
            isAgreed = true;
            if (plan.MayMove)
                _result = await BeginAsync(plan, cancellationToken);
        }
        if (isAgreed && scene.Options.RevokeToken)
            _result = await RetireAsync(plan, _result, cancellationToken);
        Remember(_result, plan);
        return new LetterBox(scene).Write(_result, plan);
    }

    // So that an audit notices when the client has granted what is waited for.
    private void Remember(KsefConversion result, ClientPlan plan)
    {
        var waiting = new WaitingClients(scene.Office);
        if (result.Outcome is ConversionOutcome.WaitingForClient)
            waiting.Remember(new WaitingClient(result.Nip, result.Environment, scene.Identity.Name, plan.Missing));
        else if (result.Outcome is ConversionOutcome.Converted or ConversionOutcome.AlreadyConverted)
            waiting.Forget(result.Nip);
    }

    private async Task<KsefConversion> BeginAsync(ClientPlan plan, CancellationToken cancellationToken)
    {
        using var record = OperationRecord.Begin(
            scene.Office,
            scene.Time,
            ConversionStep.Conversion,
            Subject,
            scene.Options.Steps,
            ("nip", client.Nip),
            ("identity", scene.Identity.Name),
            ("route", plan.Result.Route.ToString()),
            ("required", string.Join(' ', plan.Result.RequiredPermissions)),
            ("effective", string.Join(' ', plan.Result.TokenPermissions)),
            ("reference", plan.Result.Reference)
        );
        return await MoveAsync(plan, record, cancellationToken);
    }

    private async Task<KsefConversion> ResumeAsync(
        OperationRecord record,
        ClientPlan plan,
        CancellationToken cancellationToken
    )
    {
        if (plan.Result.Outcome is ConversionOutcome.AlreadyConverted)
        {
            // Only the last lines were missing.
            record.Finish();
            return plan.Result with
            {
                Outcome = ConversionOutcome.Converted,
                IsProven = record.Has(ConversionStep.Proven),
                WasResumed = true,
            };
        }
        if (plan.MayMove)
            return await MoveAsync(plan, record, cancellationToken);
        // What stopped the other run may stop this one, too; what was not answered may be answered to the next.
        if (plan.Result.Outcome is not ConversionOutcome.Unknown)
            record.Finish();
        return plan.Result with { WasResumed = true };
    }

    private async Task<KsefConversion> MoveAsync(
        ClientPlan plan,
        OperationRecord record,
        CancellationToken cancellationToken
    )
    {
        var environment = KsefEnvironment.Parse(client.First.Environment);
        var result = await new ClientMove(scene, environment, plan, record).RunAsync(cancellationToken);
        _isProvenNow = result.IsProven;
        return result;
    }

    /// <summary>
    /// Only what has been proven in this run, or is proven now, costs a token its life: the proof of a process that died may be old.
    /// </summary>
    private async Task<KsefConversion> RetireAsync(
        ClientPlan plan,
        KsefConversion result,
        CancellationToken cancellationToken
    )
    {
        if (
            result.Outcome is not (ConversionOutcome.Converted or ConversionOutcome.AlreadyConverted)
            || !IsServedByOurs(result)
        )
            return result;
        var profile = scene.Office.Profiles.Read(plan.Profile.Nip)?.Profile ?? plan.Profile;
        var due = profile.Access.Where(entry => RevokeOn(entry) <= scene.Today).ToList();
        if (due.Count == 0)
            return WithRevocation(result with { RetiredOn = profile.Access.Max(entry => entry.RetiredOn) });
        var environment = KsefEnvironment.Parse(client.First.Environment);
        if (!_isProvenNow)
        {
            var rights = await new ClientProver(scene, environment, plan).ProveAsync(false, cancellationToken);
            if (!rights.Holds)
                return result with { Outcome = ConversionOutcome.Failed, Reason = rights.Problem };
            result = result with { IsProven = true, IdentityPermissions = new TextList<string>(rights.Proof!.Names) };
        }
        foreach (var entry in due)
            result = Add(result, await RetireAsync(environment, profile, entry, cancellationToken));
        return result;
    }

    private async Task<RetirementEnd> RetireAsync(
        KsefEnvironment environment,
        ClientProfile profile,
        AccessEntry entry,
        CancellationToken cancellationToken
    )
    {
        var subject = TokenRetirement.SubjectOf(client.First.Environment, profile, entry);
        using var record =
            scene.Records.TryResume(ConversionStep.Retirement, subject)
            ?? OperationRecord.Begin(
                scene.Office,
                scene.Time,
                ConversionStep.Retirement,
                subject,
                scene.Options.Steps,
                ("nip", client.Nip),
                ("secret", entry.Secret),
                ("reference", entry.Reference)
            );
        return await new TokenRetirement(scene, environment, profile, entry, record).RunAsync(cancellationToken);
    }

    private static KsefConversion Add(KsefConversion result, RetirementEnd end) =>
        result with
        {
            TokenRevoked = result.TokenRevoked || end.IsRevoked,
            Reason = end.Problem ?? result.Reason,
            Remedy = end.Problem is null ? result.Remedy : $"Convert-KsefToCertificate {result.Nip} -RevokeToken",
        };

    private bool IsRevocationDue(KsefConversion result) =>
        scene.Options.RevokeToken
        && result is { Outcome: ConversionOutcome.AlreadyConverted, RetiredOn: { } day }
        && day.AddDays(scene.Options.AfterDays) <= scene.Today
        && IsServedByOurs(result);

    /// <summary>Whether it is this run's identity that serves the client: no other one can be proven by it.</summary>
    private bool IsServedByOurs(KsefConversion result) =>
        string.Equals(result.Identity, scene.Identity.Name, StringComparison.OrdinalIgnoreCase);

    private DateOnly? RevokeOn(AccessEntry entry) => entry.RetiredOn?.AddDays(scene.Options.AfterDays);

    /// <summary>When the token of a client that is served by the certificate goes, and if that is now, how.</summary>
    private KsefConversion WithRevocation(KsefConversion result)
    {
        if (!scene.Options.RevokeToken || result.RetiredOn is not { } retired)
            return result;
        var day = retired.AddDays(scene.Options.AfterDays);
        result = result with { RevokeOn = day };
        if (day > scene.Today)
            return result with { Reason = result.Reason ?? ConversionSentences.RevokeLater(day) };
        return IsRevocationDue(result)
            ? result with
            {
                Steps = new TextList<string>(PlanText.RetirementSteps(result.RequiredPermissions, scene)),
            }
            : result;
    }

    private KsefConversion Broken(ConversionOutcome outcome, string reason) =>
        (
            _result
            ?? new KsefConversion
            {
                Nip = client.Nip,
                Name = client.First.Name,
                Environment = client.First.Environment,
                Identity = scene.Identity.Name,
                Outcome = outcome,
                SecretName = client.First.SecretName,
                Vault = client.First.Vault,
                Reference = client.First.Reference,
                Path = client.First.Path,
                OfficePath = scene.Office.Path,
            }
        ) with
        {
            // A client that was moved stays moved, whatever broke afterwards.
            Outcome = _result is { IsProven: true, Outcome: ConversionOutcome.Converted }
                ? ConversionOutcome.Converted
                : outcome,
            Reason = reason,
            Remedy = $"Convert-KsefToCertificate {client.Nip}",
        };
}
