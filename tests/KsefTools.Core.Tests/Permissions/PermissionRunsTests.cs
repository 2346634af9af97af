using KsefTools.Core.Api;
using KsefTools.Core.Api.Permissions.Granting;
using KsefTools.Core.Journal;
using KsefTools.Core.Permissions;
using KsefTools.Core.Permissions.Changes;
using KsefTools.Core.Permissions.Granting;
using KsefTools.Core.SignIn;
using KsefTools.Core.Tests.Office;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Testing.Vaults;
using ContextIdentifier = KsefTools.Core.Identifiers.ContextIdentifier;

namespace KsefTools.Core.Tests.Permissions;

/// <summary>What a run would do, and what one job's failure costs the next.</summary>
public sealed class PermissionRunsTests : IAsyncLifetime
{
    private PermissionBench _bench = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bench = await PermissionBench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_look_tells_what_is_missing_and_changes_and_records_nothing()
    {
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);
        _bench.LetIn(PermissionBench.Client, Permission.InvoiceRead, canDelegate: true);

        var outlook = await _bench.LookAsync(_bench.Job(PermissionBench.ToOffice, "missing", "token"));

        Assert.Null(outlook.Failure);
        Assert.Equal(["InvoiceWrite"], outlook.Missing);
        Assert.Single(_bench.World.Grants);
        Assert.Empty(JournalReader.ReadAll(_bench.Office));
    }

    [Fact]
    public async Task A_look_that_nobody_can_take_says_why()
    {
        var outlook = await _bench.LookAsync(_bench.Job(PermissionBench.ToOffice, "missing"));

        Assert.IsType<CredentialException>(outlook.Failure);
    }

    [Fact]
    public async Task A_record_says_what_the_next_run_must_know_and_no_person_s_name()
    {
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);
        var toAnna = GrantOrder.ForPerson(
            new(new("Pesel", PermissionBench.Pesel), PersonSubject.ByIdentifier("Anna", "Nowak")),
            ["InvoiceRead"]
        );

        var granted = await _bench.DoAllAsync([
            _bench.Job(PermissionBench.ToOffice, "token"),
            _bench.Job(toAnna, "token"),
        ]);

        Assert.All(granted, result => Assert.Equal(PermissionChangeOutcome.Granted, result.Change?.Outcome));
        Assert.Equal(
            [("Entity", "Biuro Rachunkowe Sigma"), ("Person", null)],
            JournalReader
                .ReadAll(_bench.Office)
                .Select(record => (record.Start["kind"], record.Start["name"]))
                .OrderBy(record => record.Item1, StringComparer.Ordinal)
        );
        Assert.All(
            JournalReader.ReadAll(_bench.Office),
            record =>
                Assert.Equal(
                    (PermissionBench.Client, _bench.Environment),
                    (record.Start["nip"], record.Start["environment"])
                )
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_secrets_of_many_clients_are_read_together(bool isLook)
    {
        var vault = new FatefulVault(_bench.Vault);
        var changes = new PermissionChanges(vault, _bench.Connection, new PermissionOptions(), _bench.Clock);
        var jobs = Enumerable
            .Range(0, 6)
            .Select(number =>
                _bench.Job(PermissionBench.ToOffice, $"gone-{number}") with
                {
                    Context = ContextIdentifier.Of(OfficeBench.NipNumber(number)),
                }
            )
            .ToList();

        var failures = isLook
            ? await changes.LookAsync(jobs, 4, Cancel).Select(outlook => outlook.Failure).ToListAsync(Cancel)
            : await changes.RunAsync(jobs, 4, Cancel).Select(result => result.Failure).ToListAsync(Cancel);

        Assert.All(failures, failure => Assert.IsType<CredentialException>(failure));
        Assert.Equal(
            [4, 2],
            vault.Requests.Where(request => request.Act is VaultAct.Read).Select(request => request.Addresses.Count)
        );
    }

    [Fact]
    public async Task A_job_that_failed_costs_the_next_one_like_it_nothing()
    {
        await _bench.TokenAsync("token", PermissionBench.Client, Permission.CredentialsManage);
        _bench.Faults.Add(new FaultRule(FaultKind.ServerError, "/permissions/entities/grants", Count: 2));
        var job = _bench.Job(PermissionBench.ToOffice, "token");

        var results = await _bench.DoAllAsync([job, job]);

        Assert.IsType<KsefApiException>(results[0].Failure);
        Assert.Equal(PermissionChangeOutcome.Granted, results[1].Change?.Outcome);
    }
}
