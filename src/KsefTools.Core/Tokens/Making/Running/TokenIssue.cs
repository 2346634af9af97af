using KsefTools.Core.Api;
using KsefTools.Core.Api.Requests;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Tokens.Making.Running;

/// <summary>
/// A new token in the vault: ordered, kept, read back. What an order may have made without the vault knowing is found
/// by its mark and revoked first.
/// </summary>
internal sealed class TokenIssue(TokenScene scene, TokenMakers makers, TokenPlan plan, OperationRecord record)
{
    private const int Attempts = 2;

    private readonly TokenSettlement _settlement = new(scene, makers, record);
    private readonly List<string> _refusals = [];

    /// <summary>The run's token, as the vault has it; null while there is none that is of use.</summary>
    /// <exception cref="SecretVaultException">The vault did not answer.</exception>
    public async Task<TokenText?> FindAsync(CancellationToken cancellationToken)
    {
        if (record.Last(TokenStep.Making, TokenStep.NotTaken, TokenStep.Cleared) is not { } last)
            return null;
        return last.Is(TokenStep.Making) && await ReadAsync(cancellationToken) is { } found && IsOwn(found)
            ? found
            : null;
    }

    /// <summary>Has one made and keeps it.</summary>
    /// <exception cref="TokenException">Nobody here may make it, or KSeF refuses to.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked; a later run goes on.</exception>
    /// <exception cref="SignInException">KSeF did not answer a sign-in; a later run goes on.</exception>
    /// <exception cref="SecretVaultException">The vault did not take it; it was revoked, or a later run does
    /// it.</exception>
    public async Task<(TokenText Token, TokenMaker Maker, DateTimeOffset? ValidTo)> ObtainAsync(
        CancellationToken cancellationToken
    )
    {
        var last = record.Last(TokenStep.Making, TokenStep.NotTaken, TokenStep.Cleared);
        if (last?.Is(TokenStep.Making) is true)
            await _settlement.ClearAsync(last, cancellationToken);
        if (last is not null)
            await LetGoAsync();
        if (last is not null && await LyingAsync(cancellationToken) is not null)
            throw new TokenException(TokenOutcome.Failed, TokenSentences.PlaceTaken(plan.Secret));
        for (var attempt = 1; ; attempt++)
            try
            {
                await foreach (var maker in makers.OpenAsync(cancellationToken))
                    if (await TryAsync(maker, cancellationToken) is { } made)
                        return made;
                throw makers.NobodyMay(plan.Permissions, _refusals);
            }
            catch (KsefApiException lost) when (!TokenMint.MadeNothing(lost) && IsOrder(lost))
            {
                await _settlement.ClearAsync(record.Last(TokenStep.Making)!, cancellationToken);
                if (attempt == Attempts)
                    throw;
            }
    }

    /// <summary>Takes back a token that is of no use, and its secret.</summary>
    /// <remarks>Throws as <see cref="ObtainAsync"/> does.</remarks>
    public async Task WithdrawAsync(CancellationToken cancellationToken)
    {
        if (
            record.Last(TokenStep.Making, TokenStep.NotTaken, TokenStep.Cleared) is { } last
            && last.Is(TokenStep.Making)
        )
            await _settlement.ClearAsync(last, cancellationToken);
        await LetGoAsync();
    }

    private async Task<(TokenText, TokenMaker, DateTimeOffset?)?> TryAsync(
        TokenMaker maker,
        CancellationToken cancellationToken
    )
    {
        var who = makers.NameOf(maker);
        if (maker.Lacks(plan.Permissions) is { Count: > 0 } lacking)
        {
            _refusals.Add(TokenSentences.MakerLacks(who, lacking));
            return null;
        }
        cancellationToken.ThrowIfCancellationRequested();
        var tag = scene.Options.NewTag();
        record.Write(TokenStep.Making, ("tag", tag), ("identity", maker.Identity));
        MadeToken made;
        try
        {
            var request = new GenerateTokenRequest(plan.Permissions, TokenMark.Write(plan.Description, tag));
            made = await TokenMint.MakeAsync(maker.Session, request);
        }
        catch (KsefApiException refusal) when (TokenMint.MadeNothing(refusal))
        {
            record.Write(TokenStep.NotTaken);
            if (refusal.Kind is not (ApiErrorKind.Validation or ApiErrorKind.Forbidden))
                throw;
            _refusals.Add($"{who}: {refusal.Message}");
            return null;
        }
        catch (SignInException refusal)
        {
            record.Write(TokenStep.NotTaken);
            if (!refusal.SpeaksAboutCredential)
                throw;
            _refusals.Add($"{who}: {refusal.Message}");
            return null;
        }
        return (await KeepAsync(made, maker), maker, made.ValidTo);
    }

    // From "made there" to "kept here" nothing is cut off: Ctrl-C waits.
    private async Task<TokenText> KeepAsync(MadeToken made, TokenMaker maker)
    {
        try
        {
            if (!TokenText.TryParse(made.Text, out var token))
                throw new TokenException(TokenOutcome.Refused, TokenSentences.NotOfOurForm(made.Reference));
            if (!await scene.Storing.TryStoreAsync(plan.Secret, made.Text))
                throw new TokenException(TokenOutcome.Failed, TokenSentences.PlaceTaken(plan.Secret));
            if (await ReadAsync(CancellationToken.None) is not { } back || !back.Equals(token))
                throw new SecretVaultException(
                    SecretVaultFailure.WriteLost,
                    plan.Secret.Vault,
                    TokenSentences.NotReadBack(plan.Secret)
                );
            return back;
        }
        catch (Exception failure) when (failure is SecretVaultException or TokenException or OfficeFolderException)
        {
            await TryTakeBackAsync(made, maker);
            throw;
        }
    }

    // A token that nobody keeps is a danger: it goes at once. What hinders that is left to the next run.
    private async Task TryTakeBackAsync(MadeToken made, TokenMaker maker)
    {
        try
        {
            await _settlement.WithdrawAsync(maker.Session, made.Reference, CancellationToken.None);
            record.Write(TokenStep.Cleared, ("reference", made.Reference));
        }
        catch (Exception failure) when (failure is KsefApiException or SignInException or TokenException or IOException)
        {
            scene.Options.Warn?.Invoke(TokenSentences.NotTakenBack(plan.Nip, made.Reference, failure.Message));
        }
    }

    private async Task<TokenText?> ReadAsync(CancellationToken cancellationToken) =>
        await LyingAsync(cancellationToken) is { } text && TokenText.TryParse(text, out var token) ? token : null;

    private async Task<SecretText?> LyingAsync(CancellationToken cancellationToken) =>
        (await scene.Vault.ReadAsync([plan.Secret], cancellationToken)).GetValueOrDefault(plan.Secret);

    /// <summary>
    /// Whether what lies there is what the run has stored: another process may have taken the name while nothing lay
    /// under it. A file names the run's own only after its number is on record.
    /// </summary>
    private bool IsOwn(TokenText found) =>
        record.Has(TokenStep.Switched)
        || (
            record.Last(TokenStep.Stored)?["reference"] is { } stored
                ? !SecretOwner.IsOther(stored, found.Secret)
                : !SecretUse.Of(scene.Office).Names(plan.Secret)
        );

    // What KSeF knows no number of was never stored either.
    private async Task LetGoAsync()
    {
        if (record.Last(TokenStep.Cleared)?["reference"] is { } reference)
            await scene.Releases.LetGoAsync(new SecretRelease(plan.Secret, Reference: reference));
    }

    private static bool IsOrder(KsefApiException failure) => failure.Endpoint == "POST /tokens";
}
