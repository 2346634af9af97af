using KsefTools.Core.Secrets;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Audit;

/// <summary>What happens before KSeF is asked.</summary>
public sealed class TokenAuditSecretTests
{
    [Fact]
    public async Task A_client_without_credential_has_no_access_yet()
    {
        await using var office = await AuditHarness.StartAsync();

        var result = await office.RunAsync(office.AddClient() with { SecretName = null });

        Assert.Equal([FindingCode.NoAccessYet], AuditHarness.CodesOf(result));
        Assert.Empty(office.Requests);
    }

    [Fact]
    public async Task A_secret_that_is_not_in_the_vault_is_missing()
    {
        await using var office = await AuditHarness.StartAsync();

        Assert.Equal([FindingCode.SecretMissing], AuditHarness.CodesOf(await office.RunAsync(office.AddClient())));
    }

    [Fact]
    public async Task A_secret_that_is_no_token_is_sent_nowhere()
    {
        await using var office = await AuditHarness.StartAsync();
        var client = office.AddClient();
        await office.StoreAsync(client, "correct horse battery staple");

        var result = await office.RunAsync(client);

        Assert.Equal([FindingCode.TokenUnknown], AuditHarness.CodesOf(result));
        Assert.DoesNotContain("horse", result.Summary, StringComparison.Ordinal);
        Assert.Empty(office.Requests);
    }

    [Fact]
    public async Task A_locked_vault_leaves_its_clients_unknown_and_is_asked_once()
    {
        var vault = Failing("Locked", new SecretVaultException(SecretVaultFailure.Locked, "Locked", "locked."));
        await using var office = await AuditHarness.StartAsync(vault);
        var clients = Enumerable.Range(0, 60).Select(_ => office.AddClient() with { Vault = "Locked" }).ToArray();
        var (open, _) = await office.AddClientWithTokenAsync();

        var results = await office.RunAsync(null, [.. clients, open]);

        Assert.Equal(61, results.Count);
        Assert.All(
            results.Where(result => result.Vault is not null),
            result =>
            {
                Assert.Equal([FindingCode.VaultLocked], AuditHarness.CodesOf(result));
                Assert.Equal(CredentialStatus.Unknown, result.Status);
            }
        );
        Assert.Equal(CredentialStatus.Healthy, results.Single(result => result.Vault is null).Status);
        Assert.Single(vault.Requests, request => request.Addresses.Any(address => address.Vault is "Locked"));
    }

    [Fact]
    public async Task A_vault_that_breaks_in_an_unforeseen_way_costs_no_result_and_quotes_nothing()
    {
        var vault = Failing("Broken", new InvalidOperationException("secret canary"));
        await using var office = await AuditHarness.StartAsync(vault);

        var result = await office.RunAsync(office.AddClient() with { Vault = "Broken" });

        Assert.Equal([FindingCode.VaultFailed], AuditHarness.CodesOf(result));
        Assert.DoesNotContain("canary", result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_environment_that_cannot_be_read_is_unknown()
    {
        await using var office = await AuditHarness.StartAsync();
        var (client, _) = await office.AddClientWithTokenAsync();

        var result = await office.RunAsync(client with { Environment = "http://ksef.example/v2" });

        Assert.Equal(CredentialStatus.Unknown, result.Status);
        Assert.Empty(office.Requests);
    }

    private static FatefulVault Failing(string vault, Exception failure) =>
        new(new InMemoryVault())
        {
            Handling = (request, pass) =>
                request.Addresses.Any(address => address.Vault == vault) ? throw failure : pass(),
        };
}
