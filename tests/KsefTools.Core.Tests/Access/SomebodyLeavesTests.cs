using System.Collections.Concurrent;
using KsefTools.Core.Access.Ending;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Conversion;
using KsefTools.Core.Tests.Tokens.Making;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;

namespace KsefTools.Core.Tests.Access;

/// <summary>Somebody leaves the office: what is theirs ends at all clients, and the office keeps its own.</summary>
public sealed class SomebodyLeavesTests : AccessEndingTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly AccessEndOptions Replacing = new() { Replace = true };

    [Fact]
    public async Task What_she_has_ends_at_every_client_and_nobody_elses_does()
    {
        var (one, other, without) = (Manager(), Manager(), Manager());
        Grant(one, Anna, Permission.InvoiceWrite);
        Grant(other, Anna, Permission.InvoiceRead);
        Grant(other, Stranger, Permission.InvoiceRead);
        var ghost = Make(other, Anna, Permission.InvoiceRead);

        var ends = await LeaveAsync(ConversionBench.Employee);

        Assert.Equal(
            [one.Nip, other.Nip, Bench.OfficeNip],
            ends.Select(end => end.Nip).OrderBy(nip => nip == Bench.OfficeNip).ThenBy(nip => nip)
        );
        Assert.DoesNotContain(ends, end => end.Nip == without.Nip);
        Assert.Empty(LeftAt(one, Anna));
        Assert.Empty(LeftAt(other, Anna));
        Assert.NotEqual(TokenStatus.Active, Bench.World.FindToken(ghost.ReferenceNumber)!.Status);
        Assert.Single(LeftAt(other, Stranger));
        Assert.All(
            [one, other, without],
            client => Assert.Equal(TokenStatus.Active, Bench.World.FindToken(client.Token!)!.Status)
        );
    }

    [Fact]
    public async Task Her_certificate_goes_while_she_may_still_sign_in_somewhere_and_is_seen_dead()
    {
        HandOn(client: null, Anna);
        var client = Manager();
        Grant(client, Anna, Permission.InvoiceRead);

        var end = (await LeaveAsync("anna"))[0];

        Assert.Equal((Bench.OfficeNip, AccessEndOutcome.Ended), (end.Nip, end.Outcome));
        Assert.Equal([AccessKind.Certificate, AccessKind.Permission], end.Steps.Select(step => step.Kind));
        Assert.Contains("460", end.Steps[0].Proof!, StringComparison.Ordinal);
        Assert.DoesNotContain(ConversionBench.Employee, $"{end.Steps}", StringComparison.Ordinal);
        Assert.Empty(LeftAt(client, Anna));
    }

    [Fact]
    public async Task A_client_s_last_working_access_stays_without_force()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.ChangeToken(client, entry => entry with { GeneratedBy = "anna.nowak" });

        var refused = Assert.Single(await LeaveAsync("anna.nowak"));
        Assert.Equal(TokenStatus.Active, Bench.World.FindToken(client.Token!)!.Status);
        var forced = Assert.Single(await LeaveAsync("anna.nowak", new AccessEndOptions { Force = true }));

        Assert.Equal((AccessEndOutcome.NeedsForce, AccessEndOutcome.Ended), (refused.Outcome, forced.Outcome));
        Assert.NotEqual(TokenStatus.Active, Bench.World.FindToken(client.Token!)!.Status);
    }

    [Fact]
    public async Task A_certificate_that_alone_opens_a_client_stays_without_force()
    {
        var client = Bench.AddClient();
        Serve(client, "anna");
        Grant(client, Anna, Permission.InvoiceRead);
        Grant(client, Anna, Permission.CredentialsManage);

        var ends = await LeaveAsync("anna");

        Assert.Equal(
            [(Bench.OfficeNip, AccessEndOutcome.NeedsForce), (client.Nip, AccessEndOutcome.NeedsForce)],
            ends.Select(end => (end.Nip, end.Outcome))
        );
        Assert.Equal(2, LeftAt(client, Anna).Count(left => left.StartsWith(Anna.Value, StringComparison.Ordinal)));
        Assert.Single(Bench.AccessOf(client));
    }

    [Fact]
    public async Task Where_the_office_goes_on_a_new_token_takes_the_place_of_hers()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.ChangeToken(client, entry => entry with { GeneratedBy = "anna.nowak" });
        Grant(client, Seal, Permission.InvoiceRead);

        var end = Assert.Single(await LeaveAsync("anna.nowak", Replacing));

        Assert.Equal(AccessEndOutcome.Replaced, end.Outcome);
        Assert.NotEqual(TokenStatus.Active, Bench.World.FindToken(client.Token!)!.Status);
        var now = Assert.Single(Bench.ActiveOf(client));
        Assert.Equal(now.ReferenceNumber, Assert.Single(end.Steps).KsefReference);
        Assert.Equal(now.ReferenceNumber, Assert.Single(Bench.AccessOf(client)).Reference);
    }

    [Fact]
    public async Task The_leaver_makes_no_new_token()
    {
        var client = Bench.AddClient();
        Grant(client, Anna, Permission.InvoiceRead);
        var token = Make(client, Anna, Permission.InvoiceRead);
        Bench.Keep(client.Secret.Name, token.Secret);
        Bench.AddAccess(
            client,
            new AccessEntry
            {
                Kind = CredentialKind.Token,
                Secret = client.Secret.Name,
                Reference = token.ReferenceNumber,
            }
        );

        var end = (await LeaveAsync(ConversionBench.Employee, Replacing)).First(one => one.Nip == client.Nip);

        Assert.Equal(AccessEndOutcome.NeedsSignature, end.Outcome);
        Assert.Equal(token.ReferenceNumber, Assert.Single(Bench.ActiveOf(client)).ReferenceNumber);
    }

    [Fact]
    public async Task One_token_goes_by_its_number()
    {
        var client = Manager();
        var ghost = Make(client, Stranger, Permission.InvoiceRead);

        var end = Assert.Single(await LeaveAsync(ghost.ReferenceNumber));

        Assert.Equal(ghost.ReferenceNumber, Assert.Single(end.Steps).Reference);
        Assert.Equal(client.Token, Assert.Single(Bench.ActiveOf(client)).ReferenceNumber);
    }

    [Fact]
    public async Task The_clients_are_looked_at_while_the_office_s_own_certificates_are_read()
    {
        var client = Manager();
        Grant(client, Stranger, Permission.InvoiceWrite);
        var looked = new TaskCompletionSource();
        Exception? waitedInVain = null;

        await LeaveAsync(
            Stranger.Value,
            vault: async (request, pass) =>
            {
                if (request.Addresses.Contains(client.Secret))
                    looked.TrySetResult();
                else if (request.Addresses.Any(address => address.Name is "ksef-office-seal"))
                    waitedInVain = await Record.ExceptionAsync(() => looked.Task.WaitAsync(Patience));
                await pass();
            }
        );

        Assert.Null(waitedInVain);
    }

    [Fact]
    public async Task What_she_has_at_one_client_ends_while_others_are_still_looked_at()
    {
        var clients = Managers();
        Grant(clients[0], Stranger, Permission.InvoiceWrite);
        var ended = new TaskCompletionSource();
        Exception? waitedInVain = null;

        await LeaveAsync(
            Stranger.Value,
            new AccessEndOptions { Progress = (_, _, _) => ended.TrySetResult() },
            vault: async (request, pass) =>
            {
                if (request.Addresses.Contains(clients[^1].Secret))
                    waitedInVain = await Record.ExceptionAsync(() => ended.Task.WaitAsync(Patience));
                await pass();
            }
        );

        Assert.Null(waitedInVain);
    }

    [Fact]
    public async Task Where_her_certificate_goes_all_clients_are_looked_at_before_anything_is_ended()
    {
        var clients = Managers();
        Grant(clients[0], Anna, Permission.InvoiceRead);
        var left = 0;

        await LeaveAsync(
            "anna",
            vault: async (request, pass) =>
            {
                if (request.Addresses.Contains(clients[^1].Secret))
                    left = LeftAt(clients[0], Anna).Count;
                await pass();
            }
        );

        Assert.Equal(1, left);
        Assert.Empty(LeftAt(clients[0], Anna));
    }

    [Fact]
    public async Task Every_client_counts_as_done_once()
    {
        var clients = Managers();
        Grant(clients[0], Stranger, Permission.InvoiceWrite);
        var told = new ConcurrentQueue<(int Done, int Total)>();

        await LeaveAsync(
            Stranger.Value,
            new AccessEndOptions { Progress = (done, total, _) => told.Enqueue((done, total)) }
        );

        Assert.Equal(clients.Select((_, index) => (index + 1, clients.Count)), told.Order());
    }

    [Fact]
    public async Task A_journal_that_cannot_be_read_ends_the_run_before_anything_is_ended()
    {
        var client = Manager();
        var grant = Grant(client, Stranger, Permission.InvoiceWrite);
        var journal = Directory.CreateDirectory(Path.Combine(Bench.Office.StatePath, "journal"));
        File.CreateSymbolicLink(Path.Combine(journal.FullName, "20261127T055853Z-departure-eeeeee.jsonl"), "nowhere");

        await Assert.ThrowsAsync<OfficeFolderException>(() => LeaveAsync(Stranger.Value));

        Assert.Contains(Bench.World.GrantsIn(client.Context), one => one.Id == grant);
    }

    [Fact]
    public async Task Done_again_it_finds_nothing_left()
    {
        Grant(Manager(), Stranger, Permission.InvoiceWrite);
        Assert.Single(await LeaveAsync(Stranger.Value));

        Assert.Empty(await LeaveAsync(Stranger.Value));
    }

    [Fact]
    public async Task Whoever_is_killed_when_no_client_is_without_access_and_the_next_run_ends_the_rest()
    {
        var fate = new Fate();
        await LeaveAsync(NewLeaver("leaver"), Replacing, fate);
        Assert.Contains("after POST tokens", fate.Points);

        // Each run looks at all clients: every seventh point will do.
        for (var point = 0; point < fate.Points.Count - 1; point += 7)
        {
            var name = $"leaver-{point}";
            NewLeaver(name);
            try
            {
                await LeaveAsync(name, Replacing, new Fate(point));
            }
            catch (SimulatedDeathException)
            {
                // As far as this process is concerned.
            }
            await LeaveAsync(name, Replacing);
            var client = _clients[name];
            var where = $"killed {fate.Points[point]}";
            var active = Bench.ActiveOf(client);
            Assert.True(active.Count is 1, where);
            Assert.True(active[0].ReferenceNumber != client.Token, where);
            Assert.Equal(active[0].ReferenceNumber, Assert.Single(Bench.AccessOf(client)).Reference);
        }
    }

    private readonly Dictionary<string, ConversionClient> _clients = [];

    private string NewLeaver(string name)
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.ChangeToken(client, entry => entry with { GeneratedBy = name });
        Grant(client, Seal, Permission.InvoiceRead);
        _clients[name] = client;
        return name;
    }

    /// <summary>More than one batch of secrets, in the order in which they are read.</summary>
    private List<ConversionClient> Managers() =>
        [.. Enumerable.Range(0, 6).Select(_ => Manager()).OrderBy(client => client.Nip, StringComparer.Ordinal)];

    private ConversionClient Manager() => Bench.AddClient(Permission.InvoiceRead, Permission.CredentialsManage);
}
