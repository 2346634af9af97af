using System.Collections.Concurrent;
using KsefTools.Core.Api;
using KsefTools.Core.Certificates.Care;
using KsefTools.Core.Identifiers;
using KsefTools.Core.SignIn;

namespace KsefTools.Core.Certificates.Revocation;

/// <summary>
/// The sessions that a certificate may have left, in every context in which its holder acts. Where a sibling signs in,
/// it closes them; where the certificate revokes itself, sessions of its own are opened before that, and close the
/// others and themselves.
/// </summary>
internal sealed class LeftSessions(KsefSessions sessions, RevocationTarget target)
{
    private const int AtOnce = 16;

    private readonly ConcurrentDictionary<ContextIdentifier, KsefSession> _own = new([
        KeyValuePair.Create(target.Session.Context, target.Session),
    ]);
    private readonly ConcurrentDictionary<ContextIdentifier, string> _failures = new();

    private IEnumerable<ContextIdentifier> Contexts =>
        (target.Own ?? target.Signer).Place.Contexts.Append(target.Session.Context).Distinct();

    /// <summary>Opens the certificate's own, while it still may; a remembered one also after that.</summary>
    public Task OpenAsync(CancellationToken cancellationToken) =>
        ForEachAsync(
            async (context, cancel) =>
            {
                if (!_own.ContainsKey(context))
                    _own[context] = await SignInAsync(context, fresh: false, cancel);
            },
            cancellationToken
        );

    /// <summary>Closes them.</summary>
    /// <returns>Where that did not succeed, in sentences.</returns>
    public async Task<IReadOnlyList<string>> CloseAsync(CancellationToken cancellationToken)
    {
        await ForEachAsync(
            async (context, cancel) =>
            {
                if (!target.RevokesItself)
                    // Newly begun, so that all that began before it can be closed.
                    await OpenSessions.CloseEarlierAsync(await SignInAsync(context, fresh: true, cancel), cancel);
                else if (_own.TryGetValue(context, out var own))
                    await OpenSessions.CloseAllAsync(own, cancel);
            },
            cancellationToken
        );
        return
        [
            .. _failures
                .OrderBy(failure => failure.Key.Value, StringComparer.Ordinal)
                .Select(failure => CareSentences.SessionsLeft(failure.Key.ToString(), failure.Value)),
        ];
    }

    private Task<KsefSession> SignInAsync(ContextIdentifier context, bool fresh, CancellationToken cancellationToken) =>
        sessions.OpenAsync(target.Session.Environment, context, target.Signer.Material, fresh, cancellationToken);

    private Task ForEachAsync(
        Func<ContextIdentifier, CancellationToken, Task> action,
        CancellationToken cancellationToken
    ) =>
        Parallel.ForEachAsync(
            Contexts,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (context, cancel) =>
            {
                try
                {
                    await action(context, cancel);
                }
                catch (SignInException refusal) when (refusal.Failure is SignInFailure.NoPermissions)
                {
                    // Who may not enter has no session there that could be refreshed to any use.
                }
                catch (Exception error) when (error is KsefApiException or SignInException)
                {
                    _failures[context] = error.Message;
                }
                catch (Exception fault) when (Faults.AreOfOneItem(fault, cancel))
                {
                    _failures[context] = Faults.Sentence(fault);
                }
            }
        );
}
