using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Core.Tokens;
using KsefTools.Core.Tokens.Making;
using KsefTools.Doomed.Vault;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Testing.Vaults;
using VaultKind = KsefTools.Doomed.VaultKind;

namespace KsefTools.Core.Tests.Tokens.Making;

/// <summary>A new token is in the vault, active, proven and in the profile, or there is none.</summary>
public sealed class NewTokenTests : ConversionTest
{
    private const string Order = "POST tokens";

    [Fact]
    public async Task It_is_made_with_the_certificate_that_the_client_let_in_and_stands_in_vault_and_profile()
    {
        var client = Bench.AddClient();
        Bench.Grant(client, permissions: [Permission.InvoiceRead, Permission.InvoiceWrite]);

        var result = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"));

        Assert.Equal((TokenOutcome.Created, "seal", null), (result.Outcome, result.Identity, result.Reason));
        var token = Assert.Single(Bench.TokensOf(client));
        Assert.Equal((result.Reference, TokenStatus.Active), (token.ReferenceNumber, token.Status));
        Assert.Equal([Permission.InvoiceRead], token.RequestedPermissions);
        Assert.Matches(@"^Biuro Rachunkowe Sigma \[KsefTools [0-9a-f]{10}\]$", token.Description);
        var entry = Assert.Single(Bench.AccessOf(client));
        Assert.Equal((result.SecretName, result.Reference, "seal"), (entry.Secret, entry.Reference, entry.GeneratedBy));
        Assert.Equal(["InvoiceRead"], result.Permissions);
        Assert.Equal(token.Secret, (await SecretAsync(result)).Reveal());
    }

    [Fact]
    public async Task What_the_profile_expects_is_what_it_may_do_where_nothing_is_named()
    {
        var client = Bench.AddClient(expected: ["InvoiceWrite"]);
        Bench.Grant(client, permissions: [Permission.InvoiceRead, Permission.InvoiceWrite]);

        var result = await Bench.MakeAsync(Bench.OrderFor(client));

        Assert.Equal(["InvoiceWrite"], result.Permissions);
    }

    [Fact]
    public async Task More_than_the_profile_expects_needs_force()
    {
        var client = Bench.AddClient(expected: ["InvoiceRead"]);
        Bench.Grant(client, permissions: [Permission.InvoiceRead, Permission.InvoiceWrite]);
        var order = Bench.OrderFor(client, "InvoiceRead", "InvoiceWrite");

        var refused = await Bench.MakeAsync(order);
        var forced = await Bench.MakeAsync(order with { Force = true });

        Assert.Equal((TokenOutcome.NeedsForce, TokenOutcome.Created), (refused.Outcome, forced.Outcome));
        Assert.Contains("InvoiceWrite is more than", refused.Reason, StringComparison.Ordinal);
        Assert.Single(Bench.TokensOf(client));
    }

    [Fact]
    public async Task What_the_policy_lets_no_client_carry_needs_force_where_the_profile_is_silent()
    {
        var client = Bench.AddClient();
        Bench.AddOwnCertificate(client);

        var refused = await Bench.MakeAsync(Bench.OrderFor(client, "CredentialsManage"));

        Assert.Equal(TokenOutcome.NeedsForce, refused.Outcome);
        Assert.Empty(Bench.TokensOf(client));
    }

    [Fact]
    public async Task Where_there_is_only_a_token_KSeF_s_rule_is_told_and_what_to_sign()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        using var process = Bench.Start();

        var result = await process.MakeAsync(Bench, Bench.OrderFor(client, "InvoiceRead"));

        Assert.Equal(TokenOutcome.NeedsSignature, result.Outcome);
        Assert.Equal(0, process.Network.Count(Order));
        Assert.Contains("at this client", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_lacks_the_permission_makes_none_and_the_letter_is_told()
    {
        var client = Bench.AddClient();
        Bench.Grant(client, permissions: [Permission.InvoiceRead]);

        var result = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceWrite"));

        Assert.Equal(TokenOutcome.NeedsSignature, result.Outcome);
        Assert.Contains("seal lacks InvoiceWrite.", result.Reason, StringComparison.Ordinal);
        Assert.Equal($"Convert-KsefToCertificate {client.Nip} -RequestPath .", result.Remedy);
        Assert.Empty(Bench.TokensOf(client));
    }

    [Fact]
    public async Task An_order_whose_answer_got_lost_is_found_by_its_mark_revoked_and_given_again()
    {
        var client = Granted();
        using var process = Bench.Start();
        process.Network.LosesAnswerTo = Order;

        var result = await process.MakeAsync(Bench, Bench.OrderFor(client, "InvoiceRead"));

        Assert.Equal(TokenOutcome.Created, result.Outcome);
        Assert.Equal(2, Bench.TokensOf(client).Count);
        Assert.Equal(result.Reference, Assert.Single(Bench.ActiveOf(client)).ReferenceNumber);
    }

    [Fact]
    public async Task An_order_that_never_arrived_leaves_one_token()
    {
        var client = Granted();
        using var process = Bench.Start();
        process.Network.LosesRequest = Order;

        var first = await process.MakeAsync(Bench, Bench.OrderFor(client, "InvoiceRead"));
        var second =
            first.Outcome is TokenOutcome.Created
                ? first
                : await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"));

        Assert.Equal(TokenOutcome.Created, second.Outcome);
        Assert.Single(Bench.TokensOf(client));
    }

    [Fact]
    public async Task One_that_KSeF_lists_only_some_time_after_its_answer_got_lost_is_revoked()
    {
        var client = Granted();
        string? mark = null;
        var looks = 0;
        using var process = Bench.Start(
            new Fate
            {
                Passing = point =>
                {
                    if (point == "before GET tokens" && ++looks is 2)
                        Describe(client, mark!);
                },
            }
        );
        process.Network.LosesAnswerTo = Order;
        process.Network.Lost = () =>
        {
            mark = Bench.TokensOf(client)[0].Description;
            Describe(client, "Not listed yet");
        };

        var result = await process.MakeAsync(Bench, Bench.OrderFor(client, "InvoiceRead"));

        Assert.Equal(result.Reference, Assert.Single(Bench.ActiveOf(client)).ReferenceNumber);
    }

    [Fact]
    public async Task A_list_that_shows_more_than_was_asked_for_costs_no_other_token()
    {
        var client = Granted();
        var other = Bench.World.CreateToken(
            client.Context,
            SubjectIdentifier.Nip(Bench.OfficeNip),
            [Permission.InvoiceRead]
        );
        using var process = Bench.Start();
        process.Network.LosesAnswerTo = Order;
        process.Network.Leaving = request =>
        {
            if (request.RequestUri!.Query.Contains("description=", StringComparison.Ordinal))
                request.RequestUri = new UriBuilder(request.RequestUri) { Query = "" }.Uri;
        };

        var result = await process.MakeAsync(Bench, Bench.OrderFor(client, "InvoiceRead"));

        Assert.Equal(TokenOutcome.Created, result.Outcome);
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(other.ReferenceNumber)!.Status);
    }

    [Fact]
    public async Task Who_sees_only_tokens_of_their_own_does_not_say_that_a_lost_order_made_none()
    {
        var client = Granted();
        Bench.World.AddGrant(
            new GrantRecord
            {
                Id = Guid.NewGuid(),
                Context = client.Context,
                Authorized = SubjectIdentifier.Pesel(ConversionBench.Employee),
                Permission = Permission.InvoiceRead,
                StartDate = Clock.GetUtcNow(),
            }
        );
        var order = Bench.OrderFor(client, "InvoiceRead");
        using (var process = Bench.Start())
        {
            (process.Network.LosesAnswerTo, process.Network.LosesRequest) = (Order, "GET tokens");
            Assert.Equal(TokenOutcome.Failed, (await process.MakeAsync(Bench, order)).Outcome);
        }

        var result = await Bench.MakeAsync(order with { NotBy = ["seal"] });

        Assert.Equal(TokenOutcome.NeedsSignature, result.Outcome);
        Assert.Single(Bench.TokensOf(client));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_token_that_the_vault_does_not_take_is_revoked_at_once(bool hasWritten)
    {
        var client = Granted();
        using (var process = Bench.Start())
        {
            var kind = hasWritten ? VaultKind.FirstWriteFailsHavingWritten : VaultKind.FirstWriteFails;
            var vault = kind.Around(Bench.Vault, new Fate(), Clock, () => 1);
            var making = new TokenMaking(Bench.Office, vault, process.Sessions, Clock, new TokenOptions());
            var failed = await making
                .RunAsync([Bench.OrderFor(client, "InvoiceRead")], TestContext.Current.CancellationToken)
                .SingleAsync(TestContext.Current.CancellationToken);
            Assert.Equal(TokenOutcome.Failed, failed.Outcome);
        }

        Assert.Empty(Bench.ActiveOf(client));
        Assert.Empty(Bench.AccessOf(client));
        var again = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"));
        Assert.Equal((TokenOutcome.Created, true), (again.Outcome, again.WasResumed));
        Assert.Equal(again.Reference, Assert.Single(Bench.ActiveOf(client)).ReferenceNumber);
    }

    [Fact]
    public async Task A_token_that_the_vault_gives_back_as_another_is_revoked_at_once()
    {
        var client = Granted();
        var other = Bench.World.CreateToken(client.Context, client.Owner, [Permission.InvoiceRead]);
        using var process = Bench.Start();
        process.Vault.Handling = VaultHandlings.AfterWriting(secret => Bench.Keep(secret.Name, other.Secret));

        var result = await process.MakeAsync(Bench, Bench.OrderFor(client, "InvoiceRead"));

        Assert.Equal(TokenOutcome.Failed, result.Outcome);
        Assert.Equal(other.ReferenceNumber, Assert.Single(Bench.ActiveOf(client)).ReferenceNumber);
        Assert.Empty(Bench.AccessOf(client));
    }

    [Fact]
    public async Task A_token_whose_session_may_do_less_is_revoked_again()
    {
        var client = Granted();
        // Observed at KSeF: what a token may do is less than what was asked for.
        var result = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"), fate: LessOf(client));

        Assert.Equal(TokenOutcome.Refused, result.Outcome);
        Assert.Empty(Bench.ActiveOf(client));
        Assert.Empty(Bench.AccessOf(client));
        Assert.DoesNotContain(
            await Bench.Vault.ListAsync(ConversionBench.VaultName, TestContext.Current.CancellationToken),
            name => name.Contains(client.Nip, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task One_that_was_turned_down_goes_though_it_may_do_more_by_the_next_run()
    {
        var client = Granted();
        var order = Bench.OrderFor(client, "InvoiceRead");
        await Assert.ThrowsAsync<SimulatedDeathException>(() =>
            Bench.MakeAsync(order, fate: LessOf(client, diesAt: "after step 'rejected'"))
        );
        var rejected = Assert.Single(Bench.TokensOf(client)).ReferenceNumber;
        Bench.World.UpdateToken(rejected, token => token with { EffectivePermissions = null });

        var result = await Bench.MakeAsync(order);

        Assert.Equal(TokenOutcome.Created, result.Outcome);
        Assert.Equal(TokenStatus.Revoked, Bench.World.FindToken(rejected)!.Status);
        Assert.Equal(result.Reference, Assert.Single(Bench.ActiveOf(client)).ReferenceNumber);
    }

    [Fact]
    public async Task Two_processes_do_not_make_two()
    {
        var client = Granted();
        var first = new TaskCompletionSource<KsefTokenChange>();
        var options = new TokenOptions
        {
            Confirm = async (_, _) =>
            {
                first.SetResult(await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead")));
                return true;
            },
        };

        var result = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"), options);

        Assert.Equal((TokenOutcome.Created, TokenOutcome.Busy), (result.Outcome, (await first.Task).Outcome));
        Assert.Single(Bench.TokensOf(client));
    }

    [Fact]
    public async Task The_journal_holds_no_secret()
    {
        var client = Granted();

        await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"));

        var secret = Bench.TokensOf(client)[0].Secret.Split('|')[^1];
        Assert.Contains("\"generation\"", Bench.JournalText(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, Bench.JournalText(), StringComparison.Ordinal);
    }

    private void Describe(ConversionClient client, string description) =>
        Bench.World.UpdateToken(
            Bench.TokensOf(client)[0].ReferenceNumber,
            token => token with { Description = description }
        );

    private ConversionClient Granted()
    {
        var client = Bench.AddClient();
        Bench.Grant(client, permissions: [Permission.InvoiceRead, Permission.InvoiceWrite]);
        return client;
    }

    private Fate LessOf(ConversionClient client, string? diesAt = null) =>
        new()
        {
            Passing = point =>
            {
                if (point == diesAt)
                    throw new SimulatedDeathException(point);
                if (point == "after step 'stored'")
                    Bench.World.UpdateToken(
                        Bench.TokensOf(client)[0].ReferenceNumber,
                        token => token with { EffectivePermissions = [Permission.InvoiceWrite] }
                    );
            },
        };

    private async Task<SecretText> SecretAsync(KsefTokenChange change)
    {
        var address = new SecretAddress(change.Vault, change.SecretName!);
        return (await Bench.Vault.ReadAsync([address], TestContext.Current.CancellationToken))[address];
    }
}
