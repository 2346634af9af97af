using KsefTools.Core.Api;
using KsefTools.Core.Conversion.Running;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Permissions;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Conversion.Planning;

/// <summary>
/// Finds a client's route with as few requests as possible: one list of grants for the whole office, and of each client
/// its token's session and record. Changes nothing.
/// </summary>
internal sealed class ClientPlanner(ConversionScene scene)
{
    /// <summary>What is to be done for a client; a question that stayed open is in the plan as its end.</summary>
    /// <param name="client">The client, with its tokens.</param>
    /// <param name="environment">Where the client is moved.</param>
    /// <param name="profile">Its file as it is now.</param>
    /// <param name="required">What an interrupted run set out to prove; null to find out.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ClientPlan> PlanAsync(
        ClientTokens client,
        KsefEnvironment environment,
        ClientProfile profile,
        IReadOnlyList<string>? required,
        CancellationToken cancellationToken
    )
    {
        var tokens = await ReadTokensAsync(client, profile, cancellationToken);
        var facts = Facts(tokens, profile, required);
        if (Foregone(profile, facts) is { } foregone)
            return foregone;
        try
        {
            return await DecideAsync(profile, facts, environment, cancellationToken);
        }
        catch (SignInException refusal) when (refusal.Failure is SignInFailure.ContextBlocked)
        {
            return Ended(profile, facts, ConversionOutcome.Failed, ConversionSentences.Blocked());
        }
        catch (SignInException refusal)
        {
            var outcome = refusal.SpeaksAboutCredential ? ConversionOutcome.Failed : ConversionOutcome.Unknown;
            return Ended(profile, facts, outcome, ConversionSentences.ProofRefused(refusal.Message));
        }
        catch (Exception silence) when (silence is KsefApiException or ConversionException or PermissionException)
        {
            return Ended(profile, facts, ConversionOutcome.Unknown, silence.Message);
        }
    }

    /// <summary>The client's own certificate, as its file names it; null where there is none.</summary>
    public static AccessEntry? OwnCertificate(ClientProfile profile) =>
        profile.Access.FirstOrDefault(entry => entry is { Kind: CredentialKind.Certificate, Secret: not null });

    /// <summary>What needs no decision: the client is served already, or its tokens forbid or do not tell.</summary>
    private ClientPlan? Foregone(ClientProfile profile, ConversionFacts facts)
    {
        if (facts.AllRetired && RouteServed(profile) is { } served)
            return Served(profile, facts, new ClientEnd(ConversionOutcome.AlreadyConverted)) with { Route = served };
        if (facts.AllRetired && ServedByAnother(profile) is { } other)
            return Served(profile, facts, EndOf(profile, other));
        if (facts.Tokens.Any(token => token.State is TokenState.Blocked))
            return Ended(profile, facts, ConversionOutcome.Failed, ConversionSentences.Blocked());
        if (facts.Tokens.FirstOrDefault(token => token.State is TokenState.Unknown) is { } unknown)
            return Ended(profile, facts, ConversionOutcome.Unknown, ConversionSentences.TokenUnknown(unknown.Problem));
        if (facts.Tokens.FirstOrDefault(token => IsOfUnit(token.Token?.Context, profile)) is { } unit)
            return Ended(profile, facts, ConversionOutcome.Failed, ConversionSentences.OfUnit(unit.Token!.Context!));
        return null;
    }

    // A part of the client has a profile entry of its own.
    private static bool IsOfUnit(ContextIdentifier? token, ClientProfile profile) =>
        token is { Type: not ContextType.Nip } && token != ContextIdentifier.Of(profile.Nip);

    private async Task<ClientPlan> DecideAsync(
        ClientProfile profile,
        ConversionFacts facts,
        KsefEnvironment environment,
        CancellationToken cancellationToken
    )
    {
        var context = ContextIdentifier.Of(profile.Nip);
        var (present, signedIn) = await PresentAsync(environment, context, cancellationToken);
        facts = facts with { Present = present };
        if (facts.Missing.Count > 0 && !facts.IsCompany && scene.Grants is { } grants)
            facts = facts with { Seal = await grants.AtAsync(environment, context, cancellationToken) };
        // Another session of ours that may grant is looked for only where it is that or the client.
        if (ConversionRoutes.Decide(facts with { OwnCertificate = false }) is ConversionRoute.ByClient)
            facts = facts with
            {
                Other = await new OtherGrantors(scene, environment).FindAsync(profile, cancellationToken),
            };
        var route = ConversionRoutes.Decide(facts);
        var grantor = await GrantorAsync(route, facts, environment, cancellationToken);
        return new ClientPlan
        {
            Profile = profile,
            Facts = facts,
            Route = route,
            End = Judge(route, facts, profile),
            Grantor = grantor,
            SignedIn = signedIn,
            After =
                route is ConversionRoute.OwnCertificate
                    ? ["Owner"]
                    : new EffectivePermissions(facts.Present.Names.Concat(facts.Missing)).Names,
            Steps = [.. PlanText.Steps(route, facts, grantor, scene)],
        };
    }

    /// <summary>
    /// What the identity may do at the client: a company's rights stand in one list for all clients, a person's are
    /// seen by signing in, which is the proof at the same time.
    /// </summary>
    private async Task<(IdentityRights Rights, KsefSession? SignedIn)> PresentAsync(
        KsefEnvironment environment,
        ContextIdentifier context,
        CancellationToken cancellationToken
    )
    {
        if (scene.Identity.IsCompany && scene.Grants is { } grants)
            return (await grants.AtAsync(environment, context, cancellationToken), null);
        try
        {
            var fresh = !scene.Options.OnlyPlan;
            var session = await scene.Sessions.OpenAsync(
                environment,
                context,
                scene.Identity.Material,
                fresh,
                cancellationToken
            );
            var proof = await RightsProof.OfAsync(session, [], cancellationToken);
            return (new IdentityRights(proof.Names), fresh ? session : null);
        }
        catch (SignInException refusal) when (refusal.Failure is SignInFailure.NoPermissions)
        {
            return (IdentityRights.None, null);
        }
    }

    private async Task<Grantor?> GrantorAsync(
        ConversionRoute route,
        ConversionFacts facts,
        KsefEnvironment environment,
        CancellationToken cancellationToken
    )
    {
        switch (route)
        {
            case ConversionRoute.ByToken:
                var token = facts.Tokens.First(candidate => candidate.MayGrant);
                return new Grantor(token.Session!, IsOffice: false, token.Secret.Name);
            case ConversionRoute.ByOtherSession when facts.Other is { } other:
                return other;
            case ConversionRoute.ByOtherSession:
                var home = await scene.Grants!.OpenHomeAsync(environment, cancellationToken);
                return new Grantor(home, IsOffice: true, scene.Seal!.Name);
            default:
                return null;
        }
    }

    private async Task<IReadOnlyList<TokenReading>> ReadTokensAsync(
        ClientTokens client,
        ClientProfile profile,
        CancellationToken cancellationToken
    )
    {
        var reader = new TokenReader(scene.Credentials);
        var readings = new List<TokenReading>();
        foreach (var (credential, secret) in client.Credentials)
            // The file may have changed since the pipeline was filled.
            if (
                EntryOf(profile, credential) is { } entry
                && await reader.ReadAsync(
                    credential with
                    {
                        RetiredOn = entry.RetiredOn.ToNoun(),
                    },
                    secret,
                    cancellationToken
                )
                    is { } reading
            )
                readings.Add(reading);
        var inUse = readings.Where(reading => !reading.IsRetired).ToList();
        return inUse.Count > 0 ? inUse : readings;
    }

    private ConversionFacts Facts(
        IReadOnlyList<TokenReading> tokens,
        ClientProfile profile,
        IReadOnlyList<string>? required
    )
    {
        var facts = new ConversionFacts
        {
            IsCompany = scene.Identity.IsCompany,
            Tokens = tokens,
            OwnCertificate = scene.Options.AllowOwnCertificate && OwnCertificate(profile) is not null,
        };
        return facts with
        {
            Required =
                required
                ?? RightsBalance.Required(
                    facts.Effective,
                    facts.Requested,
                    profile.Permissions,
                    scene.Office.Settings.Policy.NeverPermissions
                ),
        };
    }

    private static ClientEnd Judge(ConversionRoute route, ConversionFacts facts, ClientProfile profile) =>
        route switch
        {
            ConversionRoute.ByClient => new ClientEnd(
                ConversionOutcome.WaitingForClient,
                ConversionSentences.NeedsClient(facts.Missing)
            )
            {
                Remedy = ConversionCommands.AskClient(profile.Nip.Value),
            },
            ConversionRoute.NeedsPerson => new ClientEnd(
                ConversionOutcome.NeedsPerson,
                ConversionSentences.NeedsPerson(facts.Missing)
            )
            {
                Remedy = ConversionCommands.AskClient(profile.Nip.Value),
            },
            _ => new ClientEnd(ConversionOutcome.Planned) { Remedy = ConversionCommands.Convert(profile.Nip.Value) },
        };

    /// <summary>
    /// By what a client without a token in use is served already; null where by nothing that is meant. Its own
    /// certificate counts unless somebody has named an identity: who has one and no token is not to be asked for a
    /// grant.
    /// </summary>
    private ConversionRoute? RouteServed(ClientProfile profile)
    {
        if (profile.Access.Any(entry => ProfileSwitch.IsOf(entry, scene.Identity.Name)))
            return ConversionRoute.None;
        var mayBeOwn = scene.Options.AllowOwnCertificate || scene.Options.Identity is null;
        return mayBeOwn && OwnCertificate(profile) is not null ? ConversionRoute.OwnCertificate : null;
    }

    /// <summary>
    /// Another identity of the office that serves the client, where nobody has said which one: the default moves
    /// clients away from tokens, not from one certificate to another.
    /// </summary>
    private string? ServedByAnother(ClientProfile profile) =>
        scene.Options.Identity is null
            ? profile.Access.Select(entry => entry.Identity).FirstOrDefault(name => name is not null)
            : null;

    private ClientEnd EndOf(ClientProfile profile, string identity) =>
        new(ConversionOutcome.AlreadyConverted, ConversionSentences.ServedBy(identity))
        {
            ServedBy = identity,
            Remedy =
                scene.Options.RevokeToken && profile.Access.Any(entry => entry.RetiredOn is not null)
                    ? ConversionCommands.Retire(profile.Nip.Value, identity)
                    : null,
        };

    private AccessEntry? EntryOf(ClientProfile profile, KsefCredential credential) =>
        profile.Access.FirstOrDefault(entry =>
            entry.Kind is CredentialKind.Token && entry.IsOf(credential, scene.Office)
        );

    private ClientPlan Served(ClientProfile profile, ConversionFacts facts, ClientEnd end)
    {
        var plan = new ClientPlan
        {
            Profile = profile,
            Facts = facts,
            End = end,
        };
        return scene.IsRevocationDue(plan) ? plan with { Steps = [.. PlanText.RetirementSteps(facts, scene)] } : plan;
    }

    private static ClientPlan Ended(
        ClientProfile profile,
        ConversionFacts facts,
        ConversionOutcome outcome,
        string reason
    ) =>
        new()
        {
            Profile = profile,
            Facts = facts,
            End = new ClientEnd(outcome, reason),
        };
}
