using System.Runtime.CompilerServices;
using KsefTools.Core.Api;
using KsefTools.Core.Conversion.Planning;
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
    OperationRecord record,
    ClientProver prover
)
{
    private readonly SecretAddress _secret = ProfileSwitch.AddressOf(scene.Office, entry)!.Value;

    /// <summary>The number of the token that is retired; null while nothing says it.</summary>
    private string? Retired =>
        record.Last(ConversionStep.Revoked, ConversionStep.Revoking)?["reference"] ?? entry.Reference;

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
        if (SecretOwner.IsOfAnother(scene.Office, _secret.Name))
            return Stop(ConversionSentences.OfAnotherOffice(_secret));
        if (record.Has(ConversionStep.SeenDead))
            return await ForgetAsync(Retired, isRevoked: true, note: null);
        using var clients = new ClientSessions(scene.Vault, scene.Sessions);
        if (await ReadAsync(clients, cancellationToken) is not { } token)
            return Stop(ConversionSentences.RevokeRefused(ConversionSentences.SecretGone(_secret)));
        if (token.Context is { } context && context != ContextIdentifier.Of(profile.Nip))
            return await ForgetAsync(
                token.Reference.Value,
                isRevoked: false,
                ConversionSentences.TokenOfAnother(context.ToString())
            );
        // What the profile says of the reference may be old, or missing.
        if (scene.Holders.OtherUser(profile.Nip, token.Reference.Value, _secret) is { } another)
            return Stop(ConversionSentences.TokenInUse(another));
        if (Retired is { } retired && SecretOwner.IsOther(retired, token.Secret))
        {
            // Nothing can be done about the former one any more: its text is gone.
            record.Finish();
            return new RetirementEnd(IsRevoked: false, ConversionSentences.AnotherToken(_secret, retired));
        }
        var ending = new TokenEnding(environment, ContextIdentifier.Of(profile.Nip), token.Reference.Value, record)
        {
            Secret = _secret,
            Closers = CertificatesAsync,
            Pauses = scene.Pauses,
            SessionsLeft = left => scene.Options.Warn?.Invoke(ConversionSentences.SessionsLeft(profile, left)),
        };
        if (await ending.RevokeAsync(clients, cancellationToken) is { } problem)
            return Stop(ConversionSentences.RevokeRefused(problem));
        if (!await ending.SeeDeadAsync(clients, cancellationToken))
            return new RetirementEnd(IsRevoked: false, ConversionSentences.StillSignsIn());
        record.Write(ConversionStep.SeenDead);
        return await ForgetAsync(Retired, isRevoked: true, note: null);
    }

    /// <summary>That of the certificate, and of the client's own, which sees what the client's tokens opened.</summary>
    private async IAsyncEnumerable<KsefSession> CertificatesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        yield return await prover.OpenAsync(fresh: false, cancellationToken);
        if (await TryOpenOwnAsync(cancellationToken) is { } own)
            yield return own;
    }

    private async Task<KsefSession?> TryOpenOwnAsync(CancellationToken cancellationToken)
    {
        if (ClientPlanner.OwnCertificate(profile) is not { } own)
            return null;
        try
        {
            return await scene.Credentials.OpenAsync(
                environment,
                ProfileSwitch.AddressOf(scene.Office, own)!.Value,
                ContextIdentifier.Of(profile.Nip),
                fresh: false,
                cancellationToken
            );
        }
        catch (Exception refusal)
            when (refusal is CredentialException or SignInException { SpeaksAboutCredential: true })
        {
            return null;
        }
    }

    /// <summary>Lets the secret go, if this is still the token that lies there.</summary>
    private async Task<RetirementEnd> ForgetAsync(string? reference, bool isRevoked, string? note)
    {
        if (!record.Has(ConversionStep.SecretRemoved))
        {
            var release = new SecretRelease(_secret, Leaving(), reference);
            if (await scene.Releases.LetGoAsync(release) is { Reason: not KeptReason.Named } other)
            {
                record.Finish();
                return new RetirementEnd(isRevoked, other.ToString());
            }
            record.Write(ConversionStep.SecretRemoved);
        }
        new ProfileSwitch(scene.Office, profile).Forget(_secret);
        record.Write(ConversionStep.EntryRemoved);
        if (record.Conclude() is { } unfinished)
            scene.Options.Warn?.Invoke($"{profile.Nip}: {unfinished}");
        return new RetirementEnd(isRevoked, note);
    }

    // What the profile says by now: it may name the secret for use again.
    private LeavingEntries Leaving() =>
        new(
            profile,
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
}
