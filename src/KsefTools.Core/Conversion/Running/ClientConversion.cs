using System.Runtime.CompilerServices;
using KsefTools.Core.Api;
using KsefTools.Core.Conversion.Letters;
using KsefTools.Core.Conversion.Planning;
using KsefTools.Core.Conversion.Waiting;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Permissions;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Conversion.Running;

/// <summary>
/// One client of a run: under its lock, what was interrupted is completed, else what is planned is done, else said why
/// not. Gives exactly one result, whatever breaks: it tells how far the client came.
/// </summary>
internal sealed class ClientConversion(ConversionScene scene, ClientTokens client)
{
    private readonly ClientPlanner _planner = new(scene);

    private string Subject => $"{client.First.Environment} {client.Nip}";

    public async Task<KsefConversion> RunAsync(CancellationToken cancellationToken)
    {
        var reached = new Stage(Plan: null, new ClientEnd(ConversionOutcome.Unknown));
        try
        {
            await foreach (var stage in GoAsync(cancellationToken))
                reached = stage;
        }
        catch (Exception exception) when (Judge(exception, cancellationToken) is { } end)
        {
            reached = reached with { End = reached.End.Broken(end, ConversionCommands.Convert(client.Nip)) };
        }
        return ConversionNouns.Of(scene, client, reached.Plan, reached.End, reached.Letter);
    }

    private async IAsyncEnumerable<Stage> GoAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var held = scene.Options.OnlyPlan
            ? null
            : SubjectLock.TryTake(scene.Office, OperationKind.Conversion.Name, Subject);
        if (held is null && !scene.Options.OnlyPlan)
        {
            yield return NotBegun(ConversionOutcome.Busy, ConversionSentences.Busy());
            yield break;
        }
        if (Profile() is not { } profile)
        {
            yield return NotBegun(ConversionOutcome.Failed, ConversionSentences.NoProfile(client.Nip));
            yield break;
        }
        if (!KsefEnvironment.TryParse(client.First.Environment, out var environment, out var error))
        {
            yield return new Stage(Plan: null, new ClientEnd(ConversionOutcome.Failed, error));
            yield break;
        }
        var (open, required) = held is null ? (null, null) : TakeUp();
        using (open)
        {
            var plan = await _planner.PlanAsync(client, environment, profile, required, cancellationToken);
            if (held is null)
            {
                var isOpen = scene.Open.Has(OperationKind.Conversion, Subject);
                yield return new Stage(plan, plan.End with { WasResumed = isOpen });
                yield break;
            }
            yield return new Stage(plan, plan.End);
            await foreach (var stage in DoAsync(environment, plan, open, cancellationToken))
                yield return stage;
        }
    }

    private async IAsyncEnumerable<Stage> DoAsync(
        KsefEnvironment environment,
        ClientPlan plan,
        OperationRecord? open,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        EndRetirements(plan.Profile);
        var end = plan.End;
        if (open is not null || plan.MayMove || scene.IsRevocationDue(plan))
        {
            // What was begun is completed unasked, except where a token may go for good at its end.
            var asks = open is null || scene.Options.RevokeToken;
            if (asks && scene.Options.Confirm is { } confirm && !await confirm(Noun(plan), cancellationToken))
                yield break;
            (end, var profile) = await MoveAsync(environment, plan, open, cancellationToken);
            yield return new Stage(plan, end);
            await foreach (var reached in RetireAsync(environment, plan, end, profile, cancellationToken))
            {
                end = reached;
                yield return new Stage(plan, end);
            }
        }
        Remember(plan, end);
        yield return new Stage(plan, end, new LetterBox(scene).Write(plan, end));
    }

    /// <summary>Completes what was interrupted, or begins; the profile as it is afterwards.</summary>
    private async Task<(ClientEnd End, ClientProfile Profile)> MoveAsync(
        KsefEnvironment environment,
        ClientPlan plan,
        OperationRecord? open,
        CancellationToken cancellationToken
    )
    {
        if (!plan.MayMove)
            return (open is null ? plan.End : Leave(plan, open), plan.Profile);
        if (open is not null)
            return await new ClientMove(scene, environment, plan, open).RunAsync(cancellationToken);
        using var begun = OperationRecord.Begin(
            scene.Office,
            scene.Time,
            OperationKind.Conversion,
            Subject,
            scene.Options.Steps,
            ("nip", client.Nip),
            ("identity", scene.Identity.Name),
            ("route", plan.Route.ToString()),
            ("required", string.Join(' ', plan.Facts.Required)),
            ("effective", string.Join(' ', plan.Facts.Effective)),
            ("reference", plan.Reference)
        );
        return await new ClientMove(scene, environment, plan, begun).RunAsync(cancellationToken);
    }

    /// <summary>Ends an interrupted move that cannot go on.</summary>
    private static ClientEnd Leave(ClientPlan plan, OperationRecord open)
    {
        // What stopped the other run may stop this one, too; what was not answered may be answered to the next.
        if (plan.End.Outcome is not ConversionOutcome.Unknown)
            open.Finish();
        var end = plan.End with { WasResumed = true };
        return end.Outcome is ConversionOutcome.AlreadyConverted
            // Only the last lines were missing.
            ? end with
            {
                Outcome = ConversionOutcome.Converted,
                IsProven = open.Has(ConversionStep.Proven),
            }
            : end;
    }

    /// <summary>
    /// Puts the tokens out of use whose day has come. Only what has been proven in this run, or is proven now, costs a
    /// token its life: the proof of a process that died may be old.
    /// </summary>
    private async IAsyncEnumerable<ClientEnd> RetireAsync(
        KsefEnvironment environment,
        ClientPlan plan,
        ClientEnd end,
        ClientProfile profile,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (!end.IsServed || !scene.IsServedByOurs(end))
            yield break;
        var due = ProfileSwitch
            .RetiredTokens(profile)
            .Where(entry => scene.RevokeOn(entry.RetiredOn) <= scene.Today)
            .ToList();
        if (due.Count == 0)
            yield break;
        if (end.Rights is null)
        {
            var rights = await new ClientProver(scene, environment, plan).ProveAsync(false, cancellationToken);
            end = rights.Holds
                ? end with
                {
                    IsProven = true,
                    Rights = rights.Proof!.Names,
                }
                : end with
                {
                    Outcome = ConversionOutcome.Failed,
                    Reason = rights.Problem,
                };
            yield return end;
            if (!rights.Holds)
                yield break;
        }
        foreach (var entry in due)
        {
            end = Add(end, await RetireAsync(environment, plan, profile, entry, cancellationToken));
            yield return end;
        }
    }

    private async Task<RetirementEnd> RetireAsync(
        KsefEnvironment environment,
        ClientPlan plan,
        ClientProfile profile,
        AccessEntry entry,
        CancellationToken cancellationToken
    )
    {
        var subject = TokenRetirement.SubjectOf(client.First.Environment, profile, entry);
        using var record =
            scene.Open.TryResume(OperationKind.Retirement, subject, scene.Time, scene.Options.Steps)
            ?? OperationRecord.Begin(
                scene.Office,
                scene.Time,
                OperationKind.Retirement,
                subject,
                scene.Options.Steps,
                ("nip", client.Nip),
                ("identity", scene.Identity.Name),
                ("secret", entry.Secret),
                ("reference", entry.Reference)
            );
        var prover = new ClientProver(scene, environment, plan);
        return await new TokenRetirement(scene, environment, profile, entry, record, prover).RunAsync(
            cancellationToken
        );
    }

    /// <summary>
    /// Ends the records of tokens that left vault and file: whoever took them out died before the last line. One that a
    /// person took out of the file may still sign in, so that its record stays.
    /// </summary>
    private void EndRetirements(ClientProfile profile)
    {
        var named = profile
            .Access.Select(entry => TokenRetirement.SubjectOf(client.First.Environment, profile, entry))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var gone = scene
            .Open.SubjectsOf(OperationKind.Retirement)
            .Where(subject => subject.StartsWith($"{Subject} ", StringComparison.Ordinal) && !named.Contains(subject));
        foreach (var subject in gone)
            using (
                var record = scene.Open.TryResume(OperationKind.Retirement, subject, scene.Time, scene.Options.Steps)
            )
                if (record?.Has(ConversionStep.SecretRemoved) is true && record.Conclude() is { } unfinished)
                    scene.Options.Warn?.Invoke($"{profile.Nip}: {unfinished}");
    }

    private ClientEnd Add(ClientEnd end, RetirementEnd retired) =>
        end with
        {
            TokenRevoked = end.TokenRevoked || retired.IsRevoked,
            Reason = retired.Problem ?? end.Reason,
            Remedy = retired.Problem is null ? end.Remedy : ConversionCommands.Retire(client.Nip),
        };

    // So that an audit notices when the client has granted what is waited for.
    private void Remember(ClientPlan plan, ClientEnd end)
    {
        var waiting = new WaitingClients(scene.Office);
        if (end.Outcome is ConversionOutcome.WaitingForClient)
            waiting.Remember(
                new WaitingClient(client.Nip, client.First.Environment, scene.Identity.Name, plan.Facts.Missing)
            );
        else if (end.IsServed)
            waiting.Forget(client.Nip);
    }

    // A plan touches nothing and may be a moment old; a move looks at what another process left until now.
    private ClientProfile? Profile() =>
        scene.Options.OnlyPlan ? scene.Profiles.GetValueOrDefault(client.Nip)
        : ClientId.TryParse(client.Nip, out var nip) ? scene.Office.Profiles.Read(nip)?.Profile
        : null;

    /// <summary>The interrupted move, and what it set out to prove.</summary>
    private (OperationRecord? Record, IReadOnlyList<string>? Required) TakeUp()
    {
        var open = scene.Open.TryResume(OperationKind.Conversion, Subject, scene.Time, scene.Options.Steps);
        var required = open?.Start["required"]?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (open?.Start["identity"] is not { } identity || OfficeIdentity.Names.Equals(identity, scene.Identity.Name))
            return (open, required);
        // Begun for another identity: what that one was granted, it keeps; this one has to prove as much.
        using (open)
            open.Finish();
        return (null, required);
    }

    private Stage NotBegun(ConversionOutcome outcome, string reason) =>
        new(Plan: null, new ClientEnd(outcome, reason) { Remedy = ConversionCommands.Convert(client.Nip) });

    private KsefConversion Noun(ClientPlan plan) => ConversionNouns.Of(scene, client, plan, plan.End);

    /// <summary>What an exception means for the client; null for the end of the whole run.</summary>
    private static ClientEnd? Judge(Exception exception, CancellationToken cancellationToken) =>
        exception switch
        {
            KsefApiException or SignInException or SecretVaultException or PermissionException => new ClientEnd(
                ConversionOutcome.Unknown,
                exception.Message
            ),
            OfficeFileException
            or OfficeFolderException
            or CredentialException
            or IOException
            or UnauthorizedAccessException => new ClientEnd(ConversionOutcome.Failed, exception.Message),
            OperationCanceledException when cancellationToken.IsCancellationRequested => null,
            // A fault of ours must not cost the others theirs. Only the type is told: a message might quote a secret.
            _ => new ClientEnd(ConversionOutcome.Unknown, ConversionSentences.Unexpected(exception)),
        };

    /// <summary>How far the client has come.</summary>
    private sealed record Stage(ClientPlan? Plan, ClientEnd End, string? Letter = null);
}
