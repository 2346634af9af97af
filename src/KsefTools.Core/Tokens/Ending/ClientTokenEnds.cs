using System.Runtime.CompilerServices;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Requests;
using KsefTools.Core.Conversion;
using KsefTools.Core.Conversion.Running;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.Tokens.Making;

namespace KsefTools.Core.Tokens.Ending;

/// <summary>
/// The ends of one client's tokens under its lock. Gives one result for each token, whatever breaks; none for what a
/// person has declined.
/// </summary>
internal sealed class ClientTokenEnds(TokenScene scene, IReadOnlyList<TokenEndOrder> orders) : IDisposable
{
    private readonly ClientSessions _clients = new(scene.Vault, scene.Sessions);
    private readonly KsefEnvironment _environment = scene.Office.EnvironmentOf(orders[0].Profile);

    private ClientId Nip => orders[0].Profile.Nip;

    public void Dispose() => _clients.Dispose();

    public async IAsyncEnumerable<KsefTokenChange> RunAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var held = scene.TryLock(_environment, orders[0].Profile);
        foreach (var order in orders)
            if (held is null)
                yield return Noun(Target.Of(order), new TokenEnd(TokenOutcome.Busy, TokenSentences.Busy()));
            else
                await foreach (var result in EndAsync(order, cancellationToken))
                    yield return result;
    }

    private async IAsyncEnumerable<KsefTokenChange> EndAsync(
        TokenEndOrder order,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        // Another process may have changed the file until a moment ago.
        var profile = scene.Office.Profiles.Read(order.Profile.Nip)?.Profile ?? order.Profile;
        var ways = new ClientWays(scene, _clients, _environment, profile);
        var targets = new List<Target>();
        var failed = await JudgeAsync(
            async () =>
            {
                targets.AddRange(await TargetsAsync(order, profile, ways, cancellationToken));
                return null;
            },
            cancellationToken
        );
        if (failed is not null)
            yield return Noun(Target.Of(order), failed);
        foreach (var target in targets)
            if (
                await JudgeAsync(() => EndAsync(order, target, profile, ways, cancellationToken), cancellationToken) is
                { } end
            )
                yield return Noun(target, end);
    }

    private async Task<IReadOnlyList<Target>> TargetsAsync(
        TokenEndOrder order,
        ClientProfile profile,
        ClientWays ways,
        CancellationToken cancellationToken
    )
    {
        if (!order.Unknown)
            return [await OneAsync(order, profile, cancellationToken)];
        var known = scene
            .Office.ReadCredentials()
            .Select(credential => credential.Reference)
            .OfType<string>()
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        // A profile may say another number than the token itself.
        foreach (var entry in profile.Access.Where(entry => entry is { Kind: CredentialKind.Token, Secret: not null }))
            if ((await ReadAsync(SecretUse.AddressOf(scene.Office, entry), cancellationToken))?.Reference is { } own)
                known.Add(own.Value);
        await foreach (var session in ways.WatchersAsync(cancellationToken))
            return
            [
                .. (await TokenList.ReadAsync(session, new TokenQuery { Statuses = ["Active"] }, cancellationToken))
                    .Where(token => token.Status is "Active" && !known.Contains(token.ReferenceNumber))
                    .Select(token => new Target(token.ReferenceNumber, Entry: null, Secret: null)),
            ];
        throw new TokenException(
            TokenOutcome.NeedsSignature,
            EndSentences.NobodySees(),
            TokenSentences.Sign(profile.Nip.Value)
        );
    }

    private async Task<Target> OneAsync(TokenEndOrder order, ClientProfile profile, CancellationToken cancellationToken)
    {
        var entry = order.Entry ?? profile.Access.FirstOrDefault(known => IsNumbered(known, order.Reference));
        if (entry?.Secret is null)
            return new Target(
                order.Reference ?? throw new TokenException(TokenOutcome.Refused, EndSentences.NumberUnknown()),
                Entry: null,
                Secret: null
            );
        var secret = SecretUse.AddressOf(scene.Office, entry);
        var token = await ReadAsync(secret, cancellationToken);
        if (SecretOwner.IsOfAnother(scene.Office, secret.Name))
            throw new TokenException(
                TokenOutcome.Refused,
                new KeptSecret(secret, KeptReason.OfAnotherOffice).ToString()
            );
        if (
            token is not null
            && !SecretOwner.IsOurs(scene.Office, secret.Name)
            && SecretOwner.IsOther(entry with { Reference = order.Reference ?? entry.Reference }, token.Secret)
        )
            throw new TokenException(TokenOutcome.Refused, new KeptSecret(secret, KeptReason.Another).ToString());
        if (token?.Context is { } context && context != ContextIdentifier.Of(profile.Nip))
            throw new TokenException(TokenOutcome.Refused, ConversionSentences.OfUnit(context));
        return new Target(
            token?.Reference.Value
                ?? order.Reference
                ?? entry.Reference
                ?? throw new TokenException(TokenOutcome.Refused, EndSentences.NumberUnknown()),
            entry,
            secret
        )
        {
            IsInVault = token is not null,
        };
    }

    private async Task<TokenEnd?> EndAsync(
        TokenEndOrder order,
        Target target,
        ClientProfile profile,
        ClientWays ways,
        CancellationToken cancellationToken
    )
    {
        var subject = $"{TokenPlan.SubjectOf(_environment.Name, Nip)} {target.Reference}";
        var resumed = scene.Open.TryResume(OperationKind.Ending, subject, scene.Time, scene.Options.Steps);
        if (resumed is null)
        {
            var intent = new TokenIntent(profile, [], target.Reference);
            if (scene.Options.Confirm is { } ask && !await ask(intent, cancellationToken))
                return null;
            if (
                target is { Secret: { } own, Entry.RetiredOn: null }
                && !order.Force
                && await IsLastAsync(own, ways, cancellationToken)
            )
                throw new TokenException(TokenOutcome.NeedsForce, EndSentences.LastAccess());
        }
        using var record =
            resumed
            ?? OperationRecord.Begin(
                scene.Office,
                scene.Time,
                OperationKind.Ending,
                subject,
                scene.Options.Steps,
                ("nip", Nip.Value),
                ("reference", target.Reference),
                ("secret", target.Secret?.Name)
            );
        return await EndAsync(target, profile, ways, record, mayBeShared: order.Force, cancellationToken);
    }

    private async Task<TokenEnd> EndAsync(
        Target target,
        ClientProfile profile,
        ClientWays ways,
        OperationRecord record,
        bool mayBeShared,
        CancellationToken cancellationToken
    )
    {
        var ending = new TokenEnding(_environment, ContextIdentifier.Of(Nip), target.Reference, record)
        {
            Secret = target.IsInVault ? target.Secret : null,
            Others = cancel => ways.ManagersAsync(target.Secret, cancel),
            Pauses = scene.Pauses,
            SessionsLeft = left => scene.Options.Warn?.Invoke(TokenSentences.SessionsLeft(profile, left)),
        };
        if (
            !mayBeShared
            && target.Secret is { } shared
            && scene.Holders.OtherUser(Nip, target.Reference, shared) is { } other
        )
        {
            record.Finish();
            throw new TokenException(TokenOutcome.Refused, EndSentences.InUse(other));
        }
        if (!record.Has(ConversionStep.SeenDead))
        {
            if (await ending.RevokeAsync(_clients, cancellationToken) is { } problem)
            {
                record.Finish();
                throw new TokenException(
                    TokenOutcome.NeedsSignature,
                    EndSentences.NobodyMay(problem),
                    TokenSentences.Sign(Nip.Value)
                );
            }
            if (!await ending.SeeDeadAsync(_clients, cancellationToken))
                return new TokenEnd(TokenOutcome.InProgress, EndSentences.StillAlive());
            record.Write(ConversionStep.SeenDead);
        }
        if (target.Secret is { } secret)
            await ForgetAsync(profile, target.Entry!, secret, target.Reference, record);
        if (record.Conclude() is { } unfinished)
            scene.Options.Warn?.Invoke($"{Nip}: {unfinished}");
        var wasDead = !record.Has(ConversionStep.Revoking);
        return new TokenEnd(wasDead ? TokenOutcome.AlreadyRevoked : TokenOutcome.Revoked) { Proof = ending.Seen };
    }

    private async Task ForgetAsync(
        ClientProfile profile,
        AccessEntry entry,
        SecretAddress secret,
        string reference,
        OperationRecord record
    )
    {
        if (!record.Has(ConversionStep.SecretRemoved))
        {
            var release = new SecretRelease(secret, new LeavingEntries(profile, [entry]), reference);
            if (await scene.Releases.LetGoAsync(release) is { Reason: not KeptReason.Named } other)
            {
                // Something else was stored there since: it is not ours to forget.
                scene.Options.Warn?.Invoke($"{Nip}: {other}");
                return;
            }
            record.Write(ConversionStep.SecretRemoved);
        }
        scene.Office.Profiles.Patch(
            profile,
            editor =>
            {
                for (var index = editor.Profile.Access.Count - 1; index >= 0; index--)
                    if (
                        editor.Profile.Access[index] is { Kind: CredentialKind.Token } known
                        && ProfileSwitch.AddressOf(scene.Office, known) == secret
                    )
                        editor.RemoveAccess(index);
            }
        );
        record.Write(ConversionStep.EntryRemoved);
    }

    // A token that does not work is nobody's last access.
    private async Task<bool> IsLastAsync(SecretAddress own, ClientWays ways, CancellationToken cancellationToken)
    {
        try
        {
            await _clients.OpenAsync(_environment, own, ContextIdentifier.Of(Nip), fresh: false, cancellationToken);
        }
        catch (Exception refusal)
            when (refusal is CredentialException or SignInException { SpeaksAboutCredential: true })
        {
            return false;
        }
        return !await ways.HasOtherAsync(own, cancellationToken);
    }

    private async Task<TokenText?> ReadAsync(SecretAddress secret, CancellationToken cancellationToken)
    {
        var found = await _clients.Secrets.ReadAsync(secret, cancellationToken);
        return found.Silence is { } silence ? throw silence : found.Token;
    }

    private static bool IsNumbered(AccessEntry entry, string? reference) =>
        entry.Kind is CredentialKind.Token
        && reference is not null
        && string.Equals(entry.Reference, reference, StringComparison.OrdinalIgnoreCase);

    private static async Task<TokenEnd?> JudgeAsync(Func<Task<TokenEnd?>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work();
        }
        catch (TokenException end)
        {
            return new TokenEnd(end.Outcome, end.Message) { Remedy = end.Remedy };
        }
        catch (Exception failure)
            when (!cancellationToken.Explains(failure) && TokenFailures.Sentence(failure) is { } said)
        {
            return new TokenEnd(TokenOutcome.Failed, said);
        }
    }

    private KsefTokenChange Noun(Target target, TokenEnd end) =>
        new()
        {
            Nip = Nip.Value,
            Name = orders[0].Profile.Name,
            Environment = _environment.Name,
            Outcome = end.Outcome,
            Reason = end.Reason,
            Remedy = end.Remedy,
            Proof = end.Proof,
            Reference = target.Reference.Length > 0 ? target.Reference : null,
            SecretName = target.Entry?.Secret,
            Vault = target.Secret?.Vault,
            Path = orders[0].Profile.Path,
            OfficePath = scene.Office.Path,
        };

    /// <summary>One token that is to go.</summary>
    private sealed record Target(string Reference, AccessEntry? Entry, SecretAddress? Secret)
    {
        /// <summary>Whether its text is there, so that it can be seen not to sign in any more.</summary>
        public bool IsInVault { get; init; }

        public static Target Of(TokenEndOrder order) =>
            new(order.Reference ?? order.Entry?.Reference ?? "", order.Entry, Secret: null);
    }
}
