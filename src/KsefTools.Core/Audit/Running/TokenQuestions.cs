using KsefTools.Core.Api;
using KsefTools.Core.Api.Requests;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Audit.Facts;
using KsefTools.Core.Credentials;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Audit.Running;

/// <summary>
/// Asks KSeF with as few requests as possible: a session (none, one or four), the list of living tokens (one), and
/// only where these leave something open the token itself and the session's grants.
/// </summary>
internal sealed class TokenQuestions(ClientSessions sessions, bool fresh, TimeProvider time) : ITokenQuestions
{
    private static readonly TokenQuery LivingTokens = new() { Statuses = ["Active", "Pending"] };

    /// <inheritdoc/>
    public async Task<TokenFacts> AskAsync(TokenFacts facts, CancellationToken cancellationToken)
    {
        try
        {
            var credential = ClientCredential.Of(facts.Credential);
            var session = await sessions.OpenAsync(credential, fresh, cancellationToken);
            return await AskSessionAsync(facts, session, time.GetUtcNow(), cancellationToken);
        }
        catch (SignInException refusal)
        {
            return await RefusedAsync(facts, refusal, cancellationToken);
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

    private static async Task<TokenFacts> AskSessionAsync(
        TokenFacts facts,
        KsefSession session,
        DateTimeOffset openedAt,
        CancellationToken cancellationToken
    )
    {
        facts = facts with { SignIn = SignInOutcome.SignedIn };
        try
        {
            var living = await TokenList.ReadAsync(session, LivingTokens, cancellationToken);
            var own =
                living.Find(token => IsOwn(facts, token)) ?? await FindOwnAsync(facts, session, cancellationToken);
            var effective = await EffectiveRights.OfAsync(session, own?.RequestedPermissions, cancellationToken);
            facts = facts with
            {
                Own = own,
                Effective = effective,
                TokensOfContext = effective is { MaySeeAllTokens: true } ? living : null,
            };
        }
        catch (KsefApiException refusal) when (refusal is { PresentPermissions: { } present })
        {
            // Observed: a session that was let in, and may do nothing (docs/ksef.md, Tokens).
            facts = facts with
            {
                Effective = new EffectivePermissions(present),
            };
        }
        catch (KsefApiException silence)
        {
            facts = facts with { Effective = EffectivePermissions.Of(session.Claims), Trouble = Troubles.Of(silence) };
        }
        return facts with { SignInKind = session.Kind, SignedInAt = session.Kind is SignInKind.Cold ? openedAt : null };
    }

    /// <summary>
    /// Not among the living: revoked, failed, or (before 2.4.0 rules) not listed for its own session.
    /// </summary>
    private static async Task<TokenMetadata?> FindOwnAsync(
        TokenFacts facts,
        KsefSession session,
        CancellationToken cancellationToken
    )
    {
        if (facts.Reference is not { } reference)
            return null;
        try
        {
            return await session.SendAsync(
                (access, cancel) => session.Api.GetTokenAsync(access, reference.Value, cancel),
                cancellationToken
            );
        }
        catch (KsefApiException missing) when (missing.Kind is ApiErrorKind.NotFound or ApiErrorKind.Validation)
        {
            return null;
        }
    }

    private async Task<TokenFacts> RefusedAsync(
        TokenFacts facts,
        SignInException refusal,
        CancellationToken cancellationToken
    )
    {
        var outcome = Troubles.OutcomeOf(refusal);
        facts = facts with
        {
            SignIn = outcome,
            SignInKind = SignInKind.None,
            Trouble = outcome is SignInOutcome.Unanswered ? Troubles.Of(refusal) : null,
        };
        return outcome is SignInOutcome.Invalid
            ? facts with
            {
                OtherEnvironment = await FindElsewhereAsync(facts, cancellationToken),
            }
            : facts;
    }

    /// <summary>The environment that knows the token, of those the office named for this; null for none.</summary>
    private async Task<string?> FindElsewhereAsync(TokenFacts facts, CancellationToken cancellationToken)
    {
        var credential = ClientCredential.Of(facts.Credential);
        foreach (var name in facts.Policy.OtherEnvironments)
            if (
                KsefEnvironment.TryParse(name, out var other, out _)
                && other.BaseAddress != credential.Environment.BaseAddress
                && await KnowsAsync(credential, other, cancellationToken)
            )
                return other.Name;
        return null;
    }

    /// <summary>Letting a token in proves that it is known, and so does saying that it was revoked.</summary>
    private async Task<bool> KnowsAsync(
        ClientCredential credential,
        KsefEnvironment other,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await sessions.TryElsewhereAsync(credential, other, fresh, cancellationToken);
            return true;
        }
        catch (SignInException refusal)
        {
            return Troubles.OutcomeOf(refusal)
                is SignInOutcome.Revoked
                    or SignInOutcome.Inactive
                    or SignInOutcome.NoPermissions;
        }
        catch (KsefApiException)
        {
            // The other environment is a help, not the question: its silence must not hide the first one's answer.
            return false;
        }
    }

    private static bool IsOwn(TokenFacts facts, TokenMetadata token) =>
        string.Equals(token.ReferenceNumber, facts.Reference?.Value, StringComparison.OrdinalIgnoreCase);
}
