using KsefTools.Core.Api;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Certificates;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Audit.Running;

/// <summary>
/// Asks KSeF's list about a certificate, once however many clients it serves. It is the holder's own list, the same in
/// every context, so any session of the holder will do; what the holder may do at a client is not asked.
/// </summary>
internal sealed class ListedQuestions(KsefSessions sessions, Nip? office) : ICertificateQuestions
{
    private readonly CertificateStandings _standings = new();

    /// <inheritdoc/>
    public async Task<CertificateFacts> AskAsync(
        CertificateFacts facts,
        KeyMaterial material,
        CancellationToken cancellationToken
    )
    {
        // What cannot sign in cannot ask, and what KSeF did not issue is in no list of KSeF's.
        if (!facts.MaySignIn || material.Details.Type is CertificateType.External)
            return facts;
        try
        {
            var credential = ClientCredential.Of(facts.Credential);
            var standing = await _standings.OfAsync(
                material.Details,
                () => OpenAsync(credential, material, cancellationToken),
                cancellationToken
            );
            return facts with { Standing = standing };
        }
        catch (SignInException refusal)
        {
            var outcome = Troubles.OutcomeOf(refusal);
            return facts with
            {
                SignIn = outcome,
                Refusal = outcome is SignInOutcome.CertificateRefused ? refusal.Message : "",
                IsRefusalGeneral = refusal.MayBeForEveryone,
                Trouble = outcome is SignInOutcome.Unanswered ? Troubles.Of(refusal) : null,
            };
        }
        catch (CredentialException problem)
        {
            return facts with { Trouble = new AuditTrouble(FindingCode.Unreachable, problem.Message) };
        }
        catch (KsefApiException silence)
        {
            return facts with { Trouble = Troubles.Of(silence) };
        }
    }

    // An identity of the office is at home in the office's context, where it needs no client's grant; a person of the
    // office may have no right there, but has one at the client.
    private async Task<KsefSession> OpenAsync(
        ClientCredential credential,
        KeyMaterial material,
        CancellationToken cancellationToken
    )
    {
        var (environment, client) = (credential.Environment, credential.Client);
        if (credential.Noun.Identity is null || office is not { } nip)
            return await sessions.OpenAsync(environment, client, material, fresh: false, cancellationToken);
        try
        {
            var home = ContextIdentifier.Of(nip);
            return await sessions.OpenAsync(environment, home, material, fresh: false, cancellationToken);
        }
        catch (SignInException refusal)
            when (refusal.Failure is SignInFailure.NoPermissions or SignInFailure.ContextBlocked)
        {
            return await sessions.OpenAsync(environment, client, material, fresh: false, cancellationToken);
        }
    }
}
