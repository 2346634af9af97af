using KsefTools.Core.Conversion;
using KsefTools.Core.Journal;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Conversion;

/// <summary>What neither KSeF nor the vault says is not taken for what would suit.</summary>
public sealed class WhatIsNotKnownTests : ConversionTest
{
    private static readonly ConversionOptions Revoking = new() { RevokeToken = true };

    [Theory]
    [InlineData(404, "")]
    [InlineData(200, "Active")]
    [InlineData(200, "Pending")]
    public async Task A_token_that_KSeF_does_not_revoke_and_does_not_show_as_ended_is_not_taken_for_revoked(
        int status,
        string shown
    )
    {
        var client = Granted();
        await Bench.ConvertAsync();
        Answer("DELETE", "/tokens/2*", 403, """{"title":"x","reasonCode":"missing-permissions","detail":"Nie."}""");
        Answer(
            "GET",
            "/tokens/2*",
            status,
            $$"""
            {"referenceNumber":"{{client.Token}}","status":"{{shown}}","description":"x","requestedPermissions":[],
             "authorIdentifier":{"type":"Nip","value":"{{client.Nip}}"},"dateCreated":"2026-01-01T00:00:00Z",
             "contextIdentifier":{"type":"Nip","value":"{{client.Nip}}"} }
            """
        );

        var result = await Bench.ConvertAsync(client, Revoking);

        Assert.False(result.TokenRevoked);
        Assert.NotNull(result.Reason);
        await AssertKeptAsync(client);
        // What was asked for may yet take effect: the next run looks.
        Assert.False(Assert.Single(JournalReader.FindOpen(Bench.Office)).Has("revoked"));
    }

    [Fact]
    public async Task While_KSeF_fails_nobody_knows_whether_a_revoked_token_still_signs_in()
    {
        var client = Granted();
        using var process = Bench.Start(
            new Fate
            {
                Passing = point =>
                {
                    if (point is "after step 'revoked'")
                        Answer(
                            "GET",
                            "/auth/2*",
                            200,
                            """
                            {"startDate":"2026-11-22T12:00:00Z","authenticationMethod":"Token",
                             "status":{"code":500,"description":"Nieznany błąd."}}
                            """
                        );
                },
            }
        );

        var result = Assert.Single(await process.ConvertAsync(Revoking));

        Assert.False(result.TokenRevoked);
        Assert.NotEmpty(await SecretsAsync(client));
        Assert.Equal(2, Bench.AccessOf(client).Count);
    }

    [Fact]
    public async Task A_token_that_the_vault_does_not_give_out_stays_in_use()
    {
        var client = Granted();
        using var process = Bench.Start();
        process.Vault.Handling = (request, pass) =>
            request.Act is VaultAct.Read && request.Addresses.Contains(client.Secret)
                ? throw new SecretVaultException(SecretVaultFailure.Other, client.Secret.Vault, "The vault is silent.")
                : pass();

        var result = Assert.Single(await process.ConvertAsync());

        Assert.Equal(ConversionOutcome.Unknown, result.Outcome);
        Assert.Null(Assert.Single(Bench.AccessOf(client)).RetiredOn);
    }

    [Fact]
    public async Task A_token_in_use_is_not_taken_for_a_retired_one_of_the_same_name_in_another_vault()
    {
        var client = Granted();
        Bench.ChangeToken(client, entry => entry with { RetiredOn = new DateOnly(2026, 1, 1) });
        Bench.AddAccess(
            client,
            new AccessEntry
            {
                Kind = CredentialKind.Token,
                Secret = client.Secret.Name,
                Vault = "Second",
            }
        );
        await Bench.Vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText>
            {
                [client.Secret with { Vault = "Second" }] = new(Bench.World.FindToken(client.Token!)!.Secret),
            },
            TestContext.Current.CancellationToken
        );

        var result = await Bench.ConvertAsync(client);

        Assert.Equal(ConversionOutcome.Converted, result.Outcome);
        Assert.All(
            Bench.AccessOf(client).Where(entry => entry.Kind is CredentialKind.Token),
            entry => Assert.NotNull(entry.RetiredOn)
        );
    }

    private ConversionClient Granted()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.Grant(client, permissions: Permission.InvoiceRead);
        return client;
    }

    private void Answer(string method, string path, int status, string body) =>
        Bench.Faults.Add(new FaultRule(FaultKind.Answer, path, method, Status: status, Body: body));

    private Task<IReadOnlyDictionary<SecretAddress, SecretText>> SecretsAsync(ConversionClient client) =>
        Bench.Vault.ReadAsync([client.Secret], TestContext.Current.CancellationToken);

    private async Task AssertKeptAsync(ConversionClient client)
    {
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(client.Token!)!.Status);
        Assert.NotEmpty(await SecretsAsync(client));
        Assert.Equal(2, Bench.AccessOf(client).Count);
    }
}
