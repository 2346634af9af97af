using KsefTools.Core.Api;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Credentials;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Conversion.Planning;

/// <summary>
/// Learns what a client's token may do: a session (none, one or four requests) and the token's own record (one). A
/// token of another client is sent nowhere.
/// </summary>
internal sealed class TokenReader(ClientSessions sessions)
{
    /// <summary>Null for a client that has no token.</summary>
    public async Task<TokenReading?> ReadAsync(
        KsefCredential credential,
        SecretLookup secret,
        CancellationToken cancellationToken
    )
    {
        if (credential.SecretName is not { } name)
            return null;
        var reading = new TokenReading
        {
            Secret = new SecretAddress(credential.Vault, name),
            State = TokenState.Unknown,
            IsRetired = credential.RetiredOn is not null,
            Token = secret.Token,
            Problem = secret.Problem,
        };
        if (secret.Token is not { } token)
            return reading with
            {
                State = secret.State switch
                {
                    SecretState.VaultSilent => TokenState.Unknown,
                    SecretState.NotAToken => TokenState.Dead,
                    _ => TokenState.Missing,
                },
            };
        var known = ClientCredential.Of(credential);
        if (token.ContextFor(known.Client) is null)
            return reading with { State = TokenState.OfAnother, Problem = $"{token.Context}" };
        try
        {
            var session = await sessions.OpenAsync(known, fresh: false, cancellationToken);
            return await AskAsync(reading with { State = TokenState.SignsIn, Session = session }, cancellationToken);
        }
        catch (SignInException refusal)
        {
            return Refused(reading, refusal);
        }
        catch (KsefApiException silence)
        {
            return reading with { State = TokenState.Unknown, Problem = silence.Message };
        }
    }

    private static async Task<TokenReading> AskAsync(TokenReading reading, CancellationToken cancellationToken)
    {
        var (session, token) = (reading.Session!, reading.Token!);
        try
        {
            var own = await session.SendAsync(
                (access, cancel) => session.Api.GetTokenAsync(access, token.Reference.Value, cancel),
                cancellationToken
            );
            return IsActive(own)
                ? reading with
                {
                    Requested = own.RequestedPermissions,
                    Effective =
                        EffectivePermissions.Of(session.Claims) ?? new EffectivePermissions(own.RequestedPermissions),
                }
                // A session of the cache outlives its token.
                : reading with
                {
                    State = TokenState.Dead,
                    Session = null,
                    Requested = own.RequestedPermissions,
                    Problem = own.Status,
                };
        }
        catch (KsefApiException refusal) when (refusal is { PresentPermissions: { } present })
        {
            // Observed: a session that was let in, and may do nothing (docs/ksef.md, Tokens).
            return reading with { Effective = new EffectivePermissions(present) };
        }
        catch (KsefApiException missing) when (missing.Kind is ApiErrorKind.NotFound or ApiErrorKind.Validation)
        {
            return reading with { Effective = EffectivePermissions.Of(session.Claims) ?? new EffectivePermissions([]) };
        }
    }

    private static TokenReading Refused(TokenReading reading, SignInException refusal) =>
        reading with
        {
            Problem = refusal.Message,
            State =
                refusal.Failure is SignInFailure.ContextBlocked ? TokenState.Blocked
                : refusal.SpeaksAboutCredential ? TokenState.Dead
                : TokenState.Unknown,
        };

    private static bool IsActive(TokenMetadata token) =>
        string.Equals(token.Status, "Active", StringComparison.OrdinalIgnoreCase);
}
