using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.Tests.Office;
using KsefTools.Core.Tests.SignIn;
using KsefTools.Core.Tokens;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Tokens;

public sealed class TokenInventoryTests : IAsyncLifetime
{
    private const string Client = "5260001246";
    private const string Other = "5265877635";

    private readonly OfficeBench _bench = new();
    private readonly InMemoryVault _vault = new();
    private SandboxOffice _office = null!;

    public async ValueTask InitializeAsync() => _office = await SandboxOffice.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _bench.Dispose();
        await _office.DisposeAsync();
    }

    [Fact]
    public async Task A_clients_token_lists_itself()
    {
        var token = _office.CreateToken(nip: Client);
        await StoreAsync(token.Secret);

        var listing = await ListAsync(Client);

        Assert.Null(listing.Failure);
        Assert.Equal(token.Reference.Value, Assert.Single(listing.Tokens).Reference);
    }

    [Fact]
    public async Task Another_clients_token_is_sent_nowhere_and_lists_nothing_as_this_clients()
    {
        await StoreAsync(_office.CreateToken(nip: Other).Secret);

        var listing = await ListAsync(Client);

        Assert.Equal(CredentialFailure.OtherContext, Assert.IsType<CredentialException>(listing.Failure).Failure);
        Assert.Empty(listing.Tokens);
        Assert.Empty(_office.Network.Requests);
    }

    [Fact]
    public async Task A_token_is_told_as_KSeF_lists_it_and_a_secret_of_ours_by_its_name()
    {
        var token = _office.CreateToken(nip: Client, permissions: [Permission.InvoiceRead, Permission.CredentialsRead]);
        var ghost = _office.CreateToken(nip: Client);
        await StoreAsync(token.Secret);
        _bench.WriteClient(
            $"nip: \"{Client}\"\nname: K\naccess:\n- kind: token\n  secret: token\n"
                + $"  reference: {token.Reference.Value}\n- kind: token\n  secret: unnumbered\n",
            $"{Client}.yaml"
        );

        var listing = await ListAsync(Client);

        var ours = Assert.Single(listing.Tokens, one => one.Reference == token.Reference.Value);
        Assert.Equal(("token", "Active"), (ours.SecretName, ours.Status));
        Assert.Equal(("Nip", Client, "Nip", Client), (ours.AuthorType, ours.Author, ours.ContextType, ours.Context));
        Assert.Equal((Client, "Klient", "office"), (ours.Nip, ours.Name, ours.OfficePath));
        Assert.Equal(["CredentialsRead", "InvoiceRead"], ours.RequestedPermissions.Order());
        Assert.Null(Assert.Single(listing.Tokens, one => one.Reference == ghost.Reference.Value).SecretName);
    }

    [Fact]
    public async Task Only_those_of_the_states_that_were_asked_for_are_listed()
    {
        var token = _office.CreateToken(nip: Client, permissions: [Permission.InvoiceRead, Permission.CredentialsRead]);
        _office.CreateToken(one => one with { Status = TokenStatus.Revoked }, Client);
        await StoreAsync(token.Secret);

        var revoked = await ListAsync(Client, "Revoked");

        Assert.Equal("Revoked", Assert.Single(revoked.Tokens).Status);
        Assert.Equal(2, (await ListAsync(Client)).Tokens.Count);
    }

    [Fact]
    public async Task A_session_that_lives_lists_without_a_sign_in()
    {
        await StoreAsync(_office.CreateToken(nip: Client).Secret);
        await ListAsync(Client);
        var before = _office.Sandbox.World.Sessions.All.Count();

        Assert.Null((await ListAsync(Client)).Failure);

        Assert.Equal(before, _office.Sandbox.World.Sessions.All.Count());
    }

    [Fact]
    public async Task A_client_without_a_secret_is_told_what_to_look_at()
    {
        var listing = await ListAsync(Client);

        var failure = Assert.IsType<NoTokenException>(listing.Failure);
        Assert.Contains($"Client {Client} (Klient)", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith($" sign in with. See Test-KsefToken {Client}.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_that_is_silent_does_not_say_that_there_is_none()
    {
        var vault = new FatefulVault(_vault)
        {
            Handling = VaultHandlings.Fail(
                new SecretVaultException(SecretVaultFailure.Locked, vault: null, "The vault is locked.")
            ),
        };

        var listing = await ListAsync(Client, vault);

        var failure = Assert.IsType<SecretVaultException>(listing.Failure);
        Assert.Equal(SecretVaultFailure.Locked, failure.Failure);
        Assert.Contains("The vault is locked.", failure.Message, StringComparison.Ordinal);
    }

    private Task<TokenListing> ListAsync(string nip, params string[] statuses) => ListAsync(nip, _vault, statuses);

    private async Task<TokenListing> ListAsync(string nip, ISecretVault vault, params string[] statuses)
    {
        var credential = new KsefCredential
        {
            Nip = nip,
            Name = "Klient",
            Environment = _office.Environment.Name,
            Kind = CredentialKind.Token,
            SecretName = "token",
            Path = "client.yaml",
            OfficePath = "office",
        };
        var listings = new List<TokenListing>();
        var inventory = new TokenInventory(_bench.Office, vault, _office.Sessions);
        await foreach (
            var listing in inventory.RunAsync([credential], statuses, 4, TestContext.Current.CancellationToken)
        )
            listings.Add(listing);
        return Assert.Single(listings);
    }

    private Task StoreAsync(SecretText text) =>
        _vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [new(Vault: null, "token")] = text },
            TestContext.Current.CancellationToken
        );
}
