using KsefTools.Core.Api;
using KsefTools.Core.Conversion.Running;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Permissions;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Conversion.Planning;

/// <summary>
/// Finds a client's route with as few requests as possible: one list of grants for the whole office, and of each client its
/// token's session and record. Changes nothing.
/// </summary>
internal sealed class ClientPlanner(ConversionScene scene)
{
    /// <summary>What shall be done for a client; a question that stayed open is in the plan as its outcome.</summary>
    /// <param name="client">The client, with its tokens.</param>
    /// <param name="profile">Its file as it is now.</param>
    /// <param name="required">What an interrupted run set out to prove; null to find out.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ClientPlan> PlanAsync(
        ClientTokens client,
        ClientProfile profile,
        IReadOnlyList<string>? required,
        CancellationToken cancellationToken
    )
    {
        var start = Start(client, profile);
        if (!KsefEnvironment.TryParse(client.First.Environment, out var environment, out var error))
            return Ended(start, ConversionOutcome.Failed, error);
        var tokens = await ReadTokensAsync(client, profile, environment, cancellationToken);
        start = start with { Tokens = tokens, Result = Describe(start.Result, tokens, profile, required) };
        if (tokens.All(token => token.IsRetired) && RouteServed(profile) is { } served)
            return Ended(
                start with
                {
                    Result = start.Result with { Route = served },
                },
                ConversionOutcome.AlreadyConverted,
                reason: null
            );
        if (tokens.All(token => token.IsRetired) && ServedByAnother(profile) is { } other)
            return EndedByAnother(start, other);
        if (tokens.FirstOrDefault(token => token.State is TokenState.Blocked) is not null)
            return Ended(start, ConversionOutcome.Failed, ConversionSentences.Blocked());
        if (tokens.FirstOrDefault(token => token.State is TokenState.Unknown) is { } unknown)
            return Ended(start, ConversionOutcome.Unknown, ConversionSentences.TokenUnknown(unknown.Problem));
        if (tokens.FirstOrDefault(token => token.Token?.Context is { Type: not ContextType.Nip }) is { } unit)
            return Ended(start, ConversionOutcome.Failed, ConversionSentences.OfUnit(unit.Token!.Context!));
        try
        {
            return await DecideAsync(start, environment, cancellationToken);
        }
        catch (SignInException refusal) when (refusal.Failure is SignInFailure.ContextBlocked)
        {
            return Ended(start, ConversionOutcome.Failed, ConversionSentences.Blocked());
        }
        catch (SignInException refusal)
        {
            var outcome = refusal.SpeaksAboutCredential ? ConversionOutcome.Failed : ConversionOutcome.Unknown;
            return Ended(start, outcome, ConversionSentences.ProofRefused(refusal.Message));
        }
        catch (Exception silence) when (silence is KsefApiException or ConversionException or PermissionException)
        {
            return Ended(start, ConversionOutcome.Unknown, silence.Message);
        }
    }

    private async Task<ClientPlan> DecideAsync(
        ClientPlan start,
        KsefEnvironment environment,
        CancellationToken cancellationToken
    )
    {
        var context = ContextIdentifier.Of(start.Profile.Nip);
        var (present, signedIn) = await PresentAsync(environment, context, cancellationToken);
        var facts = new ConversionFacts
        {
            Identity = scene.Identity.Subject,
            IsCompany = scene.Identity.IsCompany,
            Tokens = start.Tokens,
            Required = start.Result.RequiredPermissions,
            Present = present,
            OwnCertificate = scene.Options.AllowOwnCertificate && OwnCertificate(start.Profile) is not null,
        };
        if (facts.Missing.Count > 0 && !facts.IsCompany && scene.Grants is { } grants)
            facts = facts with { Seal = await grants.AtAsync(environment, context, cancellationToken) };
        var other = await FindOtherAsync(facts, start.Profile, environment, cancellationToken);
        var route = ConversionRoutes.Decide(facts with { OthersMayGrant = other is not null });
        var grantor = await GrantorAsync(route, other, start, environment, cancellationToken);
        return start with
        {
            Missing = facts.Missing,
            Grantor = grantor,
            SignedIn = signedIn,
            Result = PlanText.Complete(start.Result, route, facts, grantor, scene),
        };
    }

    /// <summary>
    /// What the identity may do at the client: a company's rights stand in one list for all clients, a person's are seen by
    /// signing in, which is the proof at the same time.
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

    /// <summary>Another session of ours that may grant; looked for only where it is that or the client.</summary>
    private async Task<Grantor?> FindOtherAsync(
        ConversionFacts facts,
        ClientProfile profile,
        KsefEnvironment environment,
        CancellationToken cancellationToken
    ) =>
        ConversionRoutes.Decide(facts with { OwnCertificate = false }) is ConversionRoute.ByClient
            ? await new OtherGrantors(scene, environment.Name).FindAsync(profile, cancellationToken)
            : null;

    private async Task<Grantor?> GrantorAsync(
        ConversionRoute route,
        Grantor? other,
        ClientPlan start,
        KsefEnvironment environment,
        CancellationToken cancellationToken
    )
    {
        switch (route)
        {
            case ConversionRoute.ByToken:
                var token = start.Tokens.First(candidate => candidate.MayGrant);
                return new Grantor(token.Session!, IsOffice: false, token.Secret.Name);
            case ConversionRoute.ByOtherSession when other is not null:
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
        KsefEnvironment environment,
        CancellationToken cancellationToken
    )
    {
        var reader = new TokenReader(scene.Sessions, environment);
        var readings = new List<TokenReading>();
        foreach (var (credential, secret) in client.Credentials)
            // The file may have changed since the pipeline was filled.
            if (
                EntryOf(profile, credential) is { } entry
                && await reader.ReadAsync(credential with { RetiredOn = entry.RetiredOn }, secret, cancellationToken)
                    is { } reading
            )
                readings.Add(reading);
        var inUse = readings.Where(reading => !reading.IsRetired).ToList();
        return inUse.Count > 0 ? inUse : readings;
    }

    private ClientPlan Start(ClientTokens client, ClientProfile profile) =>
        new()
        {
            Profile = profile,
            Result = new KsefConversion
            {
                Nip = profile.Nip.Value,
                Name = profile.Name,
                Environment = client.First.Environment,
                Identity = scene.Identity.Name,
                Outcome = ConversionOutcome.Planned,
                SecretName = client.First.SecretName,
                Vault = client.First.Vault,
                Reference = client.First.Reference,
                RetiredOn = profile.Access.Select(entry => entry.RetiredOn).Max(),
                Path = profile.Path,
                OfficePath = scene.Office.Path,
            },
        };

    private KsefConversion Describe(
        KsefConversion result,
        IReadOnlyList<TokenReading> tokens,
        ClientProfile profile,
        IReadOnlyList<string>? required
    )
    {
        var effective = tokens.SelectMany(token => token.Effective.Names).Distinct(StringComparer.Ordinal).ToList();
        var requested = tokens.SelectMany(token => token.Requested).Distinct(StringComparer.Ordinal).ToList();
        return result with
        {
            Reference = tokens.Select(token => token.Token?.Reference.Value).FirstOrDefault() ?? result.Reference,
            RequestedPermissions = new TextList<string>(requested.Order(StringComparer.Ordinal)),
            TokenPermissions = new TextList<string>(effective.Order(StringComparer.Ordinal)),
            RequiredPermissions = new TextList<string>(
                required
                    ?? RightsBalance.Required(
                        effective,
                        requested,
                        profile.Permissions,
                        scene.Office.Settings.Policy.NeverPermissions
                    )
            ),
        };
    }

    /// <summary>The client's own certificate, as its file names it; null where there is none.</summary>
    public static AccessEntry? OwnCertificate(ClientProfile profile) =>
        profile.Access.FirstOrDefault(entry => entry is { Kind: CredentialKind.Certificate, Secret: not null });

    /// <summary>
    /// By what a client without a token in use is served already; null where by nothing that is meant. Its own certificate counts
    /// unless somebody has named an identity: who has one and no token is not to be asked for a grant.
    /// </summary>
    private ConversionRoute? RouteServed(ClientProfile profile)
    {
        if (profile.Access.Any(entry => ProfileSwitch.IsOf(entry, scene.Identity.Name)))
            return ConversionRoute.None;
        var mayBeOwn = scene.Options.AllowOwnCertificate || scene.Options.Identity is null;
        return mayBeOwn && OwnCertificate(profile) is not null ? ConversionRoute.OwnCertificate : null;
    }

    /// <summary>
    /// Another identity of the office that serves the client, where nobody has said which shall: the default moves clients away from
    /// tokens, not from one certificate to another.
    /// </summary>
    private string? ServedByAnother(ClientProfile profile) =>
        scene.Options.Identity is null
            ? profile.Access.Select(entry => entry.Identity).FirstOrDefault(name => name is not null)
            : null;

    private ClientPlan EndedByAnother(ClientPlan plan, string identity)
    {
        var ended = Ended(plan, ConversionOutcome.AlreadyConverted, ConversionSentences.ServedBy(identity));
        return ended with
        {
            Result = ended.Result with
            {
                Identity = identity,
                Remedy =
                    scene.Options.RevokeToken && ended.Result.RetiredOn is not null
                        ? $"Convert-KsefToCertificate {ended.Result.Nip} -Identity {identity} -RevokeToken"
                        : null,
            },
        };
    }

    private static AccessEntry? EntryOf(ClientProfile profile, KsefCredential credential) =>
        profile.Access.FirstOrDefault(entry =>
            entry.Kind is CredentialKind.Token
            && string.Equals(entry.Secret, credential.SecretName, StringComparison.Ordinal)
        );

    private static ClientPlan Ended(ClientPlan plan, ConversionOutcome outcome, string? reason) =>
        plan with
        {
            Result = plan.Result with { Outcome = outcome, Reason = reason },
        };
}
