using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Core.Tests.Tokens.Making;
using KsefTools.Core.Tokens;
using KsefTools.Core.Tokens.Ending;
using KsefTools.Core.Tokens.Making;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Identifiers;

namespace KsefTools.Core.Tests.Tokens.Ending;

/// <summary>What a person, a script and the journal are told of each end.</summary>
public sealed class TokenEndResultsTests : ConversionTest
{
    [Fact]
    public async Task What_went_is_told_with_where_it_was_and_by_what_it_was_seen_dead()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        TokenIntent? asked = null;
        var options = new TokenOptions
        {
            Confirm = (intent, _) =>
            {
                asked = intent;
                return Task.FromResult(true);
            },
        };

        var result = await Bench.EndAsync(Forced(client), options);

        Assert.Equal((client.Token, 0), (asked!.Former, asked.Permissions.Count));
        Assert.Equal((client.Secret.Name, client.Secret.Vault), (result.SecretName, result.Vault));
        Assert.Equal((client.Nip, $"Klient {client.Nip}"), (result.Nip, result.Name));
        Assert.Equal((Bench.ProfileOf(client).Path, Bench.OfficePath), (result.Path, result.OfficePath));
        Assert.False(string.IsNullOrEmpty(result.Proof));
    }

    [Fact]
    public async Task Sessions_that_KSeF_does_not_close_are_told_and_the_token_is_revoked_all_the_same()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.Faults.Add(new FaultRule(FaultKind.ServerError, "/auth/sessions*"));
        var warnings = new List<string>();

        var result = await Bench.EndAsync(Forced(client), new TokenOptions { Warn = warnings.Add });

        Assert.Equal(TokenOutcome.Revoked, result.Outcome);
        Assert.Contains($"{client.Nip} (Klient {client.Nip})", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_busy_clients_orders_are_told_by_number_and_secret()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        var profile = Bench.ProfileOf(client);
        var subject = $"{Bench.Office.EnvironmentOf(profile).Name} {profile.Nip}";
        using var held = SubjectLock.TryTake(Bench.Office, OperationKind.Conversion.Name, subject);

        var results = await EndAllAsync([
            Bench.EndOf(client),
            new TokenEndOrder(profile) { Reference = "its number" },
            new TokenEndOrder(profile) { Unknown = true },
        ]);

        Assert.All(results, result => Assert.Equal(TokenOutcome.Busy, result.Outcome));
        Assert.Equal(
            [(client.Token, client.Secret.Name), ("its number", null), (null, null)],
            results.Select(result => (result.Reference, result.SecretName))
        );
    }

    [Fact]
    public async Task A_fault_of_one_client_is_its_own_result()
    {
        var (broken, sound) = (Bench.AddClient(Permission.InvoiceRead), Bench.AddClient(Permission.InvoiceRead));
        var order = Bench.EndOf(broken);
        var seen = new List<(int, int, string)>();

        var results = await EndAllAsync(
            [
                order with
                {
                    Profile = order.Profile with { Environment = "no such place" },
                },
                order with
                {
                    Reference = "its number",
                },
                Forced(sound),
            ],
            new TokenOptions { ThrottleLimit = 1, Progress = (done, all, name) => seen.Add((done, all, name)) }
        );

        var failed = results.Where(result => result.Nip == broken.Nip).ToList();
        Assert.All(failed, result => Assert.Equal(TokenOutcome.Failed, result.Outcome));
        Assert.Equal([broken.Token, "its number"], failed.Select(result => result.Reference));
        Assert.Equal(("no such place", Bench.OfficePath), (failed[0].Environment, failed[0].OfficePath));
        Assert.Equal(TokenOutcome.Revoked, Assert.Single(results, result => result.Nip == sound.Nip).Outcome);
        Assert.Equal([(1, 2, $"Klient {broken.Nip}"), (2, 2, $"Klient {sound.Nip}")], seen);
    }

    [Fact]
    public async Task The_journal_tells_each_step()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);

        await Bench.EndAsync(Forced(client));

        var steps = Assert.Single(JournalReader.ReadAll(Bench.Office)).Entries.Select(entry => entry.Step);
        Assert.Equal(
            [
                "started",
                "revoking",
                "revoked",
                "sessions closed",
                "seen dead",
                "secret removed",
                "entry removed",
                "finished",
            ],
            steps
        );
    }

    [Fact]
    public async Task A_journal_that_cannot_say_that_all_is_done_is_told_and_costs_no_result()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        var warnings = new List<string>();
        var full = At("after step 'finished'", () => throw new IOException("The disk is full."));

        var result = await Bench.EndAsync(Forced(client), new TokenOptions { Warn = warnings.Add }, full);

        Assert.Equal(TokenOutcome.Revoked, result.Outcome);
        Assert.Contains("The disk is full.", Assert.Single(warnings), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<KsefTokenChange>> EndAllAsync(
        IReadOnlyCollection<TokenEndOrder> orders,
        TokenOptions? options = null
    )
    {
        using var process = Bench.Start();
        var ends = new TokenRevocation(
            Bench.Office,
            process.Vault,
            process.Sessions,
            Clock,
            options ?? new TokenOptions()
        );
        return await ends.RunAsync(orders, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
    }

    private TokenEndOrder Forced(ConversionClient client) => Bench.EndOf(client) with { Force = true };

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
