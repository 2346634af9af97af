using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Care;
using KsefTools.Core.Certificates.Revocation;
using KsefTools.Core.Journal;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Sandbox.Certificates.Planting;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Certificates;
using KsefTools.Sandbox.State.SignIn;

namespace KsefTools.Core.Tests.Certificates.Care;

/// <summary>
/// The life of a seal's certificates after their issue: listed, revoked, and what a killed run leaves.
/// </summary>
public sealed class CareTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new(DateTimeOffset.UtcNow) { Rushes = true };
    private readonly List<string> _warnings = [];
    private SandboxHost _sandbox = null!;
    private EnrolmentBench _bench = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync(new SandboxOptions { Clock = _clock });
        _bench = new EnrolmentBench(_sandbox, _clock, 7);
        await _bench.EnrolAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _bench.Dispose();
        await _sandbox.DisposeAsync();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private CertificateRecord Issued => Assert.Single(_bench.Issued);

    private PlantedCertificate Plant(string name) =>
        new CertificatePlan(_bench.Subject) { Name = name }.Plant(_sandbox.Main);

    private async Task<List<CertificateListing>> ListAsync(EnrolmentProcess process, bool local = false)
    {
        var inventory = new CertificateInventory(_bench.Office, _bench.Vault, process.Sessions, _clock);
        var all = new List<CertificateListing>();
        await foreach (var listing in inventory.RunAsync(null, local, 4, _warnings.Add, Cancel))
            all.Add(listing);
        return all;
    }

    private CertificateRevocation Revocation(EnrolmentProcess process, Fate? fate = null) =>
        new(
            _bench.Office,
            _bench.Vault,
            process.Sessions,
            SessionCache.InMemory(_clock),
            _clock,
            new Steps(fate ?? new Fate())
        );

    [Fact]
    public async Task Ours_and_KSeFs_are_matched_by_serial_number_with_one_question()
    {
        var planted = Plant("Obcy program");
        using var process = _bench.Start();

        var listing = Assert.Single(await ListAsync(process));

        Assert.Null(listing.Failure);
        var ours = Assert.Single(listing.Certificates, certificate => certificate.SecretName is not null);
        Assert.Equal((Ours.SerialNumber, "Active", true), (ours.SerialNumber, ours.Status, ours.InKseF));
        var theirs = Assert.Single(listing.Certificates, certificate => certificate.SecretName is null);
        Assert.Equal((planted.SerialNumber, "Obcy program"), (theirs.SerialNumber, theirs.Name));
        Assert.Equal(("seal", null), (theirs.Identity, theirs.Nip));
        Assert.Equal(1, process.Network.Count("POST query"));
    }

    private CertificateRecord Ours =>
        _bench.Issued.Single(issued => !string.Equals(issued.Name, "Obcy program", StringComparison.Ordinal));

    [Fact]
    public async Task An_identity_that_serves_many_clients_is_asked_about_once()
    {
        foreach (var client in Clients(5))
            _bench.Office.Profiles.Create(client);
        using var process = _bench.Start();

        await ListAsync(process);

        Assert.Equal(1, process.Network.Count("POST query"));
    }

    [Fact]
    public async Task Local_asks_nothing_and_claims_nothing()
    {
        using var process = _bench.Start();

        var certificate = Assert.Single(Assert.Single(await ListAsync(process, local: true)).Certificates);

        Assert.Equal(
            (Issued.SerialNumber, (bool?)null, null),
            (certificate.SerialNumber, certificate.InKseF, certificate.Status)
        );
        Assert.Empty(process.Network.Requests);
    }

    [Fact]
    public async Task Where_no_certificate_signs_in_ours_are_shown_and_the_failure_is_told()
    {
        _bench.World.Certificates.Update(Issued.SerialNumber, record => record.Ended(CertificateStatus.Revoked));
        using var process = _bench.Start();

        var listing = Assert.Single(await ListAsync(process));

        Assert.Equal(
            CertificateCareFailure.NobodySigns,
            Assert.IsType<CertificateCareException>(listing.Failure).Failure
        );
        Assert.Null(Assert.Single(listing.Certificates).InKseF);
    }

    [Fact]
    public async Task A_secret_that_is_named_and_gone_is_warned_of()
    {
        await _bench.Vault.RemoveAsync([_bench.Named!.Value], Cancel);
        using var process = _bench.Start();

        Assert.Empty(await ListAsync(process));

        Assert.Contains(_bench.Named.Value.Name, Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_revokes_itself_and_closes_its_own_sessions_at_home_and_at_clients()
    {
        foreach (var client in Clients(2))
        {
            _bench.Office.Profiles.Create(client);
            Grant(client);
        }
        using var process = _bench.Start();

        var result = await Revocation(process)
            .RevokeAsync(
                new RevocationOrder(Issued.SerialNumber.ToLowerInvariant(), RevocationReason.KeyCompromise),
                Cancel
            );

        Assert.Equal((RevocationOutcome.Revoked, "Revoked"), (result.Outcome, result.Certificate.Status));
        Assert.Equal(
            ("KeyCompromise", CertificateStatus.Revoked),
            (Issued.RevocationReason, Issued.StatusAt(_clock.GetUtcNow()))
        );
        Assert.Empty(Open());
        Assert.Contains("office.yaml (seal)", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.NotNull(_bench.Named);
        Assert.DoesNotContain("PRIVATE KEY", _bench.JournalText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_only_KSeF_has_is_revoked_by_its_sibling_which_stays()
    {
        var planted = Plant("Obcy program");
        using var process = _bench.Start();

        var result = await Revocation(process)
            .RevokeAsync(new RevocationOrder(planted.SerialNumber, RevocationReason.Superseded), Cancel);

        Assert.Equal(RevocationOutcome.Revoked, result.Outcome);
        Assert.Empty(result.Warnings);
        Assert.Equal(CertificateStatus.Active, Ours.StatusAt(_clock.GetUtcNow()));
        Assert.Single(Open());
    }

    [Fact]
    public async Task Repeating_says_that_it_was_revoked_before()
    {
        var planted = Plant("Obcy program");
        using var process = _bench.Start();
        var order = new RevocationOrder(planted.SerialNumber, RevocationReason.Unspecified);
        await Revocation(process).RevokeAsync(order, Cancel);

        var again = await Revocation(process).RevokeAsync(order, Cancel);

        Assert.Equal((RevocationOutcome.AlreadyRevoked, false), (again.Outcome, again.WasResumed));
    }

    [Fact]
    public async Task A_kill_after_any_step_is_completed_by_the_next_run()
    {
        foreach (var step in (string[])["started", "revoking", "revoked", "sessions closed"])
        {
            var planted = Plant($"Obcy {step}");
            var order = new RevocationOrder(planted.SerialNumber, RevocationReason.Unspecified);
            using (var dying = _bench.Start())
            {
                var fate = new Fate { Passing = point => Die(point, step) };
                await Assert.ThrowsAsync<SimulatedDeathException>(() =>
                    Revocation(dying, fate).RevokeAsync(order, Cancel)
                );
            }
            using var next = _bench.Start();

            var result = await Revocation(next).RevokeAsync(order, Cancel);

            Assert.True(result.WasResumed, step);
            Assert.Equal(
                CertificateStatus.Revoked,
                _bench.World.Certificates.Find(planted.SerialNumber)!.StatusAt(_clock.GetUtcNow())
            );
            Assert.Empty(JournalReader.FindOpen(_bench.Office));
        }
    }

    [Fact]
    public async Task One_that_nobody_has_is_not_found()
    {
        using var process = _bench.Start();

        var error = await Assert.ThrowsAsync<CertificateCareException>(() =>
            Revocation(process)
                .RevokeAsync(new RevocationOrder("0123456789ABCDEF", RevocationReason.Unspecified), Cancel)
        );

        Assert.Equal(CertificateCareFailure.NotFound, error.Failure);
    }

    [Fact]
    public async Task While_another_process_works_on_the_same_identity_nothing_is_done()
    {
        using var process = _bench.Start();
        using var held = Core.Journal.SubjectLock.OfCertificates(
            _bench.Office,
            _bench.Environment.BaseAddress,
            $"NIP {_bench.Subject.Value}"
        );

        var result = await Revocation(process)
            .RevokeAsync(new RevocationOrder(Issued.SerialNumber, RevocationReason.Unspecified), Cancel);

        Assert.Equal(RevocationOutcome.Busy, result.Outcome);
        Assert.Equal(CertificateStatus.Active, Issued.StatusAt(_clock.GetUtcNow()));
    }

    [Fact]
    public async Task Before_one_revokes_itself_its_sessions_are_kept_for_the_run_that_comes_after_a_crash()
    {
        var path = Path.Combine(_bench.Folder, "sessions");
        var cache = SessionCache.InFile(path, "KsefVault", _clock);
        await cache.LoadAsync(_bench.Vault, warn: null, Cancel);
        var fate = new Fate
        {
            Passing = point =>
            {
                if (point.Contains("'revoking'", StringComparison.Ordinal))
                    throw new SimulatedDeathException(point);
            },
        };
        using (var sessions = new KsefSessions(cache, time: _clock))
            await Assert.ThrowsAsync<SimulatedDeathException>(() =>
                new CertificateRevocation(
                    _bench.Office,
                    _bench.Vault,
                    sessions,
                    cache,
                    _clock,
                    new Steps(fate)
                ).RevokeAsync(new RevocationOrder(Issued.SerialNumber, RevocationReason.Superseded), Cancel)
            );

        var kept = SessionCache.InFile(path, "KsefVault", _clock);
        await kept.LoadAsync(_bench.Vault, warn: null, Cancel);

        Assert.Equal(1, kept.Count);
    }

    [Fact]
    public async Task Looking_finds_it_as_KSeF_has_it_and_changes_nothing()
    {
        using var process = _bench.Start();

        var found = await Revocation(process).LookAsync(Order, Cancel);

        Assert.Equal((Issued.SerialNumber, "Active"), (found.SerialNumber, found.Status));
        Assert.Equal(CertificateStatus.Active, Issued.StatusAt(_clock.GetUtcNow()));
        Assert.Empty(JournalReader.ReadAll(_bench.Office, [OperationKind.Revocation]));
    }

    [Fact]
    public async Task Looking_sees_that_one_has_revoked_itself()
    {
        using (var process = _bench.Start())
            await Revocation(process).RevokeAsync(Order, Cancel);
        using var next = _bench.Start();

        Assert.Equal("Revoked", (await Revocation(next).LookAsync(Order, Cancel)).Status);
    }

    private RevocationOrder Order => new(Issued.SerialNumber, RevocationReason.Unspecified);

    private static void Die(string point, string step)
    {
        if (point.Contains($"'{step}'", StringComparison.Ordinal))
            throw new SimulatedDeathException(point);
    }

    private List<AuthSession> Open() =>
        [
            .. _bench.World.Sessions.All.Where(session =>
                session is { IsRedeemed: true, IsRevoked: false } && session.Subject == _bench.Subject
            ),
        ];

    private static IEnumerable<ClientProfile> Clients(int count) =>
        Enumerable
            .Range(100, count)
            .Select(number => new ClientProfile
            {
                Nip = Tests.Office.OfficeBench.NipNumber(number),
                Name = $"Klient {number}",
                Access = [new AccessEntry { Kind = CredentialKind.Certificate, Identity = "seal" }],
            });

    private void Grant(ClientProfile client) =>
        _bench.World.AddGrant(
            new GrantRecord
            {
                Id = Guid.NewGuid(),
                Context = KsefTools.Sandbox.Identifiers.ContextIdentifier.Nip(client.Nip.Value),
                Authorized = _bench.Subject,
                Permission = KsefTools.Sandbox.Identifiers.Permission.InvoiceRead,
                StartDate = _clock.GetUtcNow(),
            }
        );

    private sealed class Steps(Fate fate) : IProgress<string>
    {
        public void Report(string value) => fate.Pass($"after step '{value}'");
    }
}
