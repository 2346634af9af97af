using KsefTools.Core.Access.Ending;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Access;

/// <summary>A test that ends accesses in the office of a conversion.</summary>
public abstract class AccessEndingTest : ConversionTest
{
    private protected static readonly SubjectIdentifier Stranger = SubjectIdentifier.Pesel("90010112349");

    private protected static SubjectIdentifier Anna => SubjectIdentifier.Pesel(ConversionBench.Employee);

    private protected SubjectIdentifier Seal => SubjectIdentifier.Nip(Bench.OfficeNip);

    private protected void Serve(ConversionClient client, string identity) =>
        Bench.AddAccess(client, new AccessEntry { Kind = CredentialKind.Certificate, Identity = identity });

    private protected Guid Grant(ConversionClient client, SubjectIdentifier person, Permission permission)
    {
        var id = Guid.NewGuid();
        Bench.World.AddGrant(
            new GrantRecord
            {
                Id = id,
                Context = client.Context,
                Authorized = person,
                Author = client.Owner,
                Permission = permission,
                StartDate = Clock.GetUtcNow(),
            }
        );
        return id;
    }

    /// <summary>The office hands on to one of its people, at one client or, with null, at all.</summary>
    private protected void HandOn(ConversionClient? client, SubjectIdentifier person) =>
        Bench.World.AddGrant(
            GrantRecord.ToStaff(
                Guid.NewGuid(),
                Bench.OfficeNip,
                person,
                client is null ? GrantTarget.AllPartners : GrantTarget.Nip(client.Nip),
                Permission.InvoiceRead,
                Clock.GetUtcNow()
            )
        );

    private protected TokenRecord Make(
        ConversionClient client,
        SubjectIdentifier author,
        params Permission[] permissions
    ) => Bench.World.CreateToken(client.Context, author, permissions);

    /// <summary>What of the office, its identities and its tokens still works at a client.</summary>
    private protected IReadOnlyList<string> LeftAt(ConversionClient client, params SubjectIdentifier[] holders) =>
        [
            .. Bench
                .World.GrantsIn(client.Context)
                .Where(grant => holders.Contains(grant.Authorized))
                .Select(grant => $"{grant.Authorized.Value} {grant.Permission}"),
            .. Bench
                .World.TokensOf(client.Context)
                .Where(token => token.Status is TokenStatus.Active && holders.Contains(token.Author))
                .Select(token => token.ReferenceNumber),
        ];

    /// <summary>Sessions at a client that can still be refreshed, of anybody.</summary>
    private protected IReadOnlyList<string> OpenAt(ConversionClient client) =>
        [
            .. Bench
                .World.Sessions.All.Where(session =>
                    session.Context == client.Context && session is { IsRedeemed: true, IsRevoked: false }
                )
                .Select(session => $"{session.Subject.Value} {session.Category} {session.StartDate:O}"),
        ];

    private protected async Task<KsefAccessEnd> LeaveAsync(
        ConversionClient client,
        AccessEndOptions? options = null,
        Fate? fate = null
    ) => Assert.Single(await EndAsync(order => order, options, fate, vault: null, client));

    private protected Task<IReadOnlyList<KsefAccessEnd>> LeaveAsync(
        string holder,
        AccessEndOptions? options = null,
        Fate? fate = null,
        VaultHandling? vault = null
    ) => EndAsync(order => order with { Holders = [holder] }, options, fate, vault);

    private async Task<IReadOnlyList<KsefAccessEnd>> EndAsync(
        Func<AccessEndOrder, AccessEndOrder> whose,
        AccessEndOptions? options,
        Fate? fate,
        VaultHandling? vault,
        params ConversionClient[] clients
    )
    {
        using var process = Bench.Start(fate);
        process.Vault.Handling = vault ?? VaultHandlings.Sound;
        var profiles = Bench
            .Office.Profiles.ReadAll()
            .Select(result => result.Profile!)
            .Where(profile => clients.Length == 0 || clients.Any(client => client.Nip == profile.Nip.Value))
            .ToList();
        var ending = new AccessEnding(
            Bench.Office,
            process.Vault,
            process.Sessions,
            process.Cache,
            Clock,
            (options ?? new AccessEndOptions()) with
            {
                Steps = new Steps(fate ?? new Fate()),
            }
        );
        return await ending
            .RunAsync(whose(new AccessEndOrder(profiles)), TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Steps(Fate fate) : IProgress<string>
    {
        public void Report(string value) => fate.Pass($"after step '{value}'");
    }
}
