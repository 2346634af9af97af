using KsefTools.Core.Credentials;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Core.Tokens.Ending;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Tokens.Making;

/// <summary>A token that is revoked is dead, and no client loses its last access by an oversight.</summary>
public sealed class TokenRevocationTests : ConversionTest
{
    [Fact]
    public async Task A_token_of_ours_is_dead_and_out_of_vault_and_profile()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);

        var result = await EndAsync(Order(client) with { Force = true });

        Assert.Equal((TokenOutcome.Revoked, client.Token), (result.Outcome, result.Reference));
        Assert.Empty(Bench.ActiveOf(client));
        Assert.Empty(Bench.AccessOf(client));
        Assert.Empty(await Bench.Vault.ReadAsync([client.Secret], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Another_offices_secret_is_not_revoked_through_ours()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        var secret = $"ksef-prod-{client.Nip}-token-o00000001";
        Bench.Keep(secret, Bench.World.FindToken(client.Token!)!.Secret);
        Bench.ChangeToken(client, entry => entry with { Secret = secret });

        var result = await EndAsync(Order(client) with { Force = true });

        Assert.Equal(TokenOutcome.Refused, result.Outcome);
        Assert.Single(Bench.ActiveOf(client));
        Assert.Single(Bench.AccessOf(client));
    }

    [Fact]
    public async Task Another_token_than_the_profile_says_under_a_name_that_says_no_office_is_not_revoked()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        var other = Bench.AddToken(client, Permission.InvoiceRead);
        Bench.Keep(client.Secret.Name, Bench.World.FindToken(other.Token!)!.Secret);

        var result = await EndAsync(Order(client) with { Force = true });

        Assert.Equal(TokenOutcome.Refused, result.Outcome);
        Assert.Equal(2, Bench.ActiveOf(client).Count);
        Assert.NotEmpty(await Bench.Vault.ReadAsync([client.Secret], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_token_that_another_client_s_file_names_as_well_is_not_revoked_without_force()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.AddToken(client, Permission.InvoiceRead);
        var other = Bench.AddClient(Permission.InvoiceRead);
        Bench.ChangeToken(other, entry => entry with { Reference = client.Token, Secret = client.Secret.Name });

        var result = await EndAsync(Order(client));

        Assert.Equal(TokenOutcome.Refused, result.Outcome);
        Assert.Contains(other.Nip, result.Reason, StringComparison.Ordinal);
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(client.Token!)!.Status);
    }

    [Fact]
    public async Task One_that_signs_in_though_KSeF_took_its_revocation_stays_in_vault_and_profile()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        var fate = new Fate
        {
            Passing = point =>
            {
                if (point == "after DELETE {number}")
                    Bench.World.UpdateToken(client.Token!, token => token with { Status = TokenStatus.Active });
            },
        };

        var result = Assert.Single(await EndAllAsync(Order(client) with { Force = true }, fate: fate));

        Assert.Equal(TokenOutcome.InProgress, result.Outcome);
        Assert.Equal(client.Secret.Name, Assert.Single(Bench.AccessOf(client)).Secret);
        Assert.NotEmpty(await Bench.Vault.ReadAsync([client.Secret], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_last_working_access_stays_without_force()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);

        var result = await EndAsync(Order(client));

        Assert.Equal(TokenOutcome.NeedsForce, result.Outcome);
        Assert.Single(Bench.ActiveOf(client));
        Assert.Empty(Bench.JournalText());
    }

    [Fact]
    public async Task Another_credential_counts_only_if_it_signs_in()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        var dead = Bench.AddToken(client, Permission.InvoiceRead);
        Bench.World.UpdateToken(dead.Token!, token => token with { Status = TokenStatus.Revoked });

        var refused = await EndAsync(Order(client));
        Bench.AddToken(client, Permission.InvoiceRead);
        var revoked = await EndAsync(Order(client));

        Assert.Equal((TokenOutcome.NeedsForce, TokenOutcome.Revoked), (refused.Outcome, revoked.Outcome));
    }

    [Fact]
    public async Task Nor_does_one_count_whose_session_is_remembered_alone()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        var other = Bench.AddToken(client, Permission.InvoiceRead);
        using var process = Bench.Start();
        using var clients = new ClientSessions(process.Vault, process.Sessions);
        await clients.OpenAsync(
            Bench.Office.EnvironmentOf(Bench.ProfileOf(client)),
            other.Secret,
            Core.Identifiers.ContextIdentifier.Of(Bench.ProfileOf(client).Nip),
            fresh: true,
            TestContext.Current.CancellationToken
        );
        Bench.World.UpdateToken(other.Token!, token => token with { Status = TokenStatus.Revoked });

        var result = Assert.Single(await EndAllAsync(Order(client), process));

        Assert.Equal(TokenOutcome.NeedsForce, result.Outcome);
    }

    [Fact]
    public async Task Nor_does_one_that_signs_in_and_may_do_nothing()
    {
        Bench.Settings.SignInWithoutPermissions = true;
        var client = Bench.AddClient(Permission.InvoiceRead);
        var other = Bench.AddToken(client, Permission.InvoiceRead);
        Bench.World.UpdateToken(other.Token!, token => token with { EffectivePermissions = [] });

        var result = await EndAsync(Order(client));

        Assert.Equal(TokenOutcome.NeedsForce, result.Outcome);
    }

    [Fact]
    public async Task One_that_is_dead_already_needs_no_force_and_is_tidied_up()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.World.UpdateToken(client.Token!, token => token with { Status = TokenStatus.Revoked });

        var result = await EndAsync(Order(client));

        Assert.Equal(TokenOutcome.AlreadyRevoked, result.Outcome);
        Assert.Empty(Bench.AccessOf(client));
    }

    [Fact]
    public async Task Somebody_else_s_goes_by_a_session_that_manages_credentials()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        var ghost = Ghost(client);

        var result = await EndAsync(new TokenEndOrder(Bench.ProfileOf(client)) { Reference = ghost.ReferenceNumber });

        Assert.Equal((TokenOutcome.Revoked, null), (result.Outcome, result.SecretName));
        Assert.Equal(client.Token, Assert.Single(Bench.ActiveOf(client)).ReferenceNumber);
    }

    [Fact]
    public async Task Where_nobody_here_may_that_is_said_and_nothing_is_under_way()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        var ghost = Ghost(client);

        var result = await EndAsync(new TokenEndOrder(Bench.ProfileOf(client)) { Reference = ghost.ReferenceNumber });

        Assert.Equal(
            (TokenOutcome.NeedsSignature, $"New-KsefSigningRequest {client.Nip}"),
            (result.Outcome, result.Remedy)
        );
        Assert.Equal(2, Bench.ActiveOf(client).Count);
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task Unknown_ones_are_those_that_no_profile_and_no_secret_names()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        // The profile says an old number of a token of ours; the secret says the right one.
        Bench.ChangeToken(client, entry => entry with { Reference = null });
        var ghosts = new[] { Ghost(client), Ghost(client) };

        var results = await EndAllAsync(new TokenEndOrder(Bench.ProfileOf(client)) { Unknown = true });

        Assert.Equal(
            ghosts.Select(ghost => ghost.ReferenceNumber).Order(StringComparer.Ordinal),
            results.Select(result => result.Reference).Order(StringComparer.Ordinal)
        );
        Assert.All(results, result => Assert.Equal(TokenOutcome.Revoked, result.Outcome));
        Assert.Equal(client.Token, Assert.Single(Bench.ActiveOf(client)).ReferenceNumber);
    }

    [Fact]
    public async Task A_lost_answer_is_looked_after_by_the_next_run()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        var order = Order(client) with { Force = true };
        using (var process = Bench.Start())
        {
            process.Network.LosesAnswerTo = "DELETE {number}";
            Assert.Equal(TokenOutcome.Failed, Assert.Single(await EndAllAsync(order, process)).Outcome);
        }

        var again = await EndAsync(order);

        Assert.Equal(TokenOutcome.Revoked, again.Outcome);
        Assert.Empty(Bench.AccessOf(client));
    }

    private TokenEndOrder Order(ConversionClient client) => Bench.EndOf(client);

    private TokenRecord Ghost(ConversionClient client) =>
        Bench.World.CreateToken(
            ContextIdentifier.Nip(client.Nip),
            SubjectIdentifier.Pesel("44051401359"),
            [Permission.InvoiceRead]
        );

    private Task<KsefTokenChange> EndAsync(TokenEndOrder order) => Bench.EndAsync(order);

    private async Task<IReadOnlyList<KsefTokenChange>> EndAllAsync(
        TokenEndOrder order,
        ConversionProcess? running = null,
        Fate? fate = null
    )
    {
        using var started = running is null ? Bench.Start(fate) : null;
        return await (running ?? started!).EndAsync(Bench, order, fate: fate);
    }
}
