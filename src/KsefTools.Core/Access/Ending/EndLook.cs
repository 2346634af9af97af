using System.Runtime.CompilerServices;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Core.Access.Ending;

/// <summary>The look at all clients of one run, each with its plan; and who of them is done.</summary>
/// <param name="inventory">Shows who has access.</param>
/// <param name="setting">What all clients share, still being read.</param>
/// <param name="options">How to run.</param>
internal sealed class EndLook(AccessInventory inventory, Task<EndScene> setting, AccessEndOptions options)
{
    private int _total;
    private int _done;
    private int _unseen;

    /// <summary>Clients whose sessions do not show everybody's access.</summary>
    public int Unseen => _unseen;

    /// <summary>The clients where there is anything to end or to tell, as they are seen.</summary>
    /// <param name="order">Whose access, and where.</param>
    /// <param name="waysOf">The credentials that may open a client.</param>
    /// <param name="environmentOf">The name of a client's KSeF.</param>
    /// <param name="cancellationToken">Ends the look and waits for it.</param>
    public async IAsyncEnumerable<ClientAccessEnd> RunAsync(
        AccessEndOrder order,
        Func<ClientProfile, IEnumerable<KsefCredential>> waysOf,
        Func<ClientProfile, string> environmentOf,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var profiles = order
            .Clients.DistinctBy(profile => (profile.Nip, environmentOf(profile)))
            .ToDictionary(profile => (profile.Nip.Value, environmentOf(profile)));
        _total = profiles.Count;
        await foreach (
            var client in ResultStream.RunAsync(
                cancel => inventory.RunAsync([.. order.Clients.SelectMany(waysOf)], options.ThrottleLimit, cancel),
                options.ThrottleLimit,
                PlanAsync,
                // What stopped the scene stops the run.
                (listing, fault) => Of(listing with { Failure = fault }, setting.GetAwaiter().GetResult()),
                cancellationToken
            )
        )
            if (client.Matters)
                yield return client;
            else
                Done(client.Profile.Name);

        async Task<ClientAccessEnd> PlanAsync(AccessListing listing, CancellationToken cancel)
        {
            if (!listing.SawAll)
                Interlocked.Increment(ref _unseen);
            var client = Of(listing, await setting);
            await client.PlanAsync(cancel);
            return client;
        }

        ClientAccessEnd Of(AccessListing listing, EndScene scene) =>
            new(scene, profiles[(listing.Client.Nip, listing.Client.Environment)], listing);
    }

    /// <summary>Tells that one more client is done: ended, or nothing is there to end.</summary>
    public void Done(string name) => options.Progress?.Invoke(Interlocked.Increment(ref _done), _total, name);
}
