using KsefTools.Core.Api;
using KsefTools.Core.Api.Requests;
using KsefTools.Core.Api.Responses;
using KsefTools.Core.Credentials;
using KsefTools.Core.Journal;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Tokens.Making.Running;

/// <summary>
/// Revokes what KSeF made and nobody kept: an order whose answer was lost is looked for by the mark in its description.
/// </summary>
internal sealed class TokenSettlement(TokenScene scene, TokenMakers makers, OperationRecord record)
{
    /// <summary>Looks for what an order may have made, revokes it, and writes that down.</summary>
    /// <param name="making">The order, as the record has it.</param>
    /// <param name="cancellationToken">Ends the wait; a later run goes on.</param>
    /// <exception cref="TokenException">Nobody is there to look, or KSeF has not finished.</exception>
    /// <exception cref="KsefApiException">KSeF could not be asked; a later run goes on.</exception>
    /// <exception cref="SignInException">KSeF did not answer a sign-in; a later run goes on.</exception>
    public async Task ClearAsync(JournalEntry making, CancellationToken cancellationToken)
    {
        var tag = making["tag"] ?? "";
        var sessions = await WhoSeesAsync(making["identity"], cancellationToken);
        var waits = scene.Pauses();
        while (true)
        {
            var found = await FindAsync(sessions, tag, cancellationToken);
            foreach (var (session, token) in found)
                await WithdrawAsync(session, token.ReferenceNumber, cancellationToken);
            var isSettled = scene.Time.GetUtcNow() - making.At >= scene.Options.SettleTime;
            if (found.Count > 0 || isSettled || !await waits.TryNextAsync(cancellationToken))
            {
                record.Write(TokenStep.Cleared, ("reference", found.Count > 0 ? found[0].Token.ReferenceNumber : null));
                return;
            }
        }
    }

    /// <summary>Revokes one, once KSeF lets it: what is pending becomes active first.</summary>
    /// <exception cref="TokenException">KSeF has not finished within the wait.</exception>
    /// <remarks>Throws as <see cref="ClearAsync"/> does.</remarks>
    public async Task WithdrawAsync(KsefSession session, string reference, CancellationToken cancellationToken)
    {
        var waits = scene.Pauses();
        do
        {
            var token = await session.SendAsync(
                (access, cancel) => session.Api.GetTokenAsync(access, reference, cancel),
                cancellationToken
            );
            if (!IsAlive(token))
                return;
            if (token.Status is "Active")
                await RevokeAsync(session, reference);
        } while (await waits.TryNextAsync(cancellationToken));
        throw new TokenException(TokenOutcome.InProgress, TokenSentences.StillPending(reference));
    }

    // The author sees what it made, and whoever may read credentials sees all; nobody else can say that there is none.
    private async Task<IReadOnlyList<KsefSession>> WhoSeesAsync(string? author, CancellationToken cancellationToken)
    {
        var able = new List<KsefSession>();
        await foreach (var maker in makers.OpenAsync(cancellationToken))
            if (maker.SeesAll || OfficeIdentity.Names.Equals(maker.Identity, author))
                able.Add(maker.Session);
        return able.Count > 0
            ? able
            : throw new TokenException(
                TokenOutcome.NeedsSignature,
                TokenSentences.NobodyLooks(author, makers.Refusals),
                TokenSentences.Sign(record.Start["nip"] ?? "")
            );
    }

    private static async Task<IReadOnlyList<(KsefSession Session, TokenMetadata Token)>> FindAsync(
        IReadOnlyList<KsefSession> sessions,
        string tag,
        CancellationToken cancellationToken
    )
    {
        var found = new List<(KsefSession, TokenMetadata)>();
        foreach (var session in sessions)
        foreach (
            var token in await TokenList.ReadAsync(session, new TokenQuery { Description = tag }, cancellationToken)
        )
            if (TokenMark.IsIn(token.Description, tag) && !found.Exists(known => Is(known.Item2, token)))
                found.Add((session, token));
        return found;
    }

    private static async Task RevokeAsync(KsefSession session, string reference)
    {
        try
        {
            await session.SendAsync(
                async (access, _) =>
                {
                    await session.Api.RevokeTokenAsync(access, reference, CancellationToken.None);
                    return true;
                },
                CancellationToken.None
            );
        }
        catch (KsefApiException refusal) when (refusal.Kind is ApiErrorKind.Validation)
        {
            // Somebody else was quicker; the next look says so.
        }
    }

    private static bool IsAlive(TokenMetadata token) => token.Status is not ("Revoking" or "Revoked" or "Failed");

    private static bool Is(TokenMetadata one, TokenMetadata other) => one.ReferenceNumber == other.ReferenceNumber;
}
