using KsefTools.Core.Identifiers;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Core.Tokens.Making;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Tokens.Making.Running;

/// <summary>No token is left that KSeF alone knows, and what could not be taken back is told.</summary>
public sealed class TokenIssueTests : ConversionTest
{
    private const string Order = "POST tokens";

    private readonly List<string> _warnings = [];

    [Fact]
    public async Task Two_lost_answers_are_the_end_of_the_run_and_leave_no_token()
    {
        var client = Granted();
        using var process = Bench.Start();
        process.Network.LosesAnswerTo = Order;
        process.Network.Lost = () => process.Network.LosesAnswerTo = Order;

        var result = await process.MakeAsync(Bench, Bench.OrderFor(client, "InvoiceRead"));

        Assert.Equal((TokenOutcome.Failed, 2), (result.Outcome, process.Network.Count(Order)));
        Assert.Empty(Bench.ActiveOf(client));
        Assert.Empty(Bench.AccessOf(client));
    }

    [Fact]
    public async Task One_that_neither_vault_nor_KSeF_takes_back_is_told_by_its_number_and_ends_with_the_next_run()
    {
        var client = Granted();
        using (var process = Bench.Start())
        {
            process.Vault.Handling = Locked;
            process.Network.LosesRequest = "DELETE {number}";
            var failed = await process.MakeAsync(Bench, Bench.OrderFor(client, "InvoiceRead"), Warning);
            Assert.Equal(TokenOutcome.Failed, failed.Outcome);
        }
        var lost = Assert.Single(Bench.ActiveOf(client)).ReferenceNumber;
        Assert.Contains(lost, Assert.Single(_warnings), StringComparison.Ordinal);

        var result = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"));

        Assert.Equal(TokenOutcome.Created, result.Outcome);
        Assert.Equal(result.Reference, Assert.Single(Bench.ActiveOf(client)).ReferenceNumber);
    }

    [Fact]
    public async Task One_that_KSeF_has_not_finished_yet_is_told_too_and_the_vaults_words_are_the_reason()
    {
        var client = Granted();
        Bench.Settings.TokenDelay = TimeSpan.FromDays(1);
        using var process = Bench.Start();
        process.Vault.Handling = Locked;

        var result = await process.MakeAsync(Bench, Bench.OrderFor(client, "InvoiceRead"), Warning);

        Assert.Equal((TokenOutcome.Failed, "It is locked."), (result.Outcome, result.Reason));
        Assert.Single(_warnings);
    }

    [Fact]
    public async Task What_was_written_of_one_that_was_taken_back_goes_before_anything_else_is_done()
    {
        var client = Granted();
        var order = Bench.OrderFor(client, "InvoiceRead");
        using (var process = Bench.Start())
        {
            process.Vault.Handling = VaultHandlings.AfterWriting(_ =>
                throw new SecretVaultException(SecretVaultFailure.Other, null, "It failed.")
            );
            Assert.Equal(TokenOutcome.Failed, (await process.MakeAsync(Bench, order)).Outcome);
        }
        Bench.World.RemoveGrants(grant => grant.Context == client.Context);
        Bench.Grant(client, permissions: Permission.InvoiceWrite);

        var result = await Bench.MakeAsync(order);

        Assert.Equal(TokenOutcome.NeedsSignature, result.Outcome);
        Assert.DoesNotContain(
            await Bench.Vault.ListAsync(ConversionBench.VaultName, TestContext.Current.CancellationToken),
            name => name.Contains(client.Nip, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task One_that_was_taken_back_is_not_taken_for_the_runs_own()
    {
        var client = Granted();
        var order = Bench.OrderFor(client, "InvoiceRead");
        using (var process = Bench.Start())
        {
            process.Vault.Handling = VaultHandlings.AfterWriting(_ =>
                throw new SecretVaultException(SecretVaultFailure.Other, null, "It failed.")
            );
            await process.MakeAsync(Bench, order);
        }

        var result = await Bench.MakeAsync(order);

        Assert.Equal((TokenOutcome.Created, true), (result.Outcome, result.WasResumed));
    }

    [Fact]
    public async Task One_that_was_taken_back_is_no_warning()
    {
        using var process = Bench.Start();
        process.Vault.Handling = Locked;

        await process.MakeAsync(Bench, Bench.OrderFor(Granted(), "InvoiceRead"), Warning);

        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task One_of_a_form_that_is_not_known_here_is_revoked_and_its_number_told()
    {
        var client = Granted();
        string? shown = null;
        using var process = Bench.Start(
            Fate.Meanwhile(
                "before POST tokens",
                () =>
                    shown = Bench
                        .World.CreateToken(client.Context, client.Owner, [Permission.InvoiceRead])
                        .ReferenceNumber
            )
        );
        Bench.AddOwnCertificate(client);
        process.Network.Leaving = request =>
        {
            if (
                request.Method == HttpMethod.Post
                && shown is { } number
                && request.RequestUri!.Segments[^1] == "tokens"
            )
                Bench.Faults.Add(
                    new FaultRule(
                        FaultKind.Answer,
                        "/tokens",
                        "POST",
                        Count: 1,
                        Status: 202,
                        Body: $$"""{"referenceNumber":"{{number}}","token":"of another form"}"""
                    )
                );
        };

        var result = await process.MakeAsync(Bench, Bench.OrderFor(client, "InvoiceRead"));

        Assert.Equal(TokenOutcome.Refused, result.Outcome);
        Assert.Contains(shown!, result.Reason, StringComparison.Ordinal);
        Assert.Empty(Bench.ActiveOf(client));
    }

    [Fact]
    public async Task Its_mark_is_the_tag_of_the_run()
    {
        var client = Granted();

        await Bench.MakeAsync(
            Bench.OrderFor(client, "InvoiceRead") with
            {
                Description = "Sklep",
            },
            new TokenOptions { NewTag = () => "00112233aa" }
        );

        Assert.Equal("Sklep [KsefTools 00112233aa]", Assert.Single(Bench.TokensOf(client)).Description);
    }

    [Fact]
    public async Task What_another_process_has_stored_under_its_name_meanwhile_is_not_written_over()
    {
        var client = Granted();
        var other = Bench.World.CreateToken(client.Context, client.Owner, [Permission.InvoiceRead]);
        var place = PlaceOf(client);
        var fate = Fate.Meanwhile("before POST tokens", () => Bench.Keep(place.Name, other.Secret));

        var result = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"), fate: fate);

        Assert.Equal(TokenOutcome.Failed, result.Outcome);
        Assert.Contains(place.Name, result.Reason, StringComparison.Ordinal);
        Assert.Equal(other.Secret, await LyingAsync(place));
        Assert.Equal(other.ReferenceNumber, Assert.Single(Bench.ActiveOf(client)).ReferenceNumber);
    }

    [Fact]
    public async Task After_another_process_took_its_name_the_next_run_takes_another()
    {
        var client = Granted();
        var other = Bench.World.CreateToken(client.Context, client.Owner, [Permission.InvoiceRead]);
        var place = PlaceOf(client);
        var fate = Fate.Meanwhile("before POST tokens", () => Bench.Keep(place.Name, other.Secret));
        await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"), fate: fate);

        var result = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"));

        Assert.Equal((TokenOutcome.Created, $"{place.Name}-2"), (result.Outcome, result.SecretName));
        Assert.Equal(other.Secret, await LyingAsync(place));
    }

    [Fact]
    public async Task A_token_that_was_stored_and_named_under_its_name_since_a_process_died_is_not_taken_for_its_own()
    {
        var client = Granted();
        var order = Bench.OrderFor(client, "InvoiceRead");
        var death = Fate.Meanwhile(
            "before writing to the vault",
            () => throw new SimulatedDeathException("before writing to the vault")
        );
        await Assert.ThrowsAsync<SimulatedDeathException>(() => Bench.MakeAsync(order, fate: death));
        var made = Assert.Single(Bench.ActiveOf(client)).ReferenceNumber;
        var other = Bench.World.CreateToken(client.Context, client.Owner, [Permission.InvoiceRead]);
        var place = PlaceOf(client);
        Bench.Keep(place.Name, other.Secret);
        Bench.AddAccess(
            client,
            new AccessEntry
            {
                Kind = CredentialKind.Token,
                Secret = place.Name,
                Reference = other.ReferenceNumber,
            }
        );

        var result = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"));

        Assert.Equal((TokenOutcome.Created, $"{place.Name}-2"), (result.Outcome, result.SecretName));
        Assert.Equal(other.Secret, await LyingAsync(place));
        Assert.DoesNotContain(Bench.ActiveOf(client), token => token.ReferenceNumber == made);
    }

    private SecretAddress PlaceOf(ConversionClient client)
    {
        var office = Bench.Office;
        var name = SecretNames.ForToken(office.Settings.Environment, ClientId.Parse(client.Nip), office.Id);
        return new SecretAddress(ConversionBench.VaultName, name);
    }

    private async Task<string?> LyingAsync(SecretAddress place) =>
        (await Bench.Vault.ReadAsync([place], TestContext.Current.CancellationToken))
            .GetValueOrDefault(place)
            ?.Reveal();

    private static VaultHandling Locked =>
        VaultHandlings.Fail(
            VaultAct.Write,
            new SecretVaultException(SecretVaultFailure.Locked, ConversionBench.VaultName, "It is locked.")
        );

    private TokenOptions Warning => new() { Warn = _warnings.Add };

    private ConversionClient Granted()
    {
        var client = Bench.AddClient();
        Bench.Grant(client, permissions: Permission.InvoiceRead);
        return client;
    }
}
