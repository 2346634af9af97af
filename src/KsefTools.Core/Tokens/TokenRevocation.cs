using System.Runtime.CompilerServices;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.Tokens.Ending;
using KsefTools.Core.Tokens.Making;

namespace KsefTools.Core.Tokens;

/// <summary>
/// Revokes tokens in KSeF, closes what they opened and sees that they are dead; only then do secret and entry of one of
/// ours go. Safe to repeat: a run that was killed is completed by the next one.
/// </summary>
/// <param name="office">The office.</param>
/// <param name="vault">Where the secrets are.</param>
/// <param name="sessions">Sign-ins and limits.</param>
/// <param name="time">The clock.</param>
/// <param name="options">How to run.</param>
public sealed class TokenRevocation(
    OfficeFolder office,
    ISecretVault vault,
    KsefSessions sessions,
    TimeProvider time,
    TokenOptions options
)
{
    /// <summary>
    /// One result for each token, as they are reached; none for one that a person has declined, and for a client that
    /// has no unknown ones.
    /// </summary>
    /// <param name="orders">What to revoke.</param>
    /// <param name="cancellationToken">Ends the run between two steps; the next one goes on.</param>
    /// <exception cref="OfficeFolderException">The journal cannot be read; nothing was done.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled; results so far were given.</exception>
    public async IAsyncEnumerable<KsefTokenChange> RunAsync(
        IReadOnlyCollection<TokenEndOrder> orders,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(orders);
        var scene = TokenScene.Of(office, vault, sessions, time, options);
        var clients = orders.GroupBy(order => order.Profile.Nip).Select(group => group.ToList()).ToList();
        var done = 0;
        await foreach (
            var (client, results) in ResultStream.RunAsync(
                _ => clients.ToAsyncEnumerable(),
                options.ThrottleLimit,
                async (client, cancel) =>
                {
                    using var work = new ClientTokenEnds(scene, client);
                    return (client, await work.RunAsync(cancel).ToListAsync(cancel));
                },
                (client, fault) => (client, [.. client.Select(order => Broken(order, fault))]),
                cancellationToken
            )
        )
        {
            options.Progress?.Invoke(++done, clients.Count, client[0].Profile.Name);
            foreach (var result in results)
                yield return result;
        }
    }

    private KsefTokenChange Broken(TokenEndOrder order, Exception fault) =>
        new()
        {
            Nip = order.Profile.Nip.Value,
            Name = order.Profile.Name,
            Environment = office.EnvironmentNameOf(order.Profile),
            Outcome = TokenOutcome.Failed,
            Reason = TokenFailures.Sentence(fault),
            Reference = order.Reference ?? order.Entry?.Reference,
            Path = order.Profile.Path,
            OfficePath = office.Path,
        };
}
