using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.Tests.Office;
using KsefTools.Core.Tests.SignIn;
using KsefTools.Core.Tokens;

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

    private async Task<TokenListing> ListAsync(string nip)
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
        var inventory = new TokenInventory(_bench.Office, _vault, _office.Sessions);
        await foreach (var listing in inventory.RunAsync([credential], [], 4, TestContext.Current.CancellationToken))
            listings.Add(listing);
        return Assert.Single(listings);
    }

    private Task StoreAsync(SecretText text) =>
        _vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [new(Vault: null, "token")] = text },
            TestContext.Current.CancellationToken
        );
}
