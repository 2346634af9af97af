using KsefTools.Core.Credentials;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Core.Tests.Tokens.Making;
using KsefTools.Core.Tokens.Ending;
using KsefTools.Core.Tokens.Making;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Tokens.Ending;

/// <summary>Which token an end is about, by file, vault and record as they are at its moment.</summary>
public sealed class ClientTokenEndsTests : ConversionTest
{
    private static readonly TokenOptions Declining = new() { Confirm = (_, _) => Task.FromResult(false) };

    [Fact]
    public async Task One_that_the_file_came_to_name_since_the_order_goes_from_vault_and_file()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        var order = new TokenEndOrder(Bench.ProfileOf(client)) { Force = true };
        var later = Bench.AddToken(client, Permission.InvoiceRead);

        await Bench.EndAsync(order with { Reference = later.Token });

        Assert.Equal(client.Token, Assert.Single(Bench.AccessOf(client)).Reference);
        Assert.Null(await ReadAsync(later));
    }

    [Fact]
    public async Task A_part_s_token_under_its_client_s_name_is_refused_and_lives()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        var part = Bench.AddPart(client, Permission.InvoiceRead);
        Bench.Keep(client.Secret.Name, Bench.World.FindToken(part.Token!)!.Secret);
        Bench.ChangeToken(client, entry => entry with { Reference = part.Token });

        var result = await Bench.EndAsync(Forced(client));

        Assert.Equal(TokenOutcome.Refused, result.Outcome);
        Assert.Single(Bench.ActiveOf(part));
    }

    [Fact]
    public async Task What_lies_under_a_name_of_ours_is_what_goes_though_the_file_says_another_number()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        var other = Other(client);
        var (settings, nip) = (Bench.Office.Settings, Core.Identifiers.Nip.Parse(client.Nip));
        var name = SecretNames.ForToken(settings.Environment, nip, Bench.Office.Id);
        Bench.Keep(name, other.Secret);
        Bench.ChangeToken(client, entry => entry with { Secret = name });

        var result = await Bench.EndAsync(Forced(client));

        Assert.Equal((TokenOutcome.Revoked, other.ReferenceNumber), (result.Outcome, result.Reference));
        Assert.Equal(client.Token, Assert.Single(Bench.ActiveOf(client)).ReferenceNumber);
    }

    [Fact]
    public async Task One_whose_text_is_gone_from_the_vault_is_revoked_by_a_session_that_manages()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.AddToken(client, Permission.InvoiceRead, Permission.CredentialsManage);
        await Bench.Vault.RemoveAsync([client.Secret], TestContext.Current.CancellationToken);

        var result = await Bench.EndAsync(Bench.EndOf(client));

        Assert.Equal(TokenOutcome.Revoked, result.Outcome);
        Assert.DoesNotContain(Bench.AccessOf(client), entry => entry.Reference == client.Token);
    }

    [Fact]
    public async Task What_was_begun_is_completed_unasked()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        var order = Forced(client);
        var death = At("after step 'revoking'", () => throw new SimulatedDeathException("as the test wants it"));
        await Assert.ThrowsAsync<SimulatedDeathException>(() => Bench.EndAsync(order, fate: death));

        var result = await Bench.EndAsync(order, Declining);

        Assert.Equal(TokenOutcome.Revoked, result.Outcome);
    }

    [Fact]
    public async Task Declined_by_a_person_nothing_is_done()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        using var process = Bench.Start();

        Assert.Empty(await process.EndAsync(Bench, Forced(client), Declining));

        Assert.Single(Bench.ActiveOf(client));
        Assert.Empty(Bench.JournalText());
    }

    [Fact]
    public async Task A_retired_one_is_nobodys_last_access()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.ChangeToken(client, entry => entry with { RetiredOn = new DateOnly(2026, 11, 1) });

        var result = await Bench.EndAsync(Bench.EndOf(client));

        Assert.Equal(TokenOutcome.Revoked, result.Outcome);
    }

    [Fact]
    public async Task What_another_vault_has_under_that_name_stays_named()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        var elsewhere = new AccessEntry
        {
            Kind = CredentialKind.Token,
            Secret = client.Secret.Name,
            Vault = "Second",
        };
        Bench.AddAccess(client, elsewhere);

        await Bench.EndAsync(Forced(client));

        Assert.Equal("Second", Assert.Single(Bench.AccessOf(client)).Vault);
    }

    [Fact]
    public async Task What_was_stored_under_the_name_since_the_token_died_stays_in_vault_and_file_and_is_told()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        var other = Other(client);
        Bench.ChangeToken(client, entry => entry with { Reference = null });
        var warnings = new List<string>();
        var storing = At("after step 'seen dead'", () => Bench.Keep(client.Secret.Name, other.Secret));

        await Bench.EndAsync(Forced(client), new TokenOptions { Warn = warnings.Add }, storing);

        Assert.Equal(other.Secret, await ReadAsync(client));
        Assert.Single(Bench.AccessOf(client));
        Assert.Contains(client.Secret.Name, Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_processes_do_not_end_one_at_the_same_time()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        KsefTokenChange? second = null;
        var options = new TokenOptions
        {
            Confirm = async (_, _) =>
            {
                second = await Bench.EndAsync(Forced(client));
                return true;
            },
        };

        var first = await Bench.EndAsync(Forced(client), options);

        Assert.Equal((TokenOutcome.Revoked, TokenOutcome.Busy), (first.Outcome, second!.Outcome));
    }

    [Fact]
    public async Task What_another_client_uses_leaves_nothing_under_way()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.AddToken(client, Permission.InvoiceRead);
        var other = Bench.AddClient(Permission.InvoiceRead);
        Bench.ChangeToken(other, entry => entry with { Reference = client.Token, Secret = client.Secret.Name });

        await Bench.EndAsync(Bench.EndOf(client));

        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task One_whose_number_nobody_knows_is_refused_and_the_parameter_named()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.ChangeToken(client, entry => entry with { Reference = null });

        var byNothing = await Bench.EndAsync(new TokenEndOrder(Bench.ProfileOf(client)) { Force = true });
        await Bench.Vault.RemoveAsync([client.Secret], TestContext.Current.CancellationToken);
        var byEntry = await Bench.EndAsync(Forced(client));

        foreach (var result in (KsefTokenChange[])[byEntry, byNothing])
        {
            Assert.Equal((TokenOutcome.Refused, null), (result.Outcome, result.Reference));
            Assert.Contains("-Reference", result.Reason, StringComparison.Ordinal);
        }
        Assert.Single(Bench.ActiveOf(client));
    }

    [Fact]
    public async Task Where_vault_and_file_do_not_say_the_number_the_order_does()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.AddToken(client, Permission.InvoiceRead, Permission.CredentialsManage);
        Bench.ChangeToken(client, entry => entry with { Reference = null });
        await Bench.Vault.RemoveAsync([client.Secret], TestContext.Current.CancellationToken);

        var result = await Bench.EndAsync(Bench.EndOf(client) with { Reference = client.Token });

        Assert.Equal((TokenOutcome.Revoked, client.Token), (result.Outcome, result.Reference));
        Assert.DoesNotContain(Bench.AccessOf(client), entry => entry.Secret == client.Secret.Name);
    }

    [Fact]
    public async Task An_order_whose_entry_and_number_are_of_two_tokens_ends_neither()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        var second = Bench.AddToken(client, Permission.InvoiceRead);

        var result = await Bench.EndAsync(Forced(client) with { Reference = second.Token });

        Assert.Equal(TokenOutcome.Refused, result.Outcome);
        Assert.Equal(2, Bench.ActiveOf(client).Count);
    }

    [Fact]
    public async Task One_sign_in_shows_that_it_works_and_revokes_it()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.AddOwnCertificate(client);
        using var process = Bench.Start();
        using var clients = new ClientSessions(process.Vault, process.Sessions);
        var profile = Bench.ProfileOf(client);
        await clients.OpenAsync(
            Bench.Office.EnvironmentOf(profile),
            client.Secret,
            Core.Identifiers.ContextIdentifier.Of(profile.Nip),
            fresh: false,
            TestContext.Current.CancellationToken
        );

        Assert.Single(await process.EndAsync(Bench, Bench.EndOf(client)));

        Assert.Single(
            Bench.World.Sessions.All,
            session => session.TokenReference == client.Token && session.IsRedeemed
        );
    }

    [Fact]
    public async Task A_number_is_found_in_the_file_however_it_is_written()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.ChangeToken(client, entry => entry with { Reference = client.Token!.ToLowerInvariant() });
        var order = new TokenEndOrder(Bench.ProfileOf(client)) { Reference = client.Token, Force = true };

        Assert.Equal(client.Secret.Name, (await Bench.EndAsync(order)).SecretName);

        Assert.Empty(Bench.AccessOf(client));
    }

    [Fact]
    public async Task While_the_vault_is_silent_of_it_nothing_is_revoked()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        using var process = Bench.Start();
        process.Vault.Handling = VaultHandlings.Fail(
            VaultAct.Read,
            new SecretVaultException(SecretVaultFailure.Locked, null, "The vault is locked.")
        );

        var result = Assert.Single(await process.EndAsync(Bench, Forced(client)));

        Assert.Equal((TokenOutcome.Failed, client.Secret.Name), (result.Outcome, result.SecretName));
        Assert.Contains("The vault is locked.", result.Reason, StringComparison.Ordinal);
        Assert.Single(Bench.ActiveOf(client));
    }

    [Fact]
    public async Task A_certificate_that_the_file_names_alike_stays_named()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.AddAccess(client, new AccessEntry { Kind = CredentialKind.Certificate, Secret = client.Secret.Name });

        await Bench.EndAsync(Forced(client));

        Assert.Equal(CredentialKind.Certificate, Assert.Single(Bench.AccessOf(client)).Kind);
    }

    [Fact]
    public async Task Where_the_clients_file_is_gone_the_order_tells_who_may_revoke()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        var other = Other(client);
        var order = new TokenEndOrder(Bench.ProfileOf(client)) { Reference = other.ReferenceNumber };
        File.Delete(order.Profile.Path!);

        Assert.Equal(TokenOutcome.Revoked, (await Bench.EndAsync(order)).Outcome);
    }

    private TokenEndOrder Forced(ConversionClient client) => Bench.EndOf(client) with { Force = true };

    private TokenRecord Other(ConversionClient client) =>
        Bench.World.CreateToken(client.Context, client.Owner, [Permission.InvoiceRead]);

    private async Task<string?> ReadAsync(ConversionClient client)
    {
        var lying = await Bench.Vault.ReadAsync([client.Secret], TestContext.Current.CancellationToken);
        return lying.GetValueOrDefault(client.Secret)?.Reveal();
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
}
