using KsefTools.Core.Office;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Core.Tests.Tokens.Making;
using KsefTools.Core.Tokens.Sending;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Tokens.Sending;

/// <summary>Before a batch: whose invoices may be sent now, why not the others', and at what cost.</summary>
public sealed class SendingCheckTests : ConversionTest
{
    private static readonly Permission[] Sender = [Permission.InvoiceRead, Permission.InvoiceWrite];

    [Fact]
    public async Task Forty_clients_take_one_request_each_where_their_sessions_live()
    {
        var clients = Enumerable.Range(0, 40).Select(_ => Bench.AddClient(Sender)).ToList();
        using var process = Bench.Start();
        Assert.All(await AskAsync(process, clients), result => Assert.True(result.MaySend, result.Reason));
        var before = process.Network.Requests.Count;

        var results = await AskAsync(process, clients);

        Assert.All(results, result => Assert.Equal((true, SignInKind.Live), (result.MaySend, result.SignIn)));
        Assert.Equal(["GET context"], process.Network.Requests.Skip(before).Distinct());
        Assert.Equal(40, process.Network.Requests.Count - before);
    }

    [Fact]
    public async Task Forty_clients_take_two_requests_each_where_their_access_tokens_have_ended()
    {
        var clients = Enumerable.Range(0, 40).Select(_ => Bench.AddClient(Sender)).ToList();
        using var process = Bench.Start();
        await AskAsync(process, clients);
        Clock.Advance(TimeSpan.FromMinutes(20));
        var before = process.Network.Requests.Count;

        var results = await AskAsync(process, clients);

        Assert.All(results, result => Assert.Equal((true, SignInKind.Refreshed), (result.MaySend, result.SignIn)));
        Assert.Equal(80, process.Network.Requests.Count - before);
    }

    [Fact]
    public async Task It_says_how_much_KSeF_takes()
    {
        using var process = Bench.Start();

        var result = Assert.Single(await AskAsync(process, [Bench.AddClient(Sender)]));

        Assert.Equal(["InvoiceRead", "InvoiceWrite"], result.Permissions.Order());
        Assert.True(result is { MaxInvoices: > 0, MaxInvoiceSizeInMB: > 0, Remedy: null, Reason: null });
    }

    [Fact]
    public async Task Who_may_not_write_invoices_may_not_send()
    {
        using var process = Bench.Start();

        var result = Assert.Single(await AskAsync(process, [Bench.AddClient(Permission.InvoiceRead)]));

        Assert.Equal((CredentialStatus.Critical, false), (result.Status, result.MaySend));
        Assert.Contains("InvoiceWrite", result.Reason, StringComparison.Ordinal);
        Assert.NotNull(result.Remedy);
    }

    [Fact]
    public async Task A_blocked_context_is_the_reason_at_the_next_sign_in()
    {
        var client = Bench.AddClient(Sender);
        using (var allowed = Bench.Start())
            Assert.True(Assert.Single(await AskAsync(allowed, [client])).MaySend);
        Bench.World.Block(ContextIdentifier.Nip(client.Nip));
        using var process = Bench.Start();

        var result = Assert.Single(await AskAsync(process, [client]));

        Assert.Equal(CredentialStatus.Critical, result.Status);
        Assert.Contains("480", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_credentials_the_one_that_may_send_counts()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        var sender = Bench.AddToken(client, Sender);
        using var process = Bench.Start();

        var result = Assert.Single(await AskAsync(process, [client]));

        Assert.Equal((true, sender.Secret.Name), (result.MaySend, result.SecretName));
    }

    [Fact]
    public async Task A_revoked_token_and_a_missing_secret_are_one_result_each_and_cost_the_others_nothing()
    {
        var (revoked, missing, ready) = (Bench.AddClient(Sender), Bench.AddClient(Sender), Bench.AddClient(Sender));
        Bench.World.UpdateToken(revoked.Token!, token => token with { Status = TokenStatus.Revoked });
        await Bench.Vault.RemoveAsync([missing.Secret], TestContext.Current.CancellationToken);
        using var process = Bench.Start();

        var results = await AskAsync(process, [revoked, missing, ready]);

        Assert.Equal(
            [(revoked.Nip, false), (missing.Nip, false), (ready.Nip, true)],
            ((string[])[revoked.Nip, missing.Nip, ready.Nip]).Select(nip =>
                (nip, Assert.Single(results, result => result.Nip == nip).MaySend)
            )
        );
    }

    [Fact]
    public async Task Silence_of_KSeF_is_Unknown_and_no_refusal()
    {
        var client = Bench.AddClient(Sender);
        using var process = Bench.Start();
        process.Network.LosesRequest = "POST challenge";

        var result = Assert.Single(await AskAsync(process, [client]));

        Assert.Equal(CredentialStatus.Unknown, result.Status);
    }

    [Fact]
    public async Task A_refusal_tells_more_than_the_silence_before_it()
    {
        var client = Bench.AddClient(Sender);
        var refused = Bench.AddToken(client, Sender);
        Bench.World.UpdateToken(refused.Token!, token => token with { Status = TokenStatus.Revoked });
        using var process = Bench.Start();
        process.Network.LosesRequest = "POST challenge";

        var result = Assert.Single(await AskAsync(process, [client]));

        Assert.Equal((CredentialStatus.Critical, refused.Secret.Name), (result.Status, result.SecretName));
        Assert.Equal($"Test-KsefToken {client.Nip}", result.Remedy);
    }

    [Fact]
    public async Task Nor_does_the_silence_after_it_take_its_place()
    {
        var client = Bench.AddClient(Sender);
        var silent = Bench.AddToken(client, Sender);
        Bench.World.UpdateToken(client.Token!, token => token with { Status = TokenStatus.Revoked });
        using var process = Bench.Start();
        process.Vault.Handling = (request, pass) =>
            request.Addresses.Contains(silent.Secret)
                ? throw new SecretVaultException(SecretVaultFailure.Locked, null, "The vault is locked.")
                : pass();

        var result = Assert.Single(await AskAsync(process, [client]));

        Assert.Equal((CredentialStatus.Critical, client.Secret.Name), (result.Status, result.SecretName));
    }

    [Fact]
    public async Task Of_two_refusals_the_first_is_told()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.AddToken(client, Permission.InvoiceRead);
        using var process = Bench.Start();

        var result = Assert.Single(await AskAsync(process, [client]));

        Assert.Equal(client.Secret.Name, result.SecretName);
        Assert.Equal((client.Nip, $"Klient {client.Nip}"), (result.Nip, result.Name));
        Assert.Equal(Bench.OfficePath, result.OfficePath);
    }

    [Fact]
    public async Task A_session_that_KSeF_turns_away_may_not_send()
    {
        Bench.Faults.Add(
            new FaultRule(
                FaultKind.Answer,
                "/limits/context",
                Status: 403,
                Body: """{"title":"Forbidden","status":403,"reasonCode":"missing-permissions"}"""
            )
        );
        using var process = Bench.Start();

        var result = Assert.Single(await AskAsync(process, [Bench.AddClient(Sender)]));

        Assert.Equal((CredentialStatus.Critical, false), (result.Status, result.MaySend));
        Assert.NotNull(result.Remedy);
    }

    [Fact]
    public async Task What_KSeF_fails_to_say_is_unknown_and_names_no_command()
    {
        Bench.Faults.Add(new FaultRule(FaultKind.ServerError, "/limits/context"));
        using var process = Bench.Start();

        var result = Assert.Single(await AskAsync(process, [Bench.AddClient(Sender)]));

        Assert.Equal((CredentialStatus.Unknown, null), (result.Status, result.Remedy));
        Assert.NotNull(result.Reason);
    }

    private async Task<IReadOnlyList<KsefSendingTest>> AskAsync(
        ConversionProcess process,
        IReadOnlyCollection<ConversionClient> clients
    )
    {
        var credentials = clients.SelectMany(client => Bench.ProfileOf(client).ToCredentialsInUse(Bench.Office));
        return await new SendingCheck(Bench.Office, process.Vault, process.Sessions)
            .RunAsync([.. credentials], throttleLimit: 8, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
    }
}
