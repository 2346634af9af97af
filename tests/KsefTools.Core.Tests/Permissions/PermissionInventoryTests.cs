using KsefTools.Core.Office.Settings;
using KsefTools.Core.SignIn;
using KsefTools.Core.Tests.Certificates;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Core.Tests.Permissions;

/// <summary>What the sandbox shows of permissions, as a script sees it.</summary>
public sealed class PermissionInventoryTests : IAsyncLifetime
{
    private PermissionBench _bench = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private OfficeIdentity Seal => _bench.Office.FindIdentity("seal")!;

    public async ValueTask InitializeAsync() => _bench = await PermissionBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_session_that_may_read_credentials_sees_everybody()
    {
        var token = await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsRead);
        _bench.LetIn(PermissionBench.Client, Permission.InvoiceRead, canDelegate: true);

        var listing = Assert.Single(await _bench.ListAsync(token));

        Assert.True(listing.SawAll);
        var office = Assert.Single(listing.Permissions, one => one.Subject == PermissionBench.OfficeNip);
        Assert.Equal(("InvoiceRead", PermissionSource.Delegated), (office.Permission, office.Source));
        Assert.Equal(PermissionBench.Client, office.GrantedBy);
    }

    [Fact]
    public async Task A_session_that_may_not_sees_no_more_than_its_own_and_is_no_failure()
    {
        var token = await _bench.TokenAsync("token", PermissionBench.Client, Permission.InvoiceRead);
        _bench.LetIn(PermissionBench.Client, Permission.InvoiceRead, canDelegate: true);

        var listing = Assert.Single(await _bench.ListAsync(token));

        Assert.False(listing.SawAll);
        Assert.Null(listing.Failure);
        Assert.DoesNotContain(listing.Permissions, one => one.Subject == PermissionBench.OfficeNip);
    }

    [Fact]
    public async Task The_offices_seal_sees_at_a_client_what_the_client_let_it_do()
    {
        _bench.LetIn(PermissionBench.Client, Permission.InvoiceWrite, canDelegate: false);

        var listing = Assert.Single(
            await _bench.ListAsync(_bench.Credential("seal", PermissionBench.Client, CredentialKind.Certificate))
        );

        var own = Assert.Single(listing.Permissions);
        Assert.Equal(("Nip", PermissionBench.OfficeNip), (own.SubjectType, own.Subject));
        Assert.Equal(("InvoiceWrite", PermissionSource.Direct), (own.Permission, own.Source));
    }

    [Fact]
    public async Task An_owner_is_shown_though_KSeF_lists_none()
    {
        var listing = Assert.Single(
            await _bench.ListAsync(await _bench.SealAsync("client-seal", PermissionBench.Client))
        );

        var owner = Assert.Single(listing.Permissions);
        Assert.Equal(("Owner", PermissionSource.Owner, (string?)null), (owner.Permission, owner.Source, owner.Id));
        Assert.True(listing.SawAll);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task Two_credentials_of_a_client_give_one_list(params int[] order)
    {
        var weak = await _bench.TokenAsync("weak", PermissionBench.Client, Permission.InvoiceRead);
        var strong = await _bench.TokenAsync("strong", PermissionBench.Client, Permission.CredentialsRead);
        _bench.LetIn(PermissionBench.Client, Permission.InvoiceRead, canDelegate: true);

        KsefCredential[] both = [weak, strong];

        var listing = Assert.Single(await _bench.ListAsync([.. order.Select(at => both[at])]));

        Assert.True(listing.SawAll);
        Assert.Single(listing.Permissions, one => one.Subject == PermissionBench.OfficeNip);
    }

    [Fact]
    public async Task A_certificate_looks_before_a_token_and_one_sign_in_is_enough()
    {
        var token = await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsRead);
        var seal = await _bench.SealAsync("client-seal", PermissionBench.Client);

        var listing = Assert.Single(await _bench.ListAsync(token, seal));

        Assert.Contains(listing.Permissions, one => one.Source is PermissionSource.Owner);
        Assert.Equal(1, _bench.Network.Count("POST challenge"));
        Assert.Equal(listing.Permissions, Assert.Single(await _bench.ListAsync(token, seal)).Permissions);
        Assert.Equal(1, _bench.Network.Count("POST challenge"));
    }

    [Fact]
    public async Task A_credential_that_cannot_be_tried_is_no_failure_where_another_could_look()
    {
        var token = await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsRead);
        var missing = _bench.Credential("missing", PermissionBench.Client, CredentialKind.Certificate);

        var listing = Assert.Single(await _bench.ListAsync(missing, token));

        Assert.Null(listing.Failure);
        Assert.True(listing.SawAll);
    }

    [Fact]
    public async Task Where_none_could_look_the_best_credential_says_why()
    {
        var refused = await _bench.TokenAsync("refused", PermissionBench.Client);
        var missing = _bench.Credential("missing", PermissionBench.Client, CredentialKind.Certificate);

        var listing = Assert.Single(await _bench.ListAsync(refused, missing));

        Assert.IsType<CredentialException>(listing.Failure);
        Assert.IsType<SignInException>(Assert.Single(await _bench.ListAsync(refused)).Failure);
    }

    [Fact]
    public async Task A_session_of_which_nothing_is_known_asks_and_takes_a_no()
    {
        _bench.Settings.SignInWithoutPermissions = true;
        var token = await _bench.TokenAsync("token", PermissionBench.Client);
        _bench.LetIn(PermissionBench.Client, Permission.InvoiceRead, canDelegate: true);

        var listing = Assert.Single(await _bench.ListAsync(token));

        Assert.Null(listing.Failure);
        Assert.False(listing.SawAll);
        Assert.Empty(listing.Permissions);
    }

    [Fact]
    public async Task A_seal_that_sees_everybody_sees_what_the_list_of_everybody_leaves_out_of_its_own()
    {
        _bench.Settings.EntityGrantsInPersonsList = false;
        _bench.LetIn(PermissionBench.Client, Permission.InvoiceRead, canDelegate: true);
        _bench.World.AddGrant(
            new GrantRecord
            {
                Id = Guid.NewGuid(),
                Context = ContextIdentifier.Nip(PermissionBench.Client),
                Authorized = SubjectIdentifier.Nip(PermissionBench.OfficeNip),
                Permission = Permission.CredentialsRead,
                StartDate = TestMaterial.Now,
            }
        );

        var listing = Assert.Single(
            await _bench.ListAsync(_bench.Credential("seal", PermissionBench.Client, CredentialKind.Certificate))
        );

        Assert.True(listing.SawAll);
        Assert.Equal(["CredentialsRead", "InvoiceRead"], listing.Permissions.Select(one => one.Permission).Order());
    }

    [Fact]
    public async Task A_client_that_cannot_be_asked_stops_no_other()
    {
        var token = await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsRead);

        var listings = await _bench.ListAsync(_bench.Credential("missing", "1111111111", CredentialKind.Token), token);

        Assert.Equal(2, listings.Count);
        var failed = Assert.Single(listings, listing => listing.Failure is not null);
        Assert.Equal(("1111111111", false), (failed.Credential.Nip, failed.SawAll));
        Assert.IsType<CredentialException>(failed.Failure);
    }

    [Fact]
    public async Task The_office_sees_all_its_clients_in_one_call()
    {
        _bench.LetIn(PermissionBench.Client, Permission.InvoiceRead, canDelegate: true);
        _bench.LetIn("1111111111", Permission.InvoiceWrite, canDelegate: false);

        var seen = await _bench.Inventory.ReadOfficeAsync(_bench.Ksef, Seal, Cancel);

        Assert.Equal(
            [("1111111111", "InvoiceWrite", false), (PermissionBench.Client, "InvoiceRead", true)],
            seen.Select(one => (one.Nip, one.Permission, one.CanDelegate)).Order()
        );
        Assert.All(seen, one => Assert.Equal(one.Nip, one.Context));
        Assert.All(seen, one => Assert.Equal("Biuro Rachunkowe Sigma", one.SubjectName));
        Assert.Equal(1, _bench.Network.Count("POST grants"));
        await _bench.Inventory.ReadOfficeAsync(_bench.Ksef, Seal, Cancel);
        Assert.Equal(1, _bench.Network.Count("POST challenge"));
    }

    [Fact]
    public async Task What_staff_was_given_shows_as_inactive_once_the_client_has_withdrawn()
    {
        var basis = _bench.LetIn(PermissionBench.Client, Permission.InvoiceRead, canDelegate: true);
        _bench.World.AddGrant(
            GrantRecord.ToStaff(
                Guid.NewGuid(),
                PermissionBench.OfficeNip,
                new SubjectIdentifier(SubjectIdentifierType.Pesel, PermissionBench.Pesel),
                GrantTarget.Nip(PermissionBench.Client),
                Permission.InvoiceRead,
                TestMaterial.Now
            )
        );
        Assert.Equal(PermissionState.Active, (await AnnasAsync()).State);

        _bench.World.RemoveGrant(basis);

        var left = await AnnasAsync();
        Assert.Equal(PermissionState.Inactive, left.State);
        Assert.Equal(PermissionSource.Indirect, left.Source);
        Assert.Equal((PermissionBench.Client, PermissionBench.OfficeNip), (left.Nip, left.Context));
    }

    [Fact]
    public async Task What_the_office_handed_on_is_shown_of_one_person_or_of_all()
    {
        _bench.LetIn(PermissionBench.Client, Permission.InvoiceRead, canDelegate: true);
        foreach (var pesel in (string[])[PermissionBench.Pesel, TestMaterial.Pesel])
            _bench.World.AddGrant(
                GrantRecord.ToStaff(
                    Guid.NewGuid(),
                    PermissionBench.OfficeNip,
                    SubjectIdentifier.Pesel(pesel),
                    GrantTarget.Nip(PermissionBench.Client),
                    Permission.InvoiceRead,
                    TestMaterial.Now
                )
            );

        var all = await _bench.Inventory.ReadHandedOnAsync(_bench.Ksef, Seal, person: null, Cancel);

        Assert.Equal(
            new[] { PermissionBench.Pesel, TestMaterial.Pesel }.Order(StringComparer.Ordinal),
            all.Select(one => one.Subject).Order(StringComparer.Ordinal)
        );
        Assert.Equal(PermissionBench.Pesel, (await AnnasAsync()).Subject);
    }

    private async Task<KsefPermission> AnnasAsync() =>
        Assert.Single(
            await _bench.Inventory.ReadHandedOnAsync(_bench.Ksef, Seal, _bench.Office.FindIdentity("anna")!, Cancel)
        );
}
