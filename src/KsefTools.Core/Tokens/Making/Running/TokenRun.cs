using KsefTools.Core.Api;
using KsefTools.Core.Conversion.Running;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Permissions;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Tokens.Making.Running;

/// <summary>
/// One token's run, from wherever it stands to its end: in the vault, active, signed in, in the profile, and only then
/// the former one's end. Each step looks first at what is there (journal, vault, KSeF, profile), so that it may have
/// been interrupted anywhere.
/// </summary>
internal sealed class TokenRun(
    TokenScene scene,
    KsefEnvironment environment,
    ClientProfile profile,
    TokenPlan plan,
    TokenMakers makers,
    OperationRecord record
)
{
    private readonly TokenIssue _issue = new(scene, makers, plan, record);
    private DateTimeOffset? _validTo;

    private ContextIdentifier Client => ContextIdentifier.Of(profile.Nip);

    private string? FormerReference => record.Last(ConversionStep.Revoking)?["reference"] ?? plan.FormerReference;

    private string? Identity => record.Last(TokenStep.Making)?["identity"];

    /// <summary>Goes on, as far as KSeF lets it.</summary>
    /// <exception cref="TokenException">It does not go on; nothing that serves the client was touched.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked; a later run goes on.</exception>
    /// <exception cref="SignInException">KSeF did not answer a sign-in; a later run goes on.</exception>
    public async Task<TokenEnd> GoOnAsync(CancellationToken cancellationToken)
    {
        TokenMaker? maker = null;
        if (await _issue.FindAsync(cancellationToken) is not { } token)
            (token, maker, _validTo) = await ObtainAsync(cancellationToken);
        if (record.Last(TokenStep.Stored)?["reference"] != token.Reference.Value)
            record.Write(TokenStep.Stored, ("reference", token.Reference.Value));
        var rights = await ProveAsync(token, maker, cancellationToken);
        record.Write(TokenStep.Proven, ("permissions", string.Join(' ', rights)));
        if (!record.Has(TokenStep.Switched))
        {
            new TokenSwitch(scene.Office, profile, plan).Apply(token.Reference.Value, Identity, scene.Today);
            record.Write(TokenStep.Switched);
        }
        var former = plan.Former is null || plan.KeepFormer ? null : await EndFormerAsync(cancellationToken);
        if (former is null or { IsRevoked: true } && record.Conclude() is { } unfinished)
            scene.Options.Warn?.Invoke($"{plan.Nip}: {unfinished}");
        return new TokenEnd(plan.Former is null ? TokenOutcome.Created : TokenOutcome.Rotated, former?.Problem)
        {
            Reference = token.Reference.Value,
            Permissions = rights,
            FormerRevoked = former?.IsRevoked is true,
            ValidTo = _validTo,
            Identity = Identity,
            Remedy = former?.Problem is null ? null : TokenSentences.Revoke(plan.Nip.Value, plan.FormerReference),
        };
    }

    /// <summary>Ends a run whose token may not do what was asked for: it goes, and so does its secret.</summary>
    /// <remarks>Throws as <see cref="GoOnAsync"/> does.</remarks>
    public async Task AbandonAsync(CancellationToken cancellationToken)
    {
        await _issue.WithdrawAsync(cancellationToken);
        record.Finish();
    }

    private async Task<(TokenText, TokenMaker?, DateTimeOffset?)> ObtainAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _issue.ObtainAsync(cancellationToken);
        }
        catch (Exception failure)
            when (failure is TokenException or SecretVaultException { Failure: SecretVaultFailure.NameHeld }
                && record.Last(TokenStep.Making, TokenStep.NotTaken, TokenStep.Cleared)?.Step is not TokenStep.Making
            )
        {
            // Nothing is under way: the next run starts over, with a name of its own.
            record.Finish();
            throw;
        }
    }

    /// <summary>What the new token's session may do; it is tried each time, whatever an earlier run has seen.</summary>
    private async Task<IReadOnlyList<string>> ProveAsync(
        TokenText token,
        TokenMaker? maker,
        CancellationToken cancellationToken
    )
    {
        var waits = scene.Pauses();
        // Its own record says at once what a sign-in may take long to say.
        maker ??= record.Has(TokenStep.Switched) ? null : await WhoSeesAsync(cancellationToken);
        while (true)
        {
            if (maker is null || await IsActiveAsync(maker, token, cancellationToken))
                try
                {
                    // Read again: what signs in is what the vault gives.
                    using var clients = new ClientSessions(scene.Vault, scene.Sessions);
                    var session = await clients.OpenAsync(
                        environment,
                        plan.Secret,
                        Client,
                        fresh: true,
                        cancellationToken
                    );
                    var proof = await RightsProof.OfAsync(session, plan.Permissions, cancellationToken);
                    return proof.Holds
                        ? proof.Names
                        : throw await RejectAsync(TokenSentences.MayNot(proof.Missing), cancellationToken);
                }
                catch (SignInException refusal) when (refusal.Failure is SignInFailure.TokenInactive)
                {
                    // Pending until KSeF has written it everywhere.
                }
                catch (SignInException refusal) when (refusal.SpeaksAboutCredential)
                {
                    throw await RejectAsync(refusal.Message, cancellationToken);
                }
                catch (PermissionException refusal)
                {
                    throw await RejectAsync(refusal.Message, cancellationToken);
                }
            if (!await waits.TryNextAsync(cancellationToken))
                throw new TokenException(
                    TokenOutcome.InProgress,
                    TokenSentences.StillPending(token.Reference.Value),
                    record.Start["oldSecret"] is null ? null : TokenSentences.Update(plan)
                );
        }
    }

    private async Task<TokenMaker?> WhoSeesAsync(CancellationToken cancellationToken)
    {
        await foreach (var candidate in makers.OpenAsync(cancellationToken))
            if (candidate.SeesAll || OfficeIdentity.Names.Equals(candidate.Identity, Identity))
                return candidate;
        return null;
    }

    private async Task<bool> IsActiveAsync(TokenMaker maker, TokenText token, CancellationToken cancellationToken)
    {
        var listed = await maker.Session.SendAsync(
            (access, cancel) => maker.Session.Api.GetTokenAsync(access, token.Reference.Value, cancel),
            cancellationToken
        );
        return listed.Status switch
        {
            "Pending" => false,
            "Failed" => throw await RejectAsync(TokenSentences.FailedInKsef(listed.StatusDetails), cancellationToken),
            _ => true,
        };
    }

    /// <summary>Once the profile names the token, it is not ours to take back: the former one still lives.</summary>
    private async Task<TokenException> RejectAsync(string problem, CancellationToken cancellationToken)
    {
        if (record.Has(TokenStep.Switched))
            return new TokenException(TokenOutcome.Failed, TokenSentences.NoLongerProven(problem));
        record.Write(TokenStep.Rejected);
        await AbandonAsync(cancellationToken);
        return new TokenException(TokenOutcome.Refused, TokenSentences.NotProven(problem));
    }

    private async Task<RetirementEnd> EndFormerAsync(CancellationToken cancellationToken)
    {
        var former = plan.Former!.Value;
        if (SecretOwner.IsOfAnother(scene.Office, former.Name))
            return Left(new KeptSecret(former, KeptReason.OfAnotherOffice).ToString());
        using var clients = new ClientSessions(scene.Vault, scene.Sessions);
        if (!record.Has(ConversionStep.SeenDead))
        {
            var secret = await clients.Secrets.ReadAsync(former, cancellationToken);
            if (secret.Silence is { } silence)
                throw silence;
            if (secret.Token is { } lying && IsOther(lying))
                return Left(new KeptSecret(former, KeptReason.Another).ToString());
            var reference = secret.Token?.Reference.Value ?? plan.FormerReference;
            if (scene.Holders.OtherUser(profile.Nip, reference, former) is { } other)
                return Left(TokenSentences.FormerInUse(other));
            if (reference is null)
                return Left(TokenSentences.FormerUnknown(former));
            var ending = new TokenEnding(environment, Client, reference, record)
            {
                Secret = secret.Token is null ? null : former,
                Others = cancel => makers.OpenAsync(cancel).Select(maker => maker.Session),
                Pauses = scene.Pauses,
                SessionsLeft = left => scene.Options.Warn?.Invoke(TokenSentences.SessionsLeft(profile, left)),
            };
            if (await ending.RevokeAsync(clients, cancellationToken) is { } problem)
                return Left(TokenSentences.FormerNotRevoked(problem));
            if (!await ending.SeeDeadAsync(clients, cancellationToken))
                return new RetirementEnd(IsRevoked: false, TokenSentences.FormerStillAlive());
            record.Write(ConversionStep.SeenDead);
        }
        if (!record.Has(ConversionStep.SecretRemoved))
        {
            var release = new SecretRelease(former, Reference: FormerReference);
            if (await scene.Releases.LetGoAsync(release) is { Reason: not KeptReason.Named } other)
                scene.Options.Warn?.Invoke($"{plan.Nip}: {other}");
            record.Write(ConversionStep.SecretRemoved);
        }
        return new RetirementEnd(IsRevoked: true, Problem: null);
    }

    /// <summary>Whether another token lies under the former one's name than the run set out to end.</summary>
    private bool IsOther(TokenText lying) => FormerReference is { } known && SecretOwner.IsOther(known, lying.Secret);

    // What cannot be ended is told and not tried again every night; the profile goes on naming it, retired, so that it
    // can be ended later.
    private RetirementEnd Left(string problem)
    {
        new TokenSwitch(scene.Office, profile, plan).KeepFormer(scene.Today);
        record.Finish();
        return new RetirementEnd(IsRevoked: false, problem);
    }
}
