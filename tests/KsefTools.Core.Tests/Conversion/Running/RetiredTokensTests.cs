using KsefTools.Core.Conversion;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Conversion.Running;

/// <summary>What becomes of retired tokens, several of one client and those that others share.</summary>
public sealed class RetiredTokensTests : ConversionTest
{
    private static readonly ConversionOptions Revoking = new() { RevokeToken = true };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Of_two_tokens_the_one_that_others_use_stays_and_is_told_whichever_comes_first(int shared)
    {
        var first = Granted(Permission.InvoiceRead);
        var second = Bench.AddToken(first, Permission.InvoiceRead);
        var other = Bench.AddClient(Permission.InvoiceRead);
        var kept = shared == 0 ? first : second;
        var gone = shared == 0 ? second : first;
        Bench.ChangeToken(other, entry => entry with { Secret = kept.Secret.Name, Reference = null });

        var result = await Bench.ConvertAsync(first, Revoking);

        Assert.Equal((ConversionOutcome.Converted, true), (result.Outcome, result.TokenRevoked));
        Assert.Equal(
            $"The token was not revoked: {other.Nip} (Klient {other.Nip}) still uses the same one.",
            result.Reason
        );
        Assert.Equal($"Convert-KsefToCertificate {first.Nip} -RevokeToken", result.Remedy);
        Assert.Equal(TokenStatus.Active, StatusOf(kept));
        Assert.NotEqual(TokenStatus.Active, StatusOf(gone));
        Assert.Equal(kept.Secret.Name, Assert.Single(Bench.AccessOf(first), entry => entry.Secret is not null).Secret);
        // Nothing is under way: the next run starts over.
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task Of_two_tokens_that_stay_the_last_reason_is_told()
    {
        var first = Granted(Permission.InvoiceRead);
        var second = Bench.AddToken(first, Permission.InvoiceRead);
        var other = Bench.AddClient(Permission.InvoiceRead);
        Bench.ChangeToken(other, entry => entry with { Reference = first.Token });
        await Bench.Vault.RemoveAsync([second.Secret], Cancel);

        var result = await Bench.ConvertAsync(first, Revoking);

        Assert.False(result.TokenRevoked);
        Assert.Contains($"its secret {second.Secret} is not in the vault", result.Reason, StringComparison.Ordinal);
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task A_token_whose_number_another_file_spells_otherwise_is_still_used_there()
    {
        var client = Granted(Permission.InvoiceRead);
        var other = Bench.AddClient(Permission.InvoiceRead);
        Bench.ChangeToken(other, entry => entry with { Reference = client.Token!.ToLowerInvariant() });

        Assert.False((await Bench.ConvertAsync(client, Revoking)).TokenRevoked);
        Assert.Equal(TokenStatus.Active, StatusOf(client));
    }

    [Fact]
    public async Task A_token_that_another_client_has_retired_too_is_used_by_nobody()
    {
        var client = Granted(Permission.InvoiceRead);
        var other = Bench.AddClient(Permission.InvoiceRead);
        Bench.ChangeToken(
            other,
            entry => entry with { Reference = client.Token, RetiredOn = new DateOnly(2026, 11, 1) }
        );

        Assert.True((await Bench.ConvertAsync(client, Revoking)).TokenRevoked);
    }

    [Fact]
    public async Task A_secret_of_that_name_in_another_vault_is_another_token()
    {
        var client = Granted(Permission.InvoiceRead);
        var other = Bench.AddClient(Permission.InvoiceRead);
        Bench.ChangeToken(other, entry => entry with { Secret = client.Secret.Name, Vault = "Second" });

        Assert.True((await Bench.ConvertAsync(client, Revoking)).TokenRevoked);
        Assert.Equal(TokenStatus.Active, StatusOf(other));
    }

    [Fact]
    public async Task Who_lived_by_the_token_until_the_run_began_and_not_since_keeps_nothing()
    {
        var client = Granted(Permission.InvoiceRead);
        var other = Bench.AddClient(Permission.InvoiceRead);
        Bench.ChangeToken(other, entry => entry with { Reference = client.Token });
        using var process = Bench.Start(
            Once("after step 'started'", () => Bench.ChangeToken(other, entry => entry with { Reference = null }))
        );

        var results = await process.ConvertAsync(Revoking, credential => credential.Nip == client.Nip);

        Assert.True(Assert.Single(results).TokenRevoked);
    }

    [Fact]
    public async Task A_token_that_was_revoked_by_hand_leaves_vault_and_file()
    {
        var client = Granted(Permission.InvoiceRead);
        await Bench.ConvertAsync();
        Bench.World.UpdateToken(client.Token!, token => token with { Status = TokenStatus.Revoked });

        var result = await Bench.ConvertAsync(client, Revoking);

        Assert.Equal((true, null, null), (result.TokenRevoked, result.Reason, result.Remedy));
        Assert.Empty(await Bench.Vault.ReadAsync([client.Secret], Cancel));
        Assert.Equal("seal", Assert.Single(Bench.AccessOf(client)).Identity);
    }

    [Fact]
    public async Task A_later_run_tells_what_it_proved_before_it_revoked()
    {
        var client = Granted(Permission.InvoiceRead, Permission.InvoiceWrite);
        await Bench.ConvertAsync();

        var result = await Bench.ConvertAsync(client, Revoking);

        Assert.Equal((ConversionOutcome.AlreadyConverted, true), (result.Outcome, result.IsProven));
        Assert.Equal(["InvoiceRead", "InvoiceWrite"], result.IdentityPermissions);
        Assert.Equal(["InvoiceRead", "InvoiceWrite"], result.RequiredPermissions);
    }

    [Fact]
    public async Task A_later_run_that_cannot_prove_it_says_why_and_keeps_the_token()
    {
        var client = Granted(Permission.InvoiceRead, Permission.InvoiceWrite);
        await Bench.ConvertAsync();
        Bench.World.RemoveGrants(grant => grant.Permission is Permission.InvoiceWrite);

        var result = await Bench.ConvertAsync(client, Revoking);

        Assert.Equal((ConversionOutcome.Failed, false), (result.Outcome, result.IsProven));
        Assert.StartsWith("The certificate signs in, but lacks InvoiceWrite;", result.Reason, StringComparison.Ordinal);
        Assert.Equal(TokenStatus.Active, StatusOf(client));
    }

    [Fact]
    public async Task A_copy_of_another_clients_token_is_told_as_such_and_leaves_the_vault()
    {
        var owner = Bench.AddClient(Permission.InvoiceRead);
        var borrower = Granted(Permission.InvoiceRead);
        Bench.Keep(borrower.Secret.Name, Bench.World.FindToken(owner.Token!)!.Secret);

        var result = await Bench.ConvertAsync(borrower, Revoking);

        Assert.StartsWith($"The token belongs to", result.Reason, StringComparison.Ordinal);
        Assert.Contains(owner.Nip, result.Reason, StringComparison.Ordinal);
        Assert.Empty(await Bench.Vault.ReadAsync([borrower.Secret], Cancel));
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task Another_token_that_lies_there_is_told_and_nothing_is_left_to_go_on_with()
    {
        var client = Granted(Permission.InvoiceRead);
        var other = Bench.World.CreateToken(client.Context, client.Owner, [Permission.InvoiceRead]);
        Bench.Keep(client.Secret.Name, other.Secret);

        var result = await Bench.ConvertAsync(client, Revoking);

        Assert.False(result.TokenRevoked);
        Assert.Contains($"the profile says token {client.Token}", result.Reason, StringComparison.Ordinal);
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(other.ReferenceNumber)!.Status);
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task Another_token_that_came_to_lie_there_since_this_one_died_stays_and_is_told()
    {
        var client = Granted(Permission.InvoiceRead);
        var other = Bench.World.CreateToken(client.Context, client.Owner, [Permission.InvoiceRead]);
        using var process = Bench.Start(
            Once("after step 'seen dead'", () => Bench.Keep(client.Secret.Name, other.Secret))
        );

        var result = Assert.Single(await process.ConvertAsync(Revoking));

        Assert.True(result.TokenRevoked);
        Assert.StartsWith($"The vault keeps {client.Secret}: another token", result.Reason, StringComparison.Ordinal);
        var lying = await Bench.Vault.ReadAsync([client.Secret], Cancel);
        Assert.Equal(other.Secret, lying[client.Secret].Reveal());
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task Sessions_that_KSeF_did_not_close_are_warned_of()
    {
        var client = Granted(Permission.InvoiceRead);
        var warnings = new List<string>();
        Bench.Faults.Add(new FaultRule(FaultKind.ServerError, "/auth/sessions", "GET"));

        var result = await Bench.ConvertAsync(client, Revoking with { Warn = warnings.Add });

        Assert.True(result.TokenRevoked);
        Assert.StartsWith(
            $"{client.Nip} (Klient {client.Nip}): the token is revoked, but its sessions could not be closed",
            Assert.Single(warnings),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Revoking")]
    [InlineData("Revoked")]
    [InlineData("Failed")]
    public async Task A_refusal_to_revoke_what_KSeF_lists_as_ended_is_no_refusal(string status)
    {
        var client = Granted(Permission.InvoiceRead);
        await Bench.ConvertAsync();
        using var process = Bench.Start(
            Once(
                "before DELETE {number}",
                () =>
                {
                    Bench.World.UpdateToken(client.Token!, token => token with { Status = TokenStatus.Revoked });
                    Answer("DELETE", 400, """{"exception":{"exceptionDetailList":[]}}""");
                    Answer(
                        "GET",
                        200,
                        $$"""
                        {"referenceNumber":"{{client.Token}}","status":"{{status}}","description":"x",
                         "requestedPermissions":[],"dateCreated":"2026-01-01T00:00:00Z",
                         "authorIdentifier":{"type":"Nip","value":"{{client.Nip}}"},
                         "contextIdentifier":{"type":"Nip","value":"{{client.Nip}}"} }
                        """
                    );
                }
            )
        );

        Assert.True(Assert.Single(await process.ConvertAsync(Revoking)).TokenRevoked);
    }

    [Fact]
    public async Task Tokens_that_are_named_although_they_are_retired_go_once()
    {
        var client = Granted(Permission.InvoiceRead);
        await Bench.ConvertAsync();
        using var process = Bench.Start();

        var results = await new TokenConversion(Bench.Office, process.Vault, process.Sessions, Clock)
            .RunAsync(Bench.Office.ReadCredentials(), Revoking, Cancel)
            .ToListAsync(Cancel);

        Assert.True(Assert.Single(results).TokenRevoked);
        Assert.Equal(client.Secret.Name, results[0].SecretName);
        Assert.Equal(2, process.Network.Count("POST ksef-token"));
    }

    [Fact]
    public async Task Where_one_of_two_retired_tokens_is_named_the_certificate_must_replace_both()
    {
        var client = Granted(Permission.InvoiceRead, Permission.InvoiceWrite);
        Bench.ChangeToken(client, entry => entry with { RetiredOn = new DateOnly(2026, 11, 1) });
        var second = Bench.AddToken(client, Permission.InvoiceRead);
        await Bench.ConvertAsync();
        using var process = Bench.Start();
        var named = Bench.Office.ReadCredentials().Where(credential => credential.SecretName == second.Secret.Name);

        var plan = Assert.Single(
            await new TokenConversion(Bench.Office, process.Vault, process.Sessions, Clock)
                .RunAsync(named, Revoking with { OnlyPlan = true }, Cancel)
                .ToListAsync(Cancel)
        );

        Assert.Equal(["sign in as seal", "prove InvoiceRead, InvoiceWrite", "revoke the token"], plan.Steps);
        Assert.Equal(second.Secret.Name, plan.SecretName);
    }

    private void Answer(string method, int status, string body) =>
        Bench.Faults.Add(new FaultRule(FaultKind.Answer, "/tokens/2*", method, Status: status, Body: body));

    private static Fate Once(string point, Action happens)
    {
        var left = 1;
        return new Fate
        {
            Passing = passed =>
            {
                if (passed == point && Interlocked.Exchange(ref left, 0) == 1)
                    happens();
            },
        };
    }

    private ConversionClient Granted(params Permission[] permissions)
    {
        var client = Bench.AddClient(permissions);
        Bench.Grant(client, permissions: permissions);
        return client;
    }

    private TokenStatus StatusOf(ConversionClient client) => Bench.World.FindToken(client.Token!)!.Status;
}
