using System.Runtime.CompilerServices;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.Tokens.Making;
using KsefTools.Core.Tokens.Making.Running;

namespace KsefTools.Core.Tokens;

/// <summary>
/// Makes tokens and lets new ones take the place of old ones: at KSeF, in the vault, in the profile. A run may be
/// killed anywhere: the next one completes it, before anything new begins. No token is known to KSeF alone, none goes
/// before its successor has signed in, and no client is left without access.
/// </summary>
/// <param name="office">The office.</param>
/// <param name="vault">Where the secrets are.</param>
/// <param name="sessions">Sign-ins and limits.</param>
/// <param name="time">The clock.</param>
/// <param name="options">How to run.</param>
public sealed class TokenMaking(
    OfficeFolder office,
    ISecretVault vault,
    KsefSessions sessions,
    TimeProvider time,
    TokenOptions options
)
{
    /// <summary>
    /// One result for each order, as they are reached; none for one that a person has declined. Leaving the enumeration
    /// early, or cancelling, ends the work between two steps and waits until nothing runs any more.
    /// </summary>
    /// <param name="orders">What to make.</param>
    /// <param name="cancellationToken">Ends the run; the next one goes on.</param>
    /// <exception cref="OfficeFolderException">The journal cannot be read; nothing was done.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled; results so far were given.</exception>
    public async IAsyncEnumerable<KsefTokenChange> RunAsync(
        IReadOnlyCollection<TokenOrder> orders,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(orders);
        var scene = TokenScene.Of(office, vault, sessions, time, options);
        // Two orders of one client are one process's work, one after the other.
        var clients = orders.GroupBy(order => order.Profile.Nip).Select(group => group.ToList()).ToList();
        var done = 0;
        await foreach (
            var (client, results) in ResultStream.RunAsync(
                _ => clients.ToAsyncEnumerable(),
                options.ThrottleLimit,
                async (client, cancel) =>
                {
                    using var work = new ClientTokenWork(scene, client);
                    return (client, await work.RunAsync(cancel));
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

    private KsefTokenChange Broken(TokenOrder order, Exception fault) =>
        new()
        {
            Nip = order.Profile.Nip.Value,
            Name = order.Profile.Name,
            Environment = office.EnvironmentNameOf(order.Profile),
            Outcome = TokenOutcome.Failed,
            Reason = TokenFailures.Sentence(fault),
            Path = order.Profile.Path,
            OfficePath = office.Path,
        };
}
