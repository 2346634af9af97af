using KsefTools.Core.Api;
using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Certificates;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Audit.Running;

/// <summary>
/// Signs in with a certificate in the client's context, and asks no more than is open then: after a new sign-in
/// nothing, as a rule; after a remembered session once a certificate whether it was revoked since, because sessions
/// outlive it.
/// </summary>
internal sealed class CertificateQuestions(KsefSessions sessions, bool fresh, Nip? office) : ICertificateQuestions
{
    private readonly CertificateStandings _standings = new();
    private readonly LostDelegations? _delegations = office is { } nip ? new LostDelegations(sessions, nip) : null;

    /// <inheritdoc/>
    public async Task<CertificateFacts> AskAsync(
        CertificateFacts facts,
        KeyMaterial material,
        CancellationToken cancellationToken
    )
    {
        if (!facts.MaySignIn)
            return facts;
        ClientCredential credential;
        try
        {
            credential = ClientCredential.Of(facts.Credential);
        }
        catch (CredentialException problem)
        {
            return facts with { Trouble = new AuditTrouble(FindingCode.Unreachable, problem.Message) };
        }
        var environment = credential.Environment;
        try
        {
            var session = await sessions.OpenAsync(environment, credential.Client, material, fresh, cancellationToken);
            return await AskSessionAsync(facts, material, session, cancellationToken);
        }
        catch (SignInException refusal)
        {
            return await RefusedAsync(facts, refusal, environment, material, cancellationToken);
        }
        catch (KsefApiException silence)
        {
            return facts with { Trouble = Troubles.Of(silence) };
        }
    }

    private async Task<CertificateFacts> AskSessionAsync(
        CertificateFacts facts,
        KeyMaterial material,
        KsefSession session,
        CancellationToken cancellationToken
    )
    {
        facts = facts with { SignIn = SignInOutcome.SignedIn };
        try
        {
            if (session.Kind is SignInKind.Cold)
                _standings.Proven(material.Details);
            else
                facts = facts with
                {
                    Standing = await _standings.OfAsync(
                        material.Details,
                        () => Task.FromResult(session),
                        cancellationToken
                    ),
                };
            var effective = await EffectiveRights.OfAsync(session, requested: null, cancellationToken);
            facts = facts with { Effective = effective };
            if (facts.ActsThroughOffice && LacksSomething(facts))
                facts = facts with
                {
                    HasLostDelegation = await LostDelegations.ShowsLostAsync(session, cancellationToken),
                };
        }
        catch (KsefApiException refusal) when (refusal is { PresentPermissions: { } present })
        {
            // Observed of tokens: a session that was let in, and may do nothing (docs/ksef.md, Tokens).
            facts = facts with
            {
                Effective = new EffectivePermissions(present),
            };
        }
        catch (KsefApiException silence)
        {
            facts = facts with
            {
                Effective = facts.Effective ?? EffectivePermissions.Of(session.Claims),
                Trouble = Troubles.Of(silence),
            };
        }
        return facts with { SignInKind = session.Kind };
    }

    private async Task<CertificateFacts> RefusedAsync(
        CertificateFacts facts,
        SignInException refusal,
        KsefEnvironment environment,
        KeyMaterial material,
        CancellationToken cancellationToken
    )
    {
        var outcome = Troubles.OutcomeOf(refusal);
        facts = facts with
        {
            SignIn = outcome,
            SignInKind = SignInKind.None,
            Refusal = outcome is SignInOutcome.CertificateRefused ? refusal.Message : "",
            IsRefusalGeneral = refusal.MayBeForEveryone,
            Trouble = outcome is SignInOutcome.Unanswered ? Troubles.Of(refusal) : null,
        };
        return outcome switch
        {
            SignInOutcome.CertificateRefused => facts with
            {
                Standing = await LookUpAsync(environment, material, facts.Credential.Nip, cancellationToken),
            },
            SignInOutcome.NoPermissions when facts.ActsThroughOffice && _delegations is not null => facts with
            {
                HasLostDelegation = await _delegations.IsLostAsync(
                    environment,
                    material,
                    facts.Credential.Nip,
                    cancellationToken
                ),
            },
            _ => facts,
        };
    }

    /// <summary>
    /// KSeF did not say why. Its list knows, and a session that the certificate opened before may still be asked;
    /// without one nothing is known.
    /// </summary>
    private async Task<CertificateStanding> LookUpAsync(
        KsefEnvironment environment,
        KeyMaterial material,
        string nip,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var context = ContextIdentifier.OfClient(nip);
            return await _standings.OfAsync(
                material.Details,
                async () =>
                    await sessions.TryOpenRememberedAsync(environment, context, material, cancellationToken)
                    ?? throw new SignInException(SignInFailure.CertificateRejected, status: null, ""),
                cancellationToken
            );
        }
        catch (Exception silence) when (silence is KsefApiException or SignInException)
        {
            return CertificateStanding.Unasked;
        }
    }

    private static bool LacksSomething(CertificateFacts facts) =>
        facts.Effective is { } effective
        && (effective.IsEmpty || facts.Credential.ExpectedPermissions.Any(permission => !effective.Allows(permission)));
}
