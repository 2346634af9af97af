using KsefTools.Core.Conversion;
using KsefTools.Core.Journal;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Conversion;

/// <summary>A token goes only after its successor is proven, and never while anybody lives by it.</summary>
public sealed class TokenRetirementTests : ConversionTest
{
    private static readonly ConversionOptions Revoking = new() { RevokeToken = true };

    [Fact]
    public async Task On_request_the_token_is_revoked_after_the_proof_and_leaves_vault_and_profile()
    {
        var client = Granted(Permission.InvoiceRead);

        var result = await Bench.ConvertAsync(client, Revoking);

        Assert.True(result.TokenRevoked);
        // KSeF takes its time from the one to the other; neither signs in.
        Assert.Contains(
            Bench.World.FindToken(client.Token!)!.Status,
            (TokenStatus[])[TokenStatus.Revoking, TokenStatus.Revoked]
        );
        Assert.Equal("seal", Assert.Single(Bench.AccessOf(client)).Identity);
        Assert.Empty(await Bench.Vault.ReadAsync([client.Secret], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Where_the_client_could_not_be_moved_its_token_lives()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);

        await Bench.ConvertAsync(client, Revoking);

        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(client.Token!)!.Status);
    }

    [Fact]
    public async Task A_grace_period_keeps_the_token_until_its_day()
    {
        var client = Granted(Permission.InvoiceRead);
        var patient = Revoking with { AfterDays = 14 };

        var first = await Bench.ConvertAsync(client, patient);
        Clock.Advance(TimeSpan.FromDays(13));
        var early = await Bench.ConvertAsync(client, patient);
        Clock.Advance(TimeSpan.FromDays(1));
        var due = await Bench.ConvertAsync(client, patient);

        Assert.Equal(first.RetiredOn!.Value.AddDays(14), first.RevokeOn);
        Assert.Equal(first.RevokeOn, early.RevokeOn);
        Assert.NotNull(early.Reason);
        Assert.Equal([false, false, true], [first.TokenRevoked, early.TokenRevoked, due.TokenRevoked]);
        Assert.Equal(ConversionOutcome.AlreadyConverted, due.Outcome);
    }

    [Fact]
    public async Task The_plan_of_a_client_that_was_moved_says_how_its_token_goes()
    {
        var client = Granted(Permission.InvoiceRead);
        await Bench.ConvertAsync();

        var plan = await Bench.ConvertAsync(client, Revoking with { OnlyPlan = true });

        Assert.Equal(ConversionOutcome.AlreadyConverted, plan.Outcome);
        Assert.Equal(["sign in as seal", "prove InvoiceRead", "revoke the token"], plan.Steps);
        Assert.Null(plan.Reason);
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(client.Token!)!.Status);
    }

    [Fact]
    public async Task A_later_run_proves_the_certificate_again_before_it_revokes()
    {
        var client = Granted(Permission.InvoiceRead);
        await Bench.ConvertAsync();
        Bench.World.RemoveGrants(grant => grant.Context == ContextIdentifier.Nip(client.Nip));

        var result = await Bench.ConvertAsync(client, Revoking);

        Assert.Equal(ConversionOutcome.Failed, result.Outcome);
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(client.Token!)!.Status);
    }

    [Fact]
    public async Task A_token_that_is_not_active_yet_is_not_taken_for_revoked()
    {
        var client = Granted(Permission.InvoiceRead);
        Bench.World.UpdateToken(client.Token!, token => token with { Status = TokenStatus.Pending });

        var result = await Bench.ConvertAsync(client, Revoking);

        Assert.Equal(ConversionOutcome.Converted, result.Outcome);
        Assert.False(result.TokenRevoked);
        Assert.NotEmpty(await Bench.Vault.ReadAsync([client.Secret], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_token_that_this_KSeF_does_not_know_may_live_elsewhere_and_is_kept()
    {
        var client = Granted(Permission.InvoiceRead);
        Bench.Keep(client.Secret.Name, $"20260301-EC-0123456789-0123456789-01|nip-{client.Nip}|{new string('a', 64)}");

        var result = await Bench.ConvertAsync(client, Revoking);

        Assert.Equal(ConversionOutcome.Converted, result.Outcome);
        Assert.False(result.TokenRevoked);
        Assert.NotEmpty(await Bench.Vault.ReadAsync([client.Secret], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Who_else_uses_a_token_is_told_by_its_own_text_where_the_profile_says_another_reference()
    {
        var owner = Granted(Permission.InvoiceRead);
        var other = Bench.AddClient(Permission.InvoiceRead);
        Share(owner, other);
        Bench.ChangeToken(owner, entry => entry with { Reference = null });

        var result = await Bench.ConvertAsync(owner, Revoking);

        Assert.False(result.TokenRevoked);
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(owner.Token!)!.Status);
    }

    [Fact]
    public async Task The_proof_of_a_process_that_died_costs_no_token_its_life()
    {
        var client = Granted(Permission.InvoiceRead);
        var fate = new Fate
        {
            Passing = point =>
            {
                if (point is "after step 'switched'")
                    throw new SimulatedDeathException(point);
            },
        };
        using (var process = Bench.Start(fate))
            await process.ConvertAsync();
        Bench.World.RemoveGrants(grant => grant.Context == ContextIdentifier.Nip(client.Nip));

        var result = await Bench.ConvertAsync(client, Revoking);

        Assert.True(result.WasResumed);
        Assert.False(result.TokenRevoked);
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(client.Token!)!.Status);
    }

    [Fact]
    public async Task Where_another_identity_serves_the_client_since_a_process_died_its_token_lives()
    {
        var client = Granted(Permission.InvoiceRead);
        var fate = new Fate
        {
            Passing = point =>
            {
                if (point is "after step 'switched'")
                    throw new SimulatedDeathException(point);
            },
        };
        using (var process = Bench.Start(fate))
            await process.ConvertAsync();
        Bench.LetServe(client, "anna");

        var result = await Bench.ConvertAsync(client, Revoking);

        Assert.True(result.WasResumed);
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(client.Token!)!.Status);
    }

    [Theory]
    [InlineData("after step 'revoking'")]
    [InlineData("after step 'revoked'")]
    [InlineData("after step 'seen dead'")]
    public async Task What_was_stored_under_the_name_since_a_process_died_stays(string death)
    {
        var client = Granted(Permission.InvoiceRead);
        var fate = new Fate
        {
            Passing = point =>
            {
                if (point == death)
                    throw new SimulatedDeathException(point);
            },
        };
        using (var process = Bench.Start(fate))
            await process.ConvertAsync(Revoking);
        var other = Bench.World.CreateToken(
            ContextIdentifier.Nip(client.Nip),
            SubjectIdentifier.Nip(client.Nip),
            [Permission.InvoiceRead]
        );
        Bench.Keep(client.Secret.Name, other.Secret);

        var result = await Bench.ConvertAsync(client, Revoking);

        var lying = await Bench.Vault.ReadAsync([client.Secret], TestContext.Current.CancellationToken);
        Assert.Equal(other.Secret, lying[client.Secret].Reveal());
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(other.ReferenceNumber)!.Status);
        Assert.Contains(client.Secret.Name, result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_offices_secret_is_not_used_for_retirement()
    {
        var client = Granted(Permission.InvoiceRead);
        var secret = SecretNames.ForToken(
            Bench.Office.Settings.Environment,
            Core.Identifiers.Nip.Parse(client.Nip),
            "00000001"
        );
        Bench.Keep(secret, Bench.World.FindToken(client.Token!)!.Secret);
        Bench.ChangeToken(client, entry => entry with { Secret = secret });

        var result = await Bench.ConvertAsync(client, Revoking);

        Assert.Equal(ConversionOutcome.Converted, result.Outcome);
        Assert.False(result.TokenRevoked);
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(client.Token!)!.Status);
        var address = client.Secret with { Name = secret };
        Assert.NotEmpty(await Bench.Vault.ReadAsync([address], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_token_that_another_client_still_uses_is_not_revoked()
    {
        var owner = Granted(Permission.InvoiceRead);
        var other = Bench.AddClient(Permission.InvoiceRead);
        Share(owner, other);

        var result = await Bench.ConvertAsync(owner, Revoking);

        Assert.Equal(ConversionOutcome.Converted, result.Outcome);
        Assert.False(result.TokenRevoked);
        Assert.Contains(other.Nip, result.Reason, StringComparison.Ordinal);
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(owner.Token!)!.Status);
    }

    [Fact]
    public async Task A_copy_of_another_clients_token_goes_without_being_revoked()
    {
        var owner = Bench.AddClient(Permission.InvoiceRead);
        var borrower = Granted(Permission.InvoiceRead);
        Bench.Keep(borrower.Secret.Name, Bench.World.FindToken(owner.Token!)!.Secret);

        var result = await Bench.ConvertAsync(borrower, Revoking);

        Assert.False(result.TokenRevoked);
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(owner.Token!)!.Status);
        Assert.Equal("seal", Assert.Single(Bench.AccessOf(borrower)).Identity);
    }

    [Fact]
    public async Task Where_the_clients_own_certificate_took_over_a_later_run_proves_that_one_before_it_revokes()
    {
        // What no company can have, so that no grant leads there.
        var client = Bench.AddClient(expected: ["Introspection"], Permission.Introspection);
        Bench.AddOwnCertificate(client);
        var own = new ConversionOptions { AllowOwnCertificate = true };
        await Bench.ConvertAsync(client, own);

        var result = await Bench.ConvertAsync(client, own with { RevokeToken = true });

        Assert.Equal(ConversionRoute.OwnCertificate, result.Route);
        Assert.True(result.TokenRevoked);
    }

    [Fact]
    public async Task A_client_with_a_certificate_of_its_own_and_no_token_is_left_in_peace()
    {
        var client = Bench.AddClient();
        Bench.AddOwnCertificate(client);

        Assert.Equal(ConversionOutcome.AlreadyConverted, (await Bench.ConvertAsync(client)).Outcome);
    }

    [Fact]
    public async Task A_vault_that_fails_once_is_made_up_for_by_the_next_run()
    {
        var client = Granted(Permission.InvoiceRead);
        using (var process = Bench.Start())
        {
            process.Vault.Handling = VaultHandlings.FailOnce(
                VaultAct.Remove,
                new SecretVaultException(SecretVaultFailure.Locked, null, "The vault is locked.")
            );
            var first = Assert.Single(await process.ConvertAsync(Revoking));
            Assert.Equal(ConversionOutcome.Converted, first.Outcome);
            Assert.Contains("The vault is locked", first.Reason, StringComparison.Ordinal);
        }

        await Bench.ConvertAsync(Revoking);

        Assert.Equal("seal", Assert.Single(Bench.AccessOf(client)).Identity);
        Assert.Empty(await Bench.Vault.ReadAsync([client.Secret], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_way_back_is_open_while_the_token_lives()
    {
        var client = Granted(Permission.InvoiceRead);
        await Bench.ConvertAsync();
        using var process = Bench.Start();

        var result = await process.RestoreAsync(client);

        Assert.True(result.IsRestored);
        Assert.Equal(["InvoiceRead"], result.TokenPermissions);
        var entry = Assert.Single(Bench.AccessOf(client));
        Assert.Equal(CredentialKind.Token, entry.Kind);
        Assert.Null(entry.RetiredOn);
    }

    [Fact]
    public async Task A_way_back_that_is_killed_anywhere_is_gone_to_its_end_by_the_next_and_leaves_no_trace()
    {
        var client = Granted(Permission.InvoiceRead);
        for (var point = 0; ; point++)
        {
            await Bench.ConvertAsync();
            var fate = new Fate(point);
            using var first = Bench.Start(fate);
            try
            {
                await first.RestoreAsync(client);
                Assert.Equal("after step 'finished'", fate.Points[^1]);
                return;
            }
            catch (SimulatedDeathException)
            {
                // As far as this process is concerned. With its last line written, nothing is left to go on with.
            }
            if (fate.Points[^1] is "after step 'finished'")
                continue;
            using var second = Bench.Start();

            var result = await second.RestoreAsync(client);

            Assert.True(result.IsRestored, fate.Points[^1]);
            Assert.Equal("seal", result.Identity);
            Assert.Null(Assert.Single(Bench.AccessOf(client)).RetiredOn);
            Assert.Empty(JournalReader.FindOpen(Bench.Office));
        }
    }

    [Fact]
    public async Task A_token_that_does_not_sign_in_any_more_is_no_way_back()
    {
        var client = Granted(Permission.InvoiceRead);
        await Bench.ConvertAsync();
        Bench.World.UpdateToken(client.Token!, token => token with { Status = TokenStatus.Revoked });
        using var process = Bench.Start();

        var result = await process.RestoreAsync(client);

        Assert.False(result.IsRestored);
        Assert.Contains(Bench.AccessOf(client), entry => entry.Identity == "seal");
    }

    [Fact]
    public async Task Without_a_retired_token_there_is_nothing_to_restore()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        using var process = Bench.Start();

        var refusal = await Assert.ThrowsAsync<ConversionException>(() => process.RestoreAsync(client));

        Assert.Equal(ConversionFailure.NothingToRestore, refusal.Failure);
    }

    private ConversionClient Granted(params Permission[] permissions)
    {
        var client = Bench.AddClient(permissions);
        Bench.Grant(client, permissions: permissions);
        return client;
    }

    private void Share(ConversionClient owner, ConversionClient other)
    {
        Bench.Keep(other.Secret.Name, Bench.World.FindToken(owner.Token!)!.Secret);
        Bench.ChangeToken(other, entry => entry with { Reference = owner.Token });
    }
}
