using KsefTools.Core.Access;
using KsefTools.Core.Access.Ending;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Tokens;
using KsefTools.Core.Tokens.Making;
using KsefTools.Sandbox.Seeding.Truth;

namespace KsefTools.Demo.Leaving;

/// <summary>
/// Somebody leaves the office: looks who has access where, ends what is the leaver's, looks again; then rotates one
/// token. All with the engine that the cmdlets use.
/// </summary>
public static class DemoLeaving
{
    private const int AtOnce = 32;

    /// <summary>Runs it.</summary>
    public static async Task<LeavingReport> RunAsync(
        DemoOffice office,
        DemoClient client,
        CancellationToken cancellationToken
    )
    {
        var truth = office.Seeded.Truth;
        IReadOnlyList<KsefAccess> found = [];
        var matrix = await office.Meter.MeasureAsync(async () =>
            found = await RowsAsync(office, client, truth.Leaver.Holder, cancellationToken)
        );
        List<KsefAccessEnd> ends = [];
        var ending = await office.Meter.MeasureAsync(async () =>
            ends = await EndAsync(office, client, truth.Leaver.Holder, cancellationToken)
        );
        return new LeavingReport
        {
            Found = found,
            Ends = ends,
            Left = await RowsAsync(office, client, truth.Leaver.Holder, cancellationToken),
            Rotation = await RotateAsync(office, client, truth, cancellationToken),
            Matrix = matrix,
            Ending = ending,
        };
    }

    /// <summary>A client for which the office may make a token like the one that it has.</summary>
    internal static ClientTruth? RotatedOf(SeedTruth truth) =>
        truth.Clients.FirstOrDefault(client =>
            client is { SignsIn: true, HasProfile: true, Findings.Count: 0, Conversion: { } conversion }
            && client.Permissions.All(conversion.Granted.Contains)
        );

    private static async Task<IReadOnlyList<KsefAccess>> RowsAsync(
        DemoOffice office,
        DemoClient client,
        string holder,
        CancellationToken cancellationToken
    )
    {
        var inventory = new AccessInventory(office.Folder, office.Vault, client.Sessions, office.Host.Clock);
        var filter = new AccessFilter([holder], NotOurs: false);
        var rows = new List<KsefAccess>(await inventory.ReadHandedOnAsync(_ => { }, cancellationToken));
        await foreach (var listing in inventory.RunAsync(office.ReadCredentials(), AtOnce, cancellationToken))
            rows.AddRange(listing.Rows);
        return [.. rows.Where(filter.Fits)];
    }

    private static async Task<List<KsefAccessEnd>> EndAsync(
        DemoOffice office,
        DemoClient client,
        string holder,
        CancellationToken cancellationToken
    )
    {
        var ending = new AccessEnding(
            office.Folder,
            office.Vault,
            client.Sessions,
            client.Cache,
            office.Host.Clock,
            new AccessEndOptions()
        );
        var order = new AccessEndOrder([.. Profiles(office)]) { Holders = [holder] };
        return await ending.RunAsync(order, cancellationToken).ToListAsync(cancellationToken);
    }

    private static async Task<KsefTokenChange?> RotateAsync(
        DemoOffice office,
        DemoClient client,
        SeedTruth truth,
        CancellationToken cancellationToken
    )
    {
        if (RotatedOf(truth) is not { } chosen)
            return null;
        var profile = Profiles(office).First(one => one.Nip == Nip.Parse(chosen.Nip));
        var making = new TokenMaking(
            office.Folder,
            office.Vault,
            client.Sessions,
            office.Host.Clock,
            new TokenOptions()
        );
        return await making
            .RunAsync([new TokenOrder(profile) { Former = profile.Access[0] }], cancellationToken)
            .FirstAsync(cancellationToken);
    }

    private static IEnumerable<ClientProfile> Profiles(DemoOffice office) =>
        office.Folder.Profiles.ReadAll().Select(result => result.Profile).OfType<ClientProfile>();
}
