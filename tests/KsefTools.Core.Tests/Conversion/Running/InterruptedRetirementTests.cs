using KsefTools.Core.Conversion;
using KsefTools.Core.Conversion.Running;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Conversion.Running;

/// <summary>From where a run goes on whose predecessor was killed while it put a token out of use.</summary>
public sealed class InterruptedRetirementTests : ConversionTest
{
    private static readonly ConversionOptions Revoking = new() { RevokeToken = true };

    [Theory]
    [InlineData(
        "revoking",
        "revoking",
        "revoked",
        "sessions closed",
        "seen dead",
        "secret removed",
        "entry removed",
        "finished"
    )]
    [InlineData("revoked", "seen dead", "secret removed", "entry removed", "finished")]
    [InlineData("sessions closed", "seen dead", "secret removed", "entry removed", "finished")]
    [InlineData("seen dead", "secret removed", "entry removed", "finished")]
    [InlineData("secret removed", "entry removed", "finished")]
    [InlineData("entry removed", "finished")]
    public async Task What_was_done_before_a_kill_is_not_done_again_and_nothing_stays_open(
        string death,
        params string[] left
    )
    {
        var client = Granted();
        await DieAsync(death);
        var steps = new List<string>();
        using var process = Bench.Start(Watching(steps));

        var result = Assert.Single(await process.ConvertAsync(Revoking));

        Assert.Equal(left, steps);
        Assert.Equal((ConversionOutcome.AlreadyConverted, null), (result.Outcome, result.Reason));
        Assert.Equal(death is not "entry removed", result.TokenRevoked);
        Assert.Equal("seal", Assert.Single(Bench.AccessOf(client)).Identity);
        Assert.Empty(await Bench.Vault.ReadAsync([client.Secret], TestContext.Current.CancellationToken));
        Assert.NotEqual(TokenStatus.Active, Bench.World.FindToken(client.Token!)!.Status);
        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task What_the_token_had_open_is_closed_by_the_client_s_own_certificate()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.AddOwnCertificate(client);
        await DieAsync("revoked");
        var open = Bench.World.Sessions.All.Where(session => session.TokenReference == client.Token).ToList();
        Assert.Contains(open, session => !session.IsRevoked);

        Assert.True(Assert.Single(await Bench.ConvertAsync(Revoking)).TokenRevoked);

        Assert.All(open, session => Assert.True(session.IsRevoked));
    }

    [Fact]
    public async Task What_the_certificate_may_not_see_of_the_token_s_sessions_is_warned_of()
    {
        var client = Granted();
        await DieAsync("revoked");
        var warnings = new List<string>();

        await Bench.ConvertAsync(Revoking with { Warn = warnings.Add });

        Assert.Contains(
            $"{client.Nip} (Klient {client.Nip}): the token is revoked, but its sessions could not be closed",
            Assert.Single(warnings),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_token_that_has_left_the_file_leaves_no_record_open_whatever_the_next_run_is_asked_for()
    {
        Granted();
        await DieAsync("entry removed");

        await Bench.ConvertAsync();

        Assert.Empty(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task A_plan_ends_no_record()
    {
        Granted();
        await DieAsync("entry removed");

        await Bench.ConvertAsync(new ConversionOptions { OnlyPlan = true });

        Assert.Single(JournalReader.FindOpen(Bench.Office));
    }

    [Theory]
    [InlineData("2026-11-01")]
    [InlineData(null)]
    public async Task A_token_that_the_file_still_names_has_its_record_until_it_is_gone_on_with(string? retiredOn)
    {
        var client = Granted();
        await DieAsync("revoking");
        Bench.ChangeToken(
            client,
            entry => entry with { RetiredOn = retiredOn is null ? null : DateOnly.Parse(retiredOn, null) }
        );

        await Bench.ConvertAsync();

        Assert.Single(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task A_token_that_a_person_took_out_of_the_file_while_it_still_signs_in_has_its_record()
    {
        var client = Granted();
        await DieAsync("revoking");
        new ProfileSwitch(Bench.Office, Bench.Office.Profiles.Read(ClientId.Parse(client.Nip))!.Profile!).Forget(
            client.Secret
        );
        Assert.Single(Bench.AccessOf(client));

        await Bench.ConvertAsync();

        Assert.Single(JournalReader.FindOpen(Bench.Office));
    }

    [Fact]
    public async Task A_full_disk_that_does_not_take_the_last_line_costs_the_client_nothing()
    {
        Granted();
        await DieAsync("entry removed");
        using var process = Bench.Start(
            new Fate
            {
                Passing = point =>
                {
                    if (point is "after step 'finished'")
                        throw new IOException("No space left on device");
                },
            }
        );

        Assert.Equal(ConversionOutcome.AlreadyConverted, Assert.Single(await process.ConvertAsync()).Outcome);
    }

    [Fact]
    public async Task A_run_for_one_client_ends_no_record_of_another()
    {
        var client = Granted();
        await DieAsync("entry removed");
        var other = Granted();
        using var process = Bench.Start();

        await process.ConvertAsync(which: credential => credential.Nip == other.Nip);

        Assert.Equal(client.Nip, Assert.Single(JournalReader.FindOpen(Bench.Office)).Start["nip"]);
    }

    [Fact]
    public async Task A_grant_that_was_only_announced_before_a_kill_is_made()
    {
        var client = Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        await DieAsync("granting");
        var steps = new List<string>();
        using var process = Bench.Start(Watching(steps));

        var result = Assert.Single(await process.ConvertAsync());

        Assert.Equal((ConversionOutcome.Converted, true), (result.Outcome, result.WasResumed));
        Assert.Equal(["granting", "grant sent", "granted", "proven", "switched", "finished"], steps);
        Assert.Single(Bench.GrantsAt(client));
    }

    [Fact]
    public async Task A_grant_that_was_done_before_a_kill_is_not_written_down_again()
    {
        Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
        await DieAsync("granted");
        var steps = new List<string>();
        using var process = Bench.Start(Watching(steps));

        await process.ConvertAsync();

        Assert.Equal(["proven", "switched", "finished"], steps);
    }

    private ConversionClient Granted()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.Grant(client, permissions: Permission.InvoiceRead);
        return client;
    }

    private static Fate Watching(List<string> steps) =>
        new()
        {
            Passing = point =>
            {
                if (point.StartsWith("after step '", StringComparison.Ordinal))
                    steps.Add(point[12..^1]);
            },
        };

    private async Task DieAsync(string step)
    {
        using var process = Bench.Start(
            new Fate
            {
                Passing = point =>
                {
                    if (point == $"after step '{step}'")
                        throw new SimulatedDeathException(point);
                },
            }
        );
        await process.ConvertAsync(Revoking);
    }
}
