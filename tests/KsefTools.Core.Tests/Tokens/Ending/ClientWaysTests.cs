using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Core.Tests.Tokens.Making;
using KsefTools.Core.Tokens.Ending;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Tokens.Ending;

/// <summary>Whose session looks, whose revokes, and what counts as another access of the client.</summary>
public sealed class ClientWaysTests : ConversionTest
{
    [Fact]
    public async Task Where_no_token_manages_a_certificate_revokes_somebody_elses()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.AddOwnCertificate(client);
        var ghost = Ghost(client);

        var result = await Bench.EndAsync(NumberOf(client, ghost));

        Assert.Equal(TokenOutcome.Revoked, result.Outcome);
        Assert.Equal(client.Token, Assert.Single(Bench.ActiveOf(client)).ReferenceNumber);
    }

    [Fact]
    public async Task A_retired_token_is_not_used_where_one_in_use_manages()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        Bench.ChangeToken(client, entry => entry with { RetiredOn = new DateOnly(2026, 11, 1) });
        var inUse = Bench.AddToken(client, Permission.InvoiceRead, Permission.CredentialsManage);

        var result = await Bench.EndAsync(NumberOf(client, Ghost(client)));

        Assert.Equal(TokenOutcome.Revoked, result.Outcome);
        Assert.DoesNotContain(Bench.World.Sessions.All, session => session.TokenReference == client.Token);
        Assert.Single(Bench.World.Sessions.All, session => session.TokenReference == inUse.Token);
    }

    [Fact]
    public async Task A_session_that_lives_looks_again_without_a_sign_in()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        var order = new TokenEndOrder(Bench.ProfileOf(client)) { Unknown = true };
        using var process = Bench.Start();

        Assert.Empty(await process.EndAsync(Bench, order));
        Assert.Empty(await process.EndAsync(Bench, order));

        Assert.Equal(1, process.Network.Count("POST challenge"));
    }

    [Fact]
    public async Task A_certificate_is_tried_first_and_no_token_after_it()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        var other = Bench.AddToken(client, Permission.InvoiceRead);
        Bench.AddOwnCertificate(client);

        var result = await Bench.EndAsync(Bench.EndOf(client));

        Assert.Equal(TokenOutcome.Revoked, result.Outcome);
        Assert.DoesNotContain(Bench.World.Sessions.All, session => session.TokenReference == other.Token);
    }

    [Fact]
    public async Task A_secret_of_another_environment_is_no_access_here()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        var name = $"ksef-prod-{client.Nip}-token";
        Bench.Keep(name, Ghost(client).Secret);
        Bench.AddAccess(client, new AccessEntry { Kind = CredentialKind.Token, Secret = name });

        Assert.Equal(TokenOutcome.NeedsForce, (await Bench.EndAsync(Bench.EndOf(client))).Outcome);
    }

    [Fact]
    public async Task A_token_that_sees_its_own_alone_does_not_say_that_no_other_is_unknown()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.AddToken(client, Permission.InvoiceRead, Permission.CredentialsManage);
        var ghost = Ghost(client);

        var result = await Bench.EndAsync(new TokenEndOrder(Bench.ProfileOf(client)) { Unknown = true });

        Assert.Equal((TokenOutcome.Revoked, ghost.ReferenceNumber), (result.Outcome, result.Reference));
    }

    [Fact]
    public async Task A_certificate_that_sees_all_finds_the_unknown_ones()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.AddOwnCertificate(client);
        var ghost = Ghost(client);

        var result = await Bench.EndAsync(new TokenEndOrder(Bench.ProfileOf(client)) { Unknown = true });

        Assert.Equal((TokenOutcome.Revoked, ghost.ReferenceNumber), (result.Outcome, result.Reference));
    }

    [Fact]
    public async Task Where_nobody_sees_all_it_is_said_that_only_the_client_can_look()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.Grant(client, permissions: Permission.InvoiceRead);
        Ghost(client);

        var result = await Bench.EndAsync(new TokenEndOrder(Bench.ProfileOf(client)) { Unknown = true });

        Assert.Equal(
            (TokenOutcome.NeedsSignature, $"New-KsefSigningRequest {client.Nip}", null),
            (result.Outcome, result.Remedy, result.Reference)
        );
        Assert.Contains("CredentialsRead", result.Reason, StringComparison.Ordinal);
        Assert.Equal(2, Bench.ActiveOf(client).Count);
    }

    [Fact]
    public async Task A_list_that_shows_more_than_was_asked_for_names_no_dead_one()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        var dead = Ghost(client);
        Bench.World.UpdateToken(dead.ReferenceNumber, token => token with { Status = TokenStatus.Revoked });
        using var process = Bench.Start();
        var asked = 0;
        process.Network.Leaving = request =>
        {
            if (!request.RequestUri!.Query.Contains("status=Active", StringComparison.Ordinal))
                return;
            asked++;
            request.RequestUri = new UriBuilder(request.RequestUri) { Query = "" }.Uri;
        };

        Assert.Empty(await process.EndAsync(Bench, new TokenEndOrder(Bench.ProfileOf(client)) { Unknown = true }));

        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_number_in_the_file_of_another_client_makes_a_token_known()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        Bench.AddAccess(client, new AccessEntry { Identity = "seal" });
        var other = Bench.AddClient(Permission.InvoiceRead);
        var named = Ghost(client).ReferenceNumber;
        Bench.ChangeToken(other, entry => entry with { Reference = named.ToLowerInvariant() });
        using var process = Bench.Start();

        Assert.Empty(await process.EndAsync(Bench, new TokenEndOrder(Bench.ProfileOf(client)) { Unknown = true }));
    }

    [Fact]
    public async Task A_certificate_of_the_clients_own_is_another_access()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.AddOwnCertificate(client);

        Assert.Equal(TokenOutcome.Revoked, (await Bench.EndAsync(Bench.EndOf(client))).Outcome);
    }

    [Fact]
    public async Task An_identity_that_serves_the_client_and_is_let_in_is_another_access()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.AddAccess(client, new AccessEntry { Kind = CredentialKind.Certificate, Identity = "seal" });

        var refused = await Bench.EndAsync(Bench.EndOf(client));
        Bench.Grant(client, permissions: Permission.InvoiceRead);
        var revoked = await Bench.EndAsync(Bench.EndOf(client));

        Assert.Equal((TokenOutcome.NeedsForce, TokenOutcome.Revoked), (refused.Outcome, revoked.Outcome));
    }

    [Fact]
    public async Task The_same_secret_named_twice_is_one_access_and_goes_from_both_places()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.AddAccess(client, Bench.AccessOf(client)[0] with { GeneratedBy = "twice" });

        var refused = await Bench.EndAsync(Bench.EndOf(client));
        var forced = await Bench.EndAsync(Bench.EndOf(client) with { Force = true });

        Assert.Equal((TokenOutcome.NeedsForce, TokenOutcome.Revoked), (refused.Outcome, forced.Outcome));
        Assert.Empty(Bench.AccessOf(client));
    }

    private TokenEndOrder NumberOf(ConversionClient client, TokenRecord token) =>
        new(Bench.ProfileOf(client)) { Reference = token.ReferenceNumber };

    private TokenRecord Ghost(ConversionClient client) =>
        Bench.World.CreateToken(client.Context, SubjectIdentifier.Pesel("92092116350"), [Permission.InvoiceRead]);
}
