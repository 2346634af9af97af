using KsefTools.Core.Access;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Core.Tests.Tokens.Making;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Access;

/// <summary>The matrix: all that the office's sessions are shown, each once, and whose it is.</summary>
public sealed class AccessInventoryTests : ConversionTest
{
    private static readonly SubjectIdentifier Leaver = SubjectIdentifier.Pesel("90010112349");

    [Fact]
    public async Task A_session_that_reads_credentials_shows_everybody_s_tokens_and_permissions()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsRead);
        var ghost = Bench.World.CreateToken(ContextIdentifier.Nip(client.Nip), Leaver, [Permission.InvoiceWrite]);
        Grant(client, Leaver, Permission.InvoiceWrite);

        var listing = await ListAsync(client);

        Assert.True(listing.SawAll);
        Assert.Equal(
            [(client.Token, true), (ghost.ReferenceNumber, false)],
            listing
                .Rows.Where(row => row.Kind is AccessKind.Token)
                .Select(row => (row.Reference, row.IsOurs))
                .OrderByDescending(row => row.IsOurs)
        );
        var permission = Assert.Single(listing.Rows, row => row is { Kind: AccessKind.Permission, IsOurs: false });
        Assert.Equal((Leaver.Value, "InvoiceWrite", "Active"), (permission.Holder, permission.What, permission.State));
    }

    [Fact]
    public async Task A_session_that_sees_its_own_alone_says_so()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.World.CreateToken(ContextIdentifier.Nip(client.Nip), Leaver, [Permission.InvoiceWrite]);

        var listing = await ListAsync(client);

        Assert.False(listing.SawAll);
        Assert.Equal(client.Token, Assert.Single(listing.Rows, row => row.Kind is AccessKind.Token).Reference);
    }

    [Fact]
    public async Task A_token_whose_profile_does_not_say_its_number_is_ours_by_its_text()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.ChangeToken(client, entry => entry with { Reference = null });

        var row = Assert.Single((await ListAsync(client)).Rows, row => row.Kind is AccessKind.Token);

        Assert.Equal((true, client.Secret.Name), (row.IsOurs, row.SecretName));
    }

    [Fact]
    public async Task Two_credentials_of_one_client_show_each_thing_once()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsRead);
        Bench.AddToken(client, Permission.InvoiceRead);

        var rows = (await ListAsync(client)).Rows;

        Assert.Equal(2, rows.Count(row => row.Kind is AccessKind.Token));
        Assert.Distinct(rows.Select(row => (row.Kind, row.Reference ?? row.What)));
    }

    [Fact]
    public async Task A_client_that_nothing_opens_has_its_reason_and_no_rows()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.World.UpdateToken(client.Token!, token => token with { Status = TokenStatus.Revoked });

        var listing = await ListAsync(client);

        Assert.Empty(listing.Rows);
        Assert.NotNull(listing.Failure);
    }

    [Fact]
    public async Task A_certificate_stands_at_every_client_that_it_serves()
    {
        var clients = new[] { Bench.AddClient(), Bench.AddClient() };
        foreach (var client in clients)
            Bench.AddAccess(client, new AccessEntry { Kind = CredentialKind.Certificate, Identity = "seal" });
        using var process = Bench.Start();
        var inventory = new AccessInventory(Bench.Office, process.Vault, process.Sessions, Clock);

        var rows = await inventory
            .ReadCertificatesAsync(throttleLimit: 4, _ => { }, TestContext.Current.CancellationToken)
            .Where(row => row.Identity == "seal")
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(clients.Select(client => client.Nip).Order(StringComparer.Ordinal), rows.Select(row => row.Nip));
        Assert.All(rows, row => Assert.True(row is { IsOurs: true, ValidTo: not null }));
    }

    [Theory]
    [InlineData("90010112349", true)]
    [InlineData("9001*", true)]
    [InlineData("anna", false)]
    public void A_holder_is_found_by_number_or_pattern(string holder, bool isFound)
    {
        var row = new KsefAccess
        {
            Nip = "1111111111",
            Name = "Klient",
            Environment = "test",
            Kind = AccessKind.Permission,
            Holder = Leaver.Value,
            What = "InvoiceRead",
            IsOurs = false,
        };

        Assert.Equal(isFound, new AccessFilter([holder], NotOurs: true).Fits(row));
    }

    private void Grant(ConversionClient client, SubjectIdentifier person, Permission permission) =>
        Bench.World.AddGrant(
            new GrantRecord
            {
                Id = Guid.NewGuid(),
                Context = ContextIdentifier.Nip(client.Nip),
                Authorized = person,
                Author = SubjectIdentifier.Nip(client.Nip),
                Permission = permission,
                StartDate = Clock.GetUtcNow(),
            }
        );

    private async Task<AccessListing> ListAsync(ConversionClient client)
    {
        using var process = Bench.Start();
        var inventory = new AccessInventory(Bench.Office, process.Vault, process.Sessions, Clock);
        var credentials = Bench.ProfileOf(client).ToCredentialsInUse(Bench.Office);
        return await inventory
            .RunAsync(credentials, throttleLimit: 4, TestContext.Current.CancellationToken)
            .SingleAsync(TestContext.Current.CancellationToken);
    }
}
