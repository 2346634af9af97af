using KsefTools.Core.Api;
using KsefTools.Core.Audit.Rules;
using KsefTools.Core.Credentials;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Tokens.Making.Running;

/// <summary>
/// One client's orders under its lock: what was interrupted is completed first, then each order is carried out. Gives
/// one end for each, whatever breaks; none for what a person has declined.
/// </summary>
internal sealed class ClientTokenWork(TokenScene scene, IReadOnlyList<TokenOrder> orders) : IDisposable
{
    private readonly ClientSessions _clients = new(scene.Vault, scene.Sessions);
    private readonly KsefEnvironment _environment = scene.Office.EnvironmentOf(orders[0].Profile);
    private readonly List<(TokenPlan Plan, TokenEnd End)> _completed = [];

    public void Dispose() => _clients.Dispose();

    public async Task<IReadOnlyList<KsefTokenChange>> RunAsync(CancellationToken cancellationToken)
    {
        var given = orders[0].Profile;
        using var held = scene.TryLock(_environment, given);
        if (held is null)
            return
            [
                .. orders.Select(order => Noun(order, null, new TokenEnd(TokenOutcome.Busy, TokenSentences.Busy()))),
            ];
        // Another process may have changed the file until a moment ago.
        var profile = scene.Office.Profiles.Read(given.Nip)?.Profile ?? given;
        if (await CompleteAsync(profile, cancellationToken) is { } stopped)
            return [.. orders.Select(order => Noun(order, stopped.Plan, stopped.End, wasResumed: true))];
        var results = new List<KsefTokenChange>();
        foreach (var order in orders)
            if (Taken(order) is { } earlier)
                results.Add(Noun(order, earlier.Plan, earlier.End, wasResumed: true));
            else if (await DoAsync(order, cancellationToken) is { } result)
                results.Add(result);
        foreach (var (plan, end) in _completed)
            scene.Options.Warn?.Invoke(TokenSentences.CompletedEarlier(plan.Nip, end.Outcome, end.Reference));
        return results;
    }

    /// <summary>Completes what earlier runs began; what does not come to its end now stops all else.</summary>
    private async Task<(TokenPlan Plan, TokenEnd End)?> CompleteAsync(
        ClientProfile profile,
        CancellationToken cancellationToken
    )
    {
        foreach (var kind in (OperationKind[])[OperationKind.Generation, OperationKind.Rotation])
            while (Resume(kind, profile) is { } record)
                using (record)
                {
                    if (TokenPlan.Of(record.Start) is not { } plan)
                    {
                        record.Finish();
                        continue;
                    }
                    var run = Run(profile, plan, record);
                    var end = await JudgeAsync(
                        async () =>
                        {
                            if (!record.Has(TokenStep.Rejected))
                                return await run.GoOnAsync(cancellationToken);
                            await run.AbandonAsync(cancellationToken);
                            return null;
                        },
                        cancellationToken
                    );
                    if (end is null)
                        continue;
                    if (!record.Has(JournalFile.Finished))
                        return (plan, end);
                    if (end.Outcome is TokenOutcome.Created or TokenOutcome.Rotated)
                        _completed.Add((plan, end));
                }
        return null;
    }

    private OperationRecord? Resume(OperationKind kind, ClientProfile profile) =>
        scene.Open.TryResume(
            kind,
            TokenPlan.SubjectOf(_environment.Name, profile.Nip),
            scene.Time,
            scene.Options.Steps
        );

    /// <summary>An order that an earlier run had begun needs no second token.</summary>
    private (TokenPlan Plan, TokenEnd End)? Taken(TokenOrder order)
    {
        var former = order.Former is { } entry ? SecretUse.AddressOf(scene.Office, entry) : (SecretAddress?)null;
        var index = _completed.FindIndex(done => done.Plan.Former == former || done.Plan.Secret == former);
        if (index < 0)
            return null;
        var found = _completed[index];
        _completed.RemoveAt(index);
        return found;
    }

    private async Task<KsefTokenChange?> DoAsync(TokenOrder order, CancellationToken cancellationToken)
    {
        TokenPlan? plan = null;
        var end = await JudgeAsync(
            async () =>
            {
                var profile = scene.Office.Profiles.Read(order.Profile.Nip)?.Profile ?? order.Profile;
                var makers = Makers(profile);
                plan = await PlanAsync(order, profile, makers, cancellationToken);
                await makers.RequireAsync(plan.Permissions, cancellationToken);
                var intent = new TokenIntent(profile, plan.Permissions, plan.FormerReference ?? plan.Former?.Name)
                {
                    FormerIsDead = plan.FormerIsDead,
                };
                if (scene.Options.Confirm is { } ask && !await ask(intent, cancellationToken))
                    return null;
                if (scene.Office.EnsureId() != SecretNames.OfficeOf(plan.Secret.Name))
                    plan = plan with { Secret = await FreeAsync(profile, plan.Secret.Vault, cancellationToken) };
                using var record = OperationRecord.Begin(
                    scene.Office,
                    scene.Time,
                    plan.Former is null ? OperationKind.Generation : OperationKind.Rotation,
                    TokenPlan.SubjectOf(_environment.Name, profile.Nip),
                    scene.Options.Steps,
                    plan.ToFields()
                );
                return await new TokenRun(scene, _environment, profile, plan, makers, record).GoOnAsync(
                    cancellationToken
                );
            },
            cancellationToken
        );
        return end is null ? null : Noun(order, plan, end);
    }

    private async Task<TokenPlan> PlanAsync(
        TokenOrder order,
        ClientProfile profile,
        TokenMakers makers,
        CancellationToken cancellationToken
    )
    {
        var office = scene.Office;
        var former = order.Former is { } entry
            ? await FormerToken.ReadAsync(scene, _clients, profile, entry, cancellationToken)
            : null;
        if (former is not null && order.OnlyDue)
        {
            var due = TokenDue.Of(order.Former!, former.Token, office.Settings.Policy);
            if (!due.IsDue(scene.Today))
                throw new TokenException(
                    TokenOutcome.NotDue,
                    TokenSentences.NotDue(due.CreatedOn!.Value, due.DueAfter!.Value)
                );
        }
        var permissions =
            order.Permissions.Count > 0 ? order.Permissions
            : former is not null
                ? await former.PermissionsAsync(_environment, _clients, profile, makers, cancellationToken)
            : profile.Permissions;
        if (permissions.Count == 0)
            throw new TokenException(TokenOutcome.Refused, TokenSentences.NoPermissionsNamed());
        // A rotation lets nobody do more than before; the audit tells what is too much.
        if (!order.Force && (former is null || order.Permissions.Count > 0))
            RequireExpected(profile, permissions);
        return new TokenPlan
        {
            Nip = profile.Nip,
            Environment = _environment.Name,
            Permissions = permissions,
            Description = order.Description ?? office.Settings.Name,
            Secret = await FreeAsync(
                profile,
                order.Vault ?? order.Former?.Vault ?? office.Settings.Vault,
                cancellationToken
            ),
            Former = former?.Secret,
            FormerReference = former?.Reference,
            FormerIsDead = former?.IsRefused is true,
            KeepFormer = order.KeepFormer,
        };
    }

    private void RequireExpected(ClientProfile profile, IReadOnlyList<string> permissions)
    {
        var excess = PermissionRules
            .ExcessOf(profile.Permissions, scene.Office.Settings.Policy, new EffectivePermissions(permissions))
            .ToList();
        if (excess.Count > 0)
            throw new TokenException(TokenOutcome.NeedsForce, TokenSentences.TooMuch(excess));
    }

    // Under the client's lock nobody else takes one of its names; what lies in the vault already is never written over.
    // Numbers only go up: a vault may keep the name of what was removed for weeks, as Azure Key Vault does.
    private async Task<SecretAddress> FreeAsync(
        ClientProfile profile,
        string? vault,
        CancellationToken cancellationToken
    )
    {
        var name = SecretNames.ForToken(_environment.Name, profile.Nip, scene.Office.Id);
        var number = profile.Access.Select(entry => SecretNames.NumberOf(entry.Secret, name)).DefaultIfEmpty().Max();
        while (true)
        {
            var free = new SecretAddress(vault, SecretNames.Numbered(name, ++number));
            if ((await scene.Vault.ReadAsync([free], cancellationToken)).Count == 0)
                return free;
        }
    }

    private TokenMakers Makers(ClientProfile profile) =>
        new(scene, _clients, _environment, profile) { Except = [.. orders.SelectMany(order => order.NotBy)] };

    private TokenRun Run(ClientProfile profile, TokenPlan plan, OperationRecord record) =>
        new(scene, _environment, profile, plan, Makers(profile), record);

    /// <summary>Null where there is nothing to say; what breaks is the end of this one token's work alone.</summary>
    private static async Task<TokenEnd?> JudgeAsync(Func<Task<TokenEnd?>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work();
        }
        catch (TokenException end)
        {
            return new TokenEnd(end.Outcome, end.Message) { Remedy = end.Remedy };
        }
        catch (Exception failure)
            when (!cancellationToken.Explains(failure) && TokenFailures.Sentence(failure) is { } said)
        {
            return new TokenEnd(TokenOutcome.Failed, said);
        }
    }

    private KsefTokenChange Noun(TokenOrder order, TokenPlan? plan, TokenEnd end, bool wasResumed = false)
    {
        var isMade = end.Outcome is TokenOutcome.Created or TokenOutcome.Rotated;
        return new KsefTokenChange
        {
            Nip = order.Profile.Nip.Value,
            Name = order.Profile.Name,
            Environment = _environment.Name,
            Outcome = end.Outcome,
            Reason = end.Reason,
            Remedy = end.Remedy,
            Reference = isMade ? end.Reference : order.Former?.Reference,
            SecretName = isMade ? plan?.Secret.Name : order.Former?.Secret,
            Vault = isMade ? plan?.Secret.Vault : order.Former?.Vault ?? order.Vault ?? scene.Office.Settings.Vault,
            Permissions = new TextList<string>(end.Permissions),
            FormerReference = isMade ? plan?.FormerReference : null,
            FormerRevoked = end.FormerRevoked,
            ValidTo = end.ValidTo,
            Identity = end.Identity,
            WasResumed = wasResumed,
            Path = order.Profile.Path,
            OfficePath = scene.Office.Path,
        };
    }
}
