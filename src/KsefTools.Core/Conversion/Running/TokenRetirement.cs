using KsefTools.Core.Api;
using KsefTools.Core.Certificates.Revocation;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Conversion.Running;

/// <summary>
/// Puts a token out of use that a certificate has just been proven to replace: revoke it, close what it opened, see
/// that it no longer signs in, and only then let go of the secret and of its entry. May be interrupted anywhere.
/// </summary>
internal sealed class TokenRetirement(
    ConversionScene scene,
    KsefEnvironment environment,
    ClientProfile profile,
    AccessEntry entry,
    OperationRecord record
)
{
    private readonly SecretAddress _secret = ProfileSwitch.AddressOf(scene.Office, entry)!.Value;

    /// <summary>Which record tells of it.</summary>
    public static string SubjectOf(string environment, ClientProfile profile, AccessEntry entry) =>
        $"{environment} {profile.Nip} {entry.Secret}";

    /// <summary>Goes on as far as KSeF lets it.</summary>
    /// <exception cref="KsefApiException">KSeF could not be asked; a later run goes on.</exception>
    /// <exception cref="SignInException">KSeF did not answer a sign-in; a later run goes on.</exception>
    /// <exception cref="SecretVaultException">The vault did not answer; a later run goes on.</exception>
    /// <exception cref="OfficeFileException">The profile cannot be changed; a later run goes on.</exception>
    public async Task<RetirementEnd> RunAsync(CancellationToken cancellationToken)
    {
        if (scene.Holders.OtherUser(profile.Nip, entry.Reference, _secret) is { } other)
            return Stop(ConversionSentences.TokenInUse(other));
        if (record.Has(ConversionStep.SeenDead))
            return await ForgetAsync(isRevoked: true, note: null);
        using var clients = new ClientSessions(scene.Vault, scene.Sessions);
        if (await ReadAsync(clients, cancellationToken) is not { } token)
            return Stop(ConversionSentences.RevokeRefused(ConversionSentences.SecretGone(_secret)));
        if (token.Context is { } context && context != ContextIdentifier.Of(profile.Nip))
            return await ForgetAsync(isRevoked: false, ConversionSentences.TokenOfAnother(context.ToString()));
        // What the profile says of the reference may be old, or missing.
        if (scene.Holders.OtherUser(profile.Nip, token.Reference.Value, _secret) is { } another)
            return Stop(ConversionSentences.TokenInUse(another));
        if (!record.Has(ConversionStep.Revoked) && await RevokeAsync(clients, token, cancellationToken) is { } problem)
            return Stop(ConversionSentences.RevokeRefused(problem));
        if (!await SeeDeadAsync(clients, cancellationToken))
            return new RetirementEnd(IsRevoked: false, ConversionSentences.StillSignsIn());
        record.Write(ConversionStep.SeenDead);
        return await ForgetAsync(isRevoked: true, note: null);
    }

    /// <summary>Null where KSeF took the revocation or had done so before; else why not.</summary>
    private async Task<string?> RevokeAsync(
        ClientSessions clients,
        TokenText token,
        CancellationToken cancellationToken
    )
    {
        KsefSession session;
        try
        {
            session = await OpenAsync(clients, fresh: false, cancellationToken);
        }
        catch (SignInException refusal) when (IsDead(refusal))
        {
            record.Write(ConversionStep.Revoked);
            return null;
        }
        catch (SignInException refusal) when (refusal.SpeaksAboutCredential)
        {
            return refusal.Message;
        }
        cancellationToken.ThrowIfCancellationRequested();
        record.Write(ConversionStep.Revoking, ("reference", token.Reference.Value));
        try
        {
            // Ctrl-C waits for the answer; the call has a time limit of its own.
            await session.SendAsync(
                async (access, _) =>
                {
                    await session.Api.RevokeTokenAsync(access, token.Reference.Value, CancellationToken.None);
                    return true;
                },
                CancellationToken.None
            );
        }
        catch (SignInException refusal) when (IsDead(refusal))
        {
            // The remembered session had ended, and so had the token.
        }
        catch (KsefApiException refusal) when (refusal.Kind is ApiErrorKind.Forbidden or ApiErrorKind.Validation)
        {
            return refusal.Message;
        }
        record.Write(ConversionStep.Revoked);
        await CloseSessionsAsync(session, cancellationToken);
        return null;
    }

    // Its sessions cannot be refreshed any more; this ends what they still show, as far as KSeF lets a dead token ask.
    private async Task CloseSessionsAsync(KsefSession session, CancellationToken cancellationToken)
    {
        try
        {
            await OpenSessions.CloseOfTokensAsync(session, cancellationToken);
            record.Write(ConversionStep.SessionsClosed);
        }
        catch (Exception exception) when (exception is KsefApiException or SignInException)
        {
            scene.Options.Warn?.Invoke(ConversionSentences.SessionsLeft(profile, exception.Message));
        }
    }

    private async Task<bool> SeeDeadAsync(ClientSessions clients, CancellationToken cancellationToken)
    {
        var waits = scene.Pauses();
        do try
        {
            await OpenAsync(clients, fresh: true, cancellationToken);
        }
        catch (SignInException refusal) when (refusal.SpeaksAboutCredential)
        {
            return true;
        }
        while (await waits.TryNextAsync(cancellationToken));
        return false;
    }

    private async Task<RetirementEnd> ForgetAsync(bool isRevoked, string? note)
    {
        if (!record.Has(ConversionStep.SecretRemoved))
        {
            using (var custody = await SecretCustody.TakeAsync(scene.Office, scene.Vault, CancellationToken.None))
                await custody.LetGoAsync([_secret], Leaving(), CancellationToken.None);
            record.Write(ConversionStep.SecretRemoved);
        }
        new ProfileSwitch(scene.Office, profile.Path).Forget(_secret);
        record.Write(ConversionStep.EntryRemoved);
        if (record.Conclude() is { } unfinished)
            scene.Options.Warn?.Invoke($"{profile.Nip}: {unfinished}");
        return new RetirementEnd(isRevoked, note);
    }

    // What the profile says by now: it may name the secret for use again.
    private LeavingEntries Leaving() =>
        new(
            profile.Path,
            [
                .. (scene.Office.Profiles.Read(profile.Nip)?.Profile?.Access ?? []).Where(known =>
                    known.RetiredOn is not null && ProfileSwitch.AddressOf(scene.Office, known) == _secret
                ),
            ]
        );

    private RetirementEnd Stop(string problem)
    {
        // Nothing is under way: the next run starts over.
        if (!record.Has(ConversionStep.Revoking))
            record.Finish();
        return new RetirementEnd(IsRevoked: false, problem);
    }

    // What is there by now, not when the run began.
    private async Task<TokenText?> ReadAsync(ClientSessions clients, CancellationToken cancellationToken)
    {
        var secret = await clients.Secrets.ReadAsync(_secret, cancellationToken);
        return secret.Silence is { } silence ? throw silence : secret.Token;
    }

    private Task<KsefSession> OpenAsync(ClientSessions clients, bool fresh, CancellationToken cancellationToken) =>
        clients.OpenAsync(environment, _secret, ContextIdentifier.Of(profile.Nip), fresh, cancellationToken);

    // One that is not active yet may become so, and one that this KSeF does not know may live in another: neither was
    // revoked.
    private bool IsDead(SignInException refusal) =>
        refusal.Failure is SignInFailure.TokenRevoked
        || (refusal.Failure is SignInFailure.TokenInactive && record.Has(ConversionStep.Revoking));
}
