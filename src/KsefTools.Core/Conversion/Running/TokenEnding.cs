using KsefTools.Core.Api;
using KsefTools.Core.Certificates.Revocation;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Conversion.Running;

/// <summary>
/// The end of one token in KSeF: revoke it, close what it opened, see that it is dead. The one way for all who end
/// tokens; each step looks first at what is there, so that it may have been interrupted anywhere.
/// </summary>
/// <param name="environment">Which KSeF.</param>
/// <param name="client">In whose context the token is.</param>
/// <param name="reference">The token's number.</param>
/// <param name="record">Is told of each step before the next begins.</param>
internal sealed class TokenEnding(
    KsefEnvironment environment,
    ContextIdentifier client,
    string reference,
    OperationRecord record
)
{
    // A revoked token refreshes no session, and an access token lives no longer (docs/ksef.md, Sessions).
    private static readonly TimeSpan AccessLife = TimeSpan.FromMinutes(15);

    private bool _wasClosingTried;

    /// <summary>Where the token's text is; null for one that is not ours. It may revoke itself.</summary>
    public SecretAddress? Secret { get; init; }

    /// <summary>Other sessions that may be let revoke it, in the order in which to try them; null for none.</summary>
    public Func<CancellationToken, IAsyncEnumerable<KsefSession>>? Others { get; init; }

    /// <summary>
    /// Sessions that may be let close what a killed run left open, in the order in which to try them; null for those of
    /// <see cref="Others"/>.
    /// </summary>
    public Func<CancellationToken, IAsyncEnumerable<KsefSession>>? Closers { get; init; }

    /// <summary>The pauses of one wait.</summary>
    public required Func<Pauses> Pauses { get; init; }

    /// <summary>Told where sessions were left open, with KSeF's words; null for nobody.</summary>
    public Action<string>? SessionsLeft { get; init; }

    /// <summary>KSeF's answer by which it was seen to be dead; null before that.</summary>
    public string? Seen { get; private set; }

    /// <summary>Null where KSeF took the revocation or had done so before; else why not.</summary>
    /// <exception cref="KsefApiException">KSeF could not be asked; a later run goes on.</exception>
    /// <exception cref="SignInException">KSeF did not answer a sign-in; a later run goes on.</exception>
    /// <exception cref="SecretVaultException">The vault did not answer; a later run goes on.</exception>
    public async Task<string?> RevokeAsync(ClientSessions clients, CancellationToken cancellationToken)
    {
        if (await EndAsync(clients, cancellationToken) is { } problem)
            return problem;
        // One that died before this run came: what it had open ends by itself.
        if (record.Has(ConversionStep.Revoking) && !record.Has(ConversionStep.SessionsClosed) && !_wasClosingTried)
            await CloseLeftAsync(clients, cancellationToken);
        return null;
    }

    private async Task<string?> EndAsync(ClientSessions clients, CancellationToken cancellationToken)
    {
        if (record.Has(ConversionStep.Revoked))
            return null;
        var problem = Secret is null ? null : await TryOwnAsync(clients, cancellationToken);
        if (record.Has(ConversionStep.Revoked))
            return null;
        if (Others is not null)
            await foreach (var session in Others(cancellationToken))
            {
                if (await TryAsync(session, cancellationToken) is not { } refused)
                    return null;
                problem ??= refused;
            }
        return problem ?? "";
    }

    /// <summary>
    /// Whether it is dead: it does not sign in any more or, where its text is not ours, KSeF's list says so.
    /// </summary>
    /// <remarks>Throws as <see cref="RevokeAsync"/> does.</remarks>
    public async Task<bool> SeeDeadAsync(ClientSessions clients, CancellationToken cancellationToken)
    {
        var waits = Pauses();
        do if (await IsDeadAsync(clients, cancellationToken))
            return true;
        while (await waits.TryNextAsync(cancellationToken));
        return false;
    }

    private async Task<string?> TryOwnAsync(ClientSessions clients, CancellationToken cancellationToken)
    {
        try
        {
            return await TryAsync(await OpenAsync(clients, fresh: false, cancellationToken), cancellationToken);
        }
        catch (SignInException refusal) when (IsDead(refusal))
        {
            record.Write(ConversionStep.Revoked, ("reference", reference));
            return null;
        }
        catch (SignInException refusal) when (refusal.SpeaksAboutCredential)
        {
            return refusal.Message;
        }
        catch (CredentialException refusal)
        {
            return refusal.Message;
        }
    }

    private async Task<bool> IsDeadAsync(ClientSessions clients, CancellationToken cancellationToken)
    {
        if (Secret is null)
        {
            await foreach (var session in Others!(cancellationToken))
                if (await IsListedAsEndedAsync(session, cancellationToken) is { } ended)
                {
                    Seen = ended ? ConversionSentences.ListedAsEnded() : null;
                    return ended;
                }
            return false;
        }
        try
        {
            await OpenAsync(clients, fresh: true, cancellationToken);
            return false;
        }
        catch (SignInException refusal) when (refusal.SpeaksAboutCredential)
        {
            Seen = ConversionSentences.SignInRefused(refusal);
            return true;
        }
    }

    private async Task<string?> TryAsync(KsefSession session, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        record.Write(ConversionStep.Revoking, ("reference", reference));
        try
        {
            // Ctrl-C waits for the answer; the call has a time limit of its own.
            await session.SendAsync(
                async (access, _) =>
                {
                    await session.Api.RevokeTokenAsync(access, reference, CancellationToken.None);
                    return true;
                },
                CancellationToken.None
            );
        }
        catch (SignInException refusal) when (Secret is not null && IsDead(refusal))
        {
            // The remembered session had ended, and so had the token.
        }
        catch (SignInException refusal) when (refusal.SpeaksAboutCredential)
        {
            return refusal.Message;
        }
        catch (KsefApiException refusal) when (refusal.Kind is ApiErrorKind.Forbidden or ApiErrorKind.Validation)
        {
            // What was revoked before is refused, too.
            if (await IsListedAsEndedAsync(session, cancellationToken) is not true)
                return refusal.Message;
        }
        record.Write(ConversionStep.Revoked, ("reference", reference));
        await CloseSessionsAsync(session, cancellationToken);
        return null;
    }

    /// <summary>Null where the session may not look.</summary>
    private async Task<bool?> IsListedAsEndedAsync(KsefSession session, CancellationToken cancellationToken)
    {
        try
        {
            var listed = await session.SendAsync(
                (access, cancel) => session.Api.GetTokenAsync(access, reference, cancel),
                cancellationToken
            );
            return listed.Status is "Revoking" or "Revoked" or "Failed";
        }
        catch (KsefApiException refusal)
            when (refusal.Kind is ApiErrorKind.Forbidden or ApiErrorKind.Validation or ApiErrorKind.NotFound)
        {
            return null;
        }
        catch (SignInException refusal) when (refusal.SpeaksAboutCredential)
        {
            return IsDead(refusal) ? true : null;
        }
    }

    // Its sessions cannot be refreshed any more; this ends what they still show, as far as KSeF lets a dead token ask.
    private async Task CloseSessionsAsync(KsefSession session, CancellationToken cancellationToken)
    {
        _wasClosingTried = true;
        try
        {
            await OpenSessions.CloseOfTokensAsync(session, cancellationToken);
            record.Write(ConversionStep.SessionsClosed);
        }
        catch (Exception exception) when (exception is KsefApiException or SignInException)
        {
            SessionsLeft?.Invoke(exception.Message);
        }
    }

    /// <summary>
    /// Closes what a killed run left. The token signs in no more: a session of it that is remembered does it, else one
    /// that KSeF shows its sessions.
    /// </summary>
    private async Task CloseLeftAsync(ClientSessions clients, CancellationToken cancellationToken)
    {
        try
        {
            if (await TryCloseLeftAsync(clients, cancellationToken))
                record.Write(ConversionStep.SessionsClosed);
            else if (record.Since(ConversionStep.Revoked) < AccessLife)
                SessionsLeft?.Invoke(ConversionSentences.SessionsUnseen());
        }
        catch (Exception exception) when (exception is KsefApiException or SignInException or CredentialException)
        {
            SessionsLeft?.Invoke(exception.Message);
        }
    }

    /// <summary>Whether sessions were seen, and closed.</summary>
    private async Task<bool> TryCloseLeftAsync(ClientSessions clients, CancellationToken cancellationToken)
    {
        if (
            Secret is { } secret
            && await clients.FindRememberedAsync(environment, secret, client, cancellationToken) is { } own
        )
            try
            {
                await OpenSessions.CloseOfTokensAsync(own, cancellationToken);
                return true;
            }
            catch (SignInException)
            {
                // It has ended meanwhile.
            }
        if ((Closers ?? Others) is { } others)
            await foreach (var session in others(cancellationToken))
                if (await OpenSessions.CloseOfTokensAsync(session, cancellationToken) > 0)
                    return true;
        return false;
    }

    private Task<KsefSession> OpenAsync(ClientSessions clients, bool fresh, CancellationToken cancellationToken) =>
        clients.OpenAsync(environment, Secret!.Value, client, fresh, cancellationToken);

    // One that is not active yet may become so, and one that this KSeF does not know may live in another: neither was
    // revoked.
    private bool IsDead(SignInException refusal) =>
        refusal.Failure is SignInFailure.TokenRevoked
        || (refusal.Failure is SignInFailure.TokenInactive && record.Has(ConversionStep.Revoking));
}
