using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Core.Tokens;
using KsefTools.Core.Tokens.Making;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Core.Tests.Tokens.Making.Running;

/// <summary>One client's orders: what was begun is completed first, and each order has its own result.</summary>
public sealed class ClientTokenWorkTests : ConversionTest
{
    private readonly List<string> _warnings = [];

    [Fact]
    public async Task Two_orders_of_one_client_are_two_tokens()
    {
        var client = Client();

        var results = await RunAsync([Bench.OrderFor(client, "InvoiceRead"), Bench.OrderFor(client, "InvoiceRead")]);

        Assert.All(results, result => Assert.Equal((TokenOutcome.Created, false), (result.Outcome, result.WasResumed)));
        Assert.Equal(2, results.Select(result => result.SecretName).Distinct().Count());
        Assert.Equal(3, Bench.ActiveOf(client).Count);
    }

    [Fact]
    public async Task A_person_sees_how_far_it_is()
    {
        var (first, second) = (Client(), Client());
        var seen = new List<(int, int, string)>();
        var options = new TokenOptions
        {
            ThrottleLimit = 1,
            Progress = (done, all, name) => seen.Add((done, all, name)),
        };

        await RunAsync([Bench.OrderFor(first, "InvoiceRead"), Bench.OrderFor(second, "InvoiceRead")], options);

        Assert.Equal([(1, 2, $"Klient {first.Nip}"), (2, 2, $"Klient {second.Nip}")], seen);
    }

    [Fact]
    public async Task A_fault_of_one_client_is_its_own_result()
    {
        var (broken, sound) = (Client(), Client());
        var order = Bench.OrderFor(broken, "InvoiceRead");

        var results = await RunAsync([
            order with
            {
                Profile = order.Profile with { Environment = "no such place" },
            },
            Bench.OrderFor(sound, "InvoiceRead"),
        ]);

        var failed = Assert.Single(results, result => result.Nip == broken.Nip);
        Assert.Equal((TokenOutcome.Failed, "no such place"), (failed.Outcome, failed.Environment));
        Assert.Equal((order.Profile.Path, Bench.OfficePath), (failed.Path, failed.OfficePath));
        Assert.NotNull(failed.Reason);
        Assert.Equal(TokenOutcome.Created, Assert.Single(results, result => result.Nip == sound.Nip).Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_order_that_an_earlier_run_had_begun_makes_no_second_token(bool isOfNewFile)
    {
        var client = Client();
        var order = await BreakOffAsync(client);

        var result = await Bench.MakeAsync(isOfNewFile ? Bench.RotationOf(client) : order, Warning);

        Assert.Equal((TokenOutcome.Rotated, true), (result.Outcome, result.WasResumed));
        Assert.Equal(result.Reference, Assert.Single(Bench.ActiveOf(client)).ReferenceNumber);
        Assert.Equal((result.SecretName, client.Token), (Bench.AccessOf(client)[0].Secret, result.FormerReference));
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task What_was_completed_beside_an_order_is_told_and_the_order_carried_out()
    {
        var client = Client();
        await BreakOffAsync(client);

        var result = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"), Warning);

        Assert.Equal((TokenOutcome.Created, false), (result.Outcome, result.WasResumed));
        Assert.Contains("Rotated", Assert.Single(_warnings), StringComparison.Ordinal);
        Assert.Equal(2, Bench.ActiveOf(client).Count);
    }

    [Fact]
    public async Task Of_two_orders_for_the_same_the_second_makes_a_token_of_its_own()
    {
        var client = Client();
        var order = Bench.OrderFor(client, "InvoiceRead");
        await Assert.ThrowsAsync<SimulatedDeathException>(() => Bench.MakeAsync(order, fate: Dying("switched")));

        var results = await RunAsync([order, order]);

        Assert.Equal([true, false], results.Select(result => result.WasResumed));
        Assert.Equal(2, results.Select(result => result.Reference).Distinct().Count());
    }

    [Fact]
    public async Task What_was_begun_goes_on_with_a_certificate_that_the_file_has_come_to_name()
    {
        var client = Bench.AddClient();
        Bench.Grant(client, permissions: Permission.InvoiceRead);
        var order = Bench.OrderFor(client, "InvoiceRead");
        await Assert.ThrowsAsync<SimulatedDeathException>(() => Bench.MakeAsync(order, fate: Dying("making")));
        Bench.World.RemoveGrants(grant => grant.Context == client.Context);
        Bench.AddOwnCertificate(client);

        var result = await Bench.MakeAsync(order);

        Assert.Equal((TokenOutcome.Created, true), (result.Outcome, result.WasResumed));
    }

    [Fact]
    public async Task Ctrl_C_before_the_order_leaves_makes_no_token()
    {
        var client = Client();
        using var stop = new CancellationTokenSource();
        var options = new TokenOptions
        {
            Confirm = (_, _) =>
            {
                stop.Cancel();
                return Task.FromResult(true);
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            RunAsync([Bench.OrderFor(client, "InvoiceRead")], options, stop.Token)
        );

        Assert.Single(Bench.TokensOf(client));
    }

    [Fact]
    public async Task What_was_not_made_is_told_with_the_vault_that_it_is_about()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.ChangeToken(client, entry => entry with { Vault = "Second" });
        await Bench.Vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText>
            {
                [client.Secret with { Vault = "Second" }] = new(Bench.World.FindToken(client.Token!)!.Secret),
            },
            TestContext.Current.CancellationToken
        );

        var rotation = await Bench.MakeAsync(Bench.RotationOf(client));
        var first = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead") with { Vault = "Third" });

        Assert.Equal((TokenOutcome.NeedsSignature, "Second"), (rotation.Outcome, rotation.Vault));
        Assert.Equal((TokenOutcome.NeedsSignature, "Third"), (first.Outcome, first.Vault));
    }

    [Fact]
    public async Task A_record_that_says_too_little_is_closed_and_hinders_nothing()
    {
        var client = Client();
        var profile = Bench.ProfileOf(client);
        var subject = TokenPlan.SubjectOf(Bench.Office.EnvironmentOf(profile).Name, profile.Nip);
        OperationRecord
            .Begin(Bench.Office, Clock, OperationKind.Generation, subject, progress: null, ("nip", client.Nip))
            .Dispose();

        var result = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"));

        Assert.Equal((TokenOutcome.Created, false), (result.Outcome, result.WasResumed));
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task A_first_token_goes_into_the_vault_that_the_order_names()
    {
        var client = Bench.AddClient();
        Bench.Grant(client, permissions: Permission.InvoiceRead);

        var result = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead") with { Vault = "Second" });

        Assert.Equal("Second", result.Vault);
        Assert.Equal("Second", Assert.Single(Bench.AccessOf(client)).Vault);
        Assert.NotNull(await ReadAsync(new SecretAddress("Second", result.SecretName!)));
    }

    [Fact]
    public async Task A_new_one_goes_into_the_vault_of_the_old_one()
    {
        var client = Client();
        var text = new SecretText(Bench.World.FindToken(client.Token!)!.Secret);
        await Bench.Vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [new SecretAddress("Second", "elsewhere")] = text },
            TestContext.Current.CancellationToken
        );
        Bench.ChangeToken(client, entry => entry with { Secret = "elsewhere", Vault = "Second" });

        var result = await Bench.MakeAsync(Bench.RotationOf(client));

        Assert.Equal((TokenOutcome.Rotated, "Second"), (result.Outcome, result.Vault));
        Assert.Equal("Second", Assert.Single(Bench.AccessOf(client)).Vault);
        Assert.Null(await ReadAsync(new SecretAddress("Second", "elsewhere")));
    }

    [Fact]
    public async Task What_lies_in_the_vault_under_a_name_of_ours_is_not_written_over()
    {
        var client = Client();
        var profile = Bench.ProfileOf(client);
        var name = SecretNames.ForToken(Bench.Office.EnvironmentOf(profile).Name, profile.Nip, Bench.Office.Id);
        Bench.Keep(name, "somebody's");

        var result = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"));

        Assert.Equal($"{name}-2", result.SecretName);
        Assert.Equal("somebody's", await ReadAsync(client.Secret with { Name = name }));
    }

    [Fact]
    public async Task An_office_from_before_has_an_id_by_the_time_its_token_is_stored()
    {
        var client = Client();
        var lines = await File.ReadAllLinesAsync(Bench.Office.SettingsPath, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(
            Bench.Office.SettingsPath,
            lines.Where(line => !line.StartsWith("id:", StringComparison.Ordinal)),
            TestContext.Current.CancellationToken
        );
        Assert.Null(Bench.Office.Settings.Id);

        var result = await Bench.MakeAsync(Bench.OrderFor(client, "InvoiceRead"));

        Assert.NotNull(Bench.Office.Settings.Id);
        Assert.Equal(Bench.Office.Settings.Id, SecretNames.OfficeOf(result.SecretName!));
    }

    [Fact]
    public async Task Without_permissions_anywhere_there_is_none_and_the_parameter_is_named()
    {
        var client = Bench.AddClient();
        Bench.Grant(client, permissions: Permission.InvoiceRead);

        var result = await Bench.MakeAsync(Bench.OrderFor(client));

        Assert.Equal(TokenOutcome.Refused, result.Outcome);
        Assert.Contains("-Permission", result.Reason, StringComparison.Ordinal);
        Assert.Empty(Bench.TokensOf(client));
    }

    [Fact]
    public async Task A_rotation_that_changes_nothing_needs_no_force_though_the_profile_expects_less()
    {
        var client = Bench.AddClient(["InvoiceRead"], Permission.InvoiceRead, Permission.InvoiceWrite);
        Bench.AddOwnCertificate(client);

        var result = await Bench.MakeAsync(Bench.RotationOf(client));

        Assert.Equal(TokenOutcome.Rotated, result.Outcome);
        Assert.Equal(["InvoiceRead", "InvoiceWrite"], result.Permissions);
    }

    [Fact]
    public async Task What_was_not_made_is_told_by_the_old_one()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);

        var result = await Bench.MakeAsync(Bench.RotationOf(client));

        Assert.Equal(TokenOutcome.NeedsSignature, result.Outcome);
        Assert.Equal((client.Token, client.Secret.Name), (result.Reference, result.SecretName));
        Assert.Equal((ConversionBench.VaultName, null), (result.Vault, result.FormerReference));
    }

    [Fact]
    public async Task A_busy_clients_orders_are_told_one_by_one()
    {
        var client = Client();
        var profile = Bench.ProfileOf(client);
        var subject = $"{Bench.Office.EnvironmentOf(profile).Name} {profile.Nip}";
        using var held = SubjectLock.TryTake(Bench.Office, OperationKind.Conversion.Name, subject);

        var results = await RunAsync([Bench.RotationOf(client), Bench.OrderFor(client, "InvoiceRead")]);

        Assert.Equal(
            [(TokenOutcome.Busy, client.Token), (TokenOutcome.Busy, null)],
            results.Select(result => (result.Outcome, result.Reference))
        );
        Assert.Single(Bench.TokensOf(client));
    }

    [Fact]
    public async Task A_cancelled_run_is_no_failure_of_the_client()
    {
        var client = Client();
        using var stop = new CancellationTokenSource();
        var options = new TokenOptions
        {
            Confirm = (_, cancel) =>
            {
                stop.Cancel();
                cancel.ThrowIfCancellationRequested();
                return Task.FromResult(true);
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            RunAsync([Bench.OrderFor(client, "InvoiceRead")], options, stop.Token)
        );

        Assert.Empty(Bench.JournalText());
    }

    private TokenOptions Warning => new() { Warn = _warnings.Add };

    /// <summary>A rotation whose process dies once the profile names the new token.</summary>
    private async Task<TokenOrder> BreakOffAsync(ConversionClient client)
    {
        var order = Bench.RotationOf(client);
        await Assert.ThrowsAsync<SimulatedDeathException>(() => Bench.MakeAsync(order, fate: Dying("switched")));
        return order;
    }

    private static Fate Dying(string step) =>
        new()
        {
            Passing = point =>
            {
                if (point == $"after step '{step}'")
                    throw new SimulatedDeathException(point);
            },
        };

    private async Task<IReadOnlyList<KsefTokenChange>> RunAsync(
        IReadOnlyCollection<TokenOrder> orders,
        TokenOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        using var process = Bench.Start();
        var making = new TokenMaking(
            Bench.Office,
            process.Vault,
            process.Sessions,
            Clock,
            options ?? new TokenOptions()
        );
        return await making.RunAsync(orders, cancellationToken).ToListAsync(CancellationToken.None);
    }

    private async Task<string?> ReadAsync(SecretAddress address) =>
        (await Bench.Vault.ReadAsync([address], TestContext.Current.CancellationToken))
            .GetValueOrDefault(address)
            ?.Reveal();

    private ConversionClient Client()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.Grant(client, permissions: Permission.InvoiceRead);
        return client;
    }
}
