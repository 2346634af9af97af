using KsefTools.Core.Journal;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Core.Tokens.Making;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Tokens.Making;

/// <summary>What a run does when something changes under it, and what it leaves to the next one.</summary>
public sealed class TokenRunTests : ConversionTest
{
    [Fact]
    public async Task Where_nobody_may_make_one_nothing_is_left_under_way()
    {
        var client = Granted();

        await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceWrite"));

        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task One_that_KSeF_could_not_make_is_turned_down_at_once_and_nothing_is_left_under_way()
    {
        var client = Granted();
        var fate = At("after step 'stored'", () => Become(client, TokenStatus.Failed));

        var result = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"), fate: fate);

        Assert.Equal(TokenOutcome.Refused, result.Outcome);
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task One_that_is_not_active_yet_is_waited_for_though_nobody_here_sees_it()
    {
        var client = Granted();
        (Bench.Settings.TokenDelay, Bench.Settings.SignInAwaitsToken) = (TimeSpan.FromDays(1), false);
        var order = Bench.OrderFor(client, "InvoiceRead");
        var death = At("after step 'stored'", () => throw new SimulatedDeathException("as the test wants it"));
        await Assert.ThrowsAsync<SimulatedDeathException>(() => Bench.MakeAsync(order, fate: death));
        Bench.World.RemoveGrants(grant => grant.Context == client.Context);

        var result = await Bench.MakeAsync(order);

        Assert.Equal((TokenOutcome.InProgress, true, null), (result.Outcome, result.WasResumed, result.Remedy));
    }

    [Fact]
    public async Task One_that_KSeF_could_not_make_is_not_even_tried_by_a_later_run()
    {
        var client = Granted();
        var order = Bench.OrderFor(client, "InvoiceRead");
        var death = At("after step 'stored'", () => throw new SimulatedDeathException("as the test wants it"));
        await Assert.ThrowsAsync<SimulatedDeathException>(() => Bench.MakeAsync(order, fate: death));
        Become(client, TokenStatus.Failed);
        using var process = Bench.Start();

        var result = await process.MakeAsync(Bench, order);

        Assert.Equal((TokenOutcome.Created, 1), (result.Outcome, process.Network.Count("POST ksef-token")));
    }

    [Fact]
    public async Task The_journal_tells_each_step()
    {
        var client = Client();

        var result = await Bench.MakeAsync(Bench.RotationOf(client));

        Assert.Equal((TokenOutcome.Rotated, null), (result.Outcome, result.Remedy));
        var steps = Assert.Single(JournalReader.ReadAll(Bench.Office)).Entries.Select(entry => entry.Step);
        Assert.Equal(
            [
                "started",
                "making",
                "stored",
                "proven",
                "switched",
                "revoking",
                "revoked",
                "sessions closed",
                "seen dead",
                "secret removed",
                "finished",
            ],
            steps
        );
    }

    [Fact]
    public async Task What_the_old_one_had_open_is_closed_by_the_run_that_goes_on_after_its_revocation()
    {
        var client = Bench.AddClient(["InvoiceRead"], Permission.InvoiceRead);
        Bench.AddOwnCertificate(client);
        var order = Bench.RotationOf(client);
        var death = At("after step 'revoked'", () => throw new SimulatedDeathException("as the test wants it"));
        await Assert.ThrowsAsync<SimulatedDeathException>(() => Bench.MakeAsync(order, fate: death));
        var open = Bench.World.Sessions.All.Where(session => session.TokenReference == client.Token).ToList();
        Assert.Contains(open, session => !session.IsRevoked);

        Assert.True((await Bench.MakeAsync(order)).FormerRevoked);

        Assert.All(open, session => Assert.True(session.IsRevoked));
    }

    [Fact]
    public async Task An_old_one_whose_number_only_its_text_told_is_ended_and_what_came_in_its_place_stays()
    {
        var client = Bench.AddClient(["InvoiceRead"], Permission.InvoiceRead);
        Bench.AddOwnCertificate(client);
        Bench.ChangeToken(client, entry => entry with { Reference = null });
        var text = Bench.World.FindToken(client.Token!)!.Secret;
        await Bench.Vault.RemoveAsync([client.Secret], TestContext.Current.CancellationToken);
        var other = Other(client);
        var fate = new Fate
        {
            Passing = point =>
            {
                if (point == "after step 'switched'")
                    Bench.Keep(client.Secret.Name, text);
                if (point == "after step 'seen dead'")
                    Bench.Keep(client.Secret.Name, other.Secret);
            },
        };

        var result = await Bench.MakeAsync(Bench.RotationOf(client), fate: fate);

        Assert.True(result.FormerRevoked, result.Reason);
        Assert.NotEqual(TokenStatus.Active, Bench.World.FindToken(client.Token!)!.Status);
        Assert.Equal(other.Secret, await ReadAsync(client));
    }

    [Fact]
    public async Task A_journal_that_cannot_say_that_all_is_done_is_told_and_costs_no_result()
    {
        var client = Client();
        var warnings = new List<string>();
        var full = At("after step 'finished'", () => throw new IOException("The disk is full."));

        var result = await Bench.MakeAsync(Bench.RotationOf(client), new TokenOptions { Warn = warnings.Add }, full);

        Assert.Equal(TokenOutcome.Rotated, result.Outcome);
        Assert.Contains("The disk is full.", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_whose_session_may_not_even_see_its_own_rights_is_revoked_again()
    {
        var client = Granted();
        Bench.Faults.Add(
            new FaultRule(
                FaultKind.Answer,
                "/permissions/query/personal/grants",
                Status: 403,
                Body: """{"title":"Forbidden","status":403,"reasonCode":"missing-permissions"}"""
            )
        );

        var result = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"));

        Assert.Equal(TokenOutcome.Refused, result.Outcome);
        Assert.Empty(Bench.ActiveOf(client));
    }

    [Fact]
    public async Task A_rotation_whose_new_token_stays_pending_names_the_command_that_goes_on()
    {
        var client = Client();
        Bench.Settings.TokenDelay = TimeSpan.FromDays(1);

        var result = await Bench.MakeAsync(Bench.RotationOf(client));

        Assert.Equal(TokenOutcome.InProgress, result.Outcome);
        Assert.StartsWith("Update-KsefToken ", result.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_one_that_still_signs_in_is_ended_by_the_next_run()
    {
        var client = Client();
        var order = Bench.RotationOf(client);
        var former = Bench.World.FindToken(client.Token!)!;
        await Bench.MakeAsync(
            order,
            fate: At("after step 'revoked'", () => Bench.World.UpdateToken(client.Token!, _ => former))
        );
        Bench.World.UpdateToken(client.Token!, token => token with { Status = TokenStatus.Revoked });

        var result = await Bench.MakeAsync(order);

        Assert.True(result.FormerRevoked);
        Assert.Null(await ReadAsync(client));
    }

    [Fact]
    public async Task While_the_vault_is_silent_of_the_old_one_its_end_is_left_to_the_next_run()
    {
        var client = Client();
        var order = Bench.RotationOf(client);
        var isSilent = false;
        using (var process = Bench.Start())
        {
            process.Vault.Handling = (request, pass) =>
                isSilent && request.Addresses.Contains(client.Secret)
                    ? throw new SecretVaultException(SecretVaultFailure.Locked, null, "The vault is locked.")
                    : pass();
            var fate = At("after step 'switched'", () => isSilent = true);
            Assert.Equal(TokenOutcome.Failed, (await process.MakeAsync(Bench, order, fate: fate)).Outcome);
        }

        var result = await Bench.MakeAsync(order);

        Assert.Equal((TokenOutcome.Rotated, true), (result.Outcome, result.FormerRevoked));
    }

    [Fact]
    public async Task What_was_stored_in_the_old_one_s_place_since_the_switch_is_not_revoked_for_it()
    {
        var client = Client();
        var other = Other(client);

        var result = await Bench.MakeAsync(
            Bench.RotationOf(client),
            fate: At("after step 'switched'", () => Bench.Keep(client.Secret.Name, other.Secret))
        );

        Assert.False(result.FormerRevoked);
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(other.ReferenceNumber)!.Status);
    }

    [Fact]
    public async Task What_was_stored_in_the_old_one_s_place_since_it_died_stays_and_is_told()
    {
        var client = Client();
        var other = Other(client);
        var warnings = new List<string>();

        await Bench.MakeAsync(
            Bench.RotationOf(client),
            new TokenOptions { Warn = warnings.Add },
            At("after step 'seen dead'", () => Bench.Keep(client.Secret.Name, other.Secret))
        );

        Assert.Equal(other.Secret, await ReadAsync(client));
        Assert.Contains(client.Secret.Name, Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_one_whose_text_is_gone_is_revoked_by_the_client_s_own_certificate()
    {
        var client = Client();
        Bench.AddOwnCertificate(client);

        var result = await Bench.MakeAsync(
            Bench.RotationOf(client),
            fate: At("after step 'switched'", () => Bench.Vault.RemoveAsync([client.Secret], default).Wait())
        );

        Assert.True(result.FormerRevoked, result.Reason);
        Assert.NotEqual(TokenStatus.Active, Bench.World.FindToken(client.Token!)!.Status);
    }

    [Fact]
    public async Task What_cannot_be_ended_is_not_tried_again_every_night()
    {
        var client = Client();
        var other = Bench.AddClient(Permission.InvoiceRead);
        Bench.ChangeToken(other, entry => entry with { Reference = client.Token });

        var result = await Bench.MakeAsync(Bench.RotationOf(client));

        Assert.Equal($"Revoke-KsefToken {client.Nip} -Reference '{client.Token}'", result.Remedy);
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    private static Fate At(string where, Action happens) =>
        new()
        {
            Passing = point =>
            {
                if (point == where)
                    happens();
            },
        };

    /// <summary>KSeF says this of the newest token from now on.</summary>
    private void Become(ConversionClient client, TokenStatus status) =>
        Bench.World.UpdateToken(Bench.TokensOf(client)[^1].ReferenceNumber, token => token with { Status = status });

    private TokenRecord Other(ConversionClient client) =>
        Bench.World.CreateToken(client.Context, client.Owner, [Permission.InvoiceRead]);

    private async Task<string?> ReadAsync(ConversionClient client)
    {
        var lying = await Bench.Vault.ReadAsync([client.Secret], TestContext.Current.CancellationToken);
        return lying.GetValueOrDefault(client.Secret)?.Reveal();
    }

    private ConversionClient Granted()
    {
        var client = Bench.AddClient();
        Bench.Grant(client, permissions: Permission.InvoiceRead);
        return client;
    }

    private ConversionClient Client()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.Grant(client, permissions: Permission.InvoiceRead);
        return client;
    }
}
