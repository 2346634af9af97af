using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Care;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Certificates.Revocation;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Office;
using KsefTools.Sandbox.Certificates.Planting;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Certificates;
using KsefTools.Sandbox.State.SignIn;

namespace KsefTools.Core.Tests.Certificates.Care;

/// <summary>Which certificate a revocation takes, which it leaves, and what it closes and tells.</summary>
public sealed class CertificateRevocationTests : IAsyncLifetime
{
    private const string Pesel = "92092116350";

    private readonly ManualClock _clock = new(DateTimeOffset.UtcNow) { Rushes = true };
    private SandboxHost _sandbox = null!;
    private EnrolmentBench _bench = null!;
    private EnrolmentResult _first = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync(new SandboxOptions { Clock = _clock });
        _bench = new EnrolmentBench(_sandbox, _clock, 7);
        _first = await _bench.EnrolAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _bench.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task One_of_two_is_revoked_by_the_other_which_goes_on_working()
    {
        var second = await SecondAsync();
        await SignInAsync(_first);

        var result = await RevokeAsync(Serial(_first));

        Assert.Equal(RevocationOutcome.Revoked, result.Outcome);
        Assert.Equal((CertificateStatus.Revoked, CertificateStatus.Active), (StatusOf(_first), StatusOf(second)));
        // The one that closed the others.
        Assert.Single(Open());
    }

    [Fact]
    public async Task What_another_authority_issued_is_left_to_it()
    {
        var secret = new SecretAddress("KsefVault", "bought");
        await StoreAsync(secret, _bench.Seal);
        _bench.Office.Patch(editor => editor.SetIdentitySecret("seal", secret.Name, vault: null));

        var error = await Assert.ThrowsAsync<CertificateCareException>(() =>
            RevokeAsync(_bench.Seal.Details.SerialNumber)
        );

        Assert.Equal(CertificateCareFailure.CannotRevoke, error.Failure);
    }

    [Fact]
    public async Task One_whose_time_is_over_cannot_be_revoked_and_no_record_is_begun()
    {
        _clock.Advance(TimeSpan.FromDays(400));
        await SecondAsync();
        _clock.Advance(_first.Certificate!.ValidTo - _clock.GetUtcNow() + TimeSpan.FromDays(1));

        var error = await Assert.ThrowsAsync<CertificateCareException>(() => RevokeAsync(Serial(_first)));

        Assert.Equal(CertificateCareFailure.CannotRevoke, error.Failure);
        Assert.Empty(JournalReader.ReadAll(_bench.Office, [OperationKind.Revocation]));
    }

    [Fact]
    public async Task One_that_revoked_itself_is_known_to_be_revoked_though_nobody_signs_in_any_more()
    {
        await RevokeAsync(Serial(_first));

        var again = await RevokeAsync(Serial(_first));

        Assert.Equal(
            (RevocationOutcome.AlreadyRevoked, "Revoked", false),
            (again.Outcome, again.Certificate.Status, again.WasResumed)
        );
        Assert.Empty(again.Warnings);
    }

    [Fact]
    public async Task One_that_revoked_itself_in_a_run_that_was_killed_is_brought_to_its_end()
    {
        await Assert.ThrowsAsync<SimulatedDeathException>(() =>
            RevokeAsync(
                Serial(_first),
                fate: new Fate
                {
                    Passing = point =>
                    {
                        if (point.Contains("'revoked'", StringComparison.Ordinal))
                            throw new SimulatedDeathException(point);
                    },
                }
            )
        );

        var again = await RevokeAsync(Serial(_first));

        Assert.Equal((RevocationOutcome.AlreadyRevoked, true), (again.Outcome, again.WasResumed));
        Assert.Empty(JournalReader.FindOpen(_bench.Office));
    }

    [Fact]
    public async Task Where_nobody_signs_in_one_that_is_not_ours_is_not_said_to_be_revoked()
    {
        await RevokeAsync(Serial(_first));

        var error = await Assert.ThrowsAsync<CertificateCareException>(() => RevokeAsync("0123456789ABCDEF"));

        Assert.Equal(CertificateCareFailure.NobodySigns, error.Failure);
        Assert.Contains("identity seal", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_signs_in_for_several_holders_the_first_one_is_told()
    {
        await AddAnnaAsync();
        await RevokeAsync(Serial(_first));

        var error = await Assert.ThrowsAsync<CertificateCareException>(() => RevokeAsync("0123456789ABCDEF"));

        Assert.Contains("identity seal", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_KSeF_alone_has_is_looked_for_at_every_holder()
    {
        await AddAnnaAsync();
        _bench.Office.Patch(editor => editor.SetIdentitySecret("seal", "gone", vault: null));
        var planted = new CertificatePlan(_bench.Subject) { Name = "Obcy program" }.Plant(_sandbox.Main);

        var result = await RevokeAsync(planted.SerialNumber.ToLowerInvariant());

        Assert.Equal((RevocationOutcome.Revoked, "seal"), (result.Outcome, result.Certificate.Identity));
    }

    [Fact]
    public async Task Files_that_still_name_it_are_told_and_not_those_that_mean_another_vault()
    {
        var secret = _first.Secret!.Value.Name;
        Profile(1, new AccessEntry { Kind = CredentialKind.Certificate, Secret = secret });
        Profile(
            2,
            new AccessEntry
            {
                Kind = CredentialKind.Certificate,
                Secret = secret,
                Vault = "Second",
            }
        );
        Profile(3, new AccessEntry { Kind = CredentialKind.Certificate, Secret = "another" });

        var result = await RevokeAsync(Serial(_first));

        var warning = Assert.Single(result.Warnings);
        Assert.Contains($": office.yaml (seal), {OfficeBench.NipNumber(1)}.yaml. ", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_that_could_not_be_closed_are_told_with_their_place()
    {
        Profile(1, new AccessEntry { Identity = "seal" });
        _sandbox.Main.Faults.Add(new FaultRule(FaultKind.ServerError, "/auth/sessions", "GET"));

        var result = await RevokeAsync(Serial(_first));

        Assert.Equal(RevocationOutcome.Revoked, result.Outcome);
        Assert.Contains(result.Warnings, warning => warning.Contains(_bench.Context.Value, StringComparison.Ordinal));
        // Where nobody lets the seal in, it has left nothing.
        Assert.DoesNotContain(
            result.Warnings,
            warning => warning.Contains(OfficeBench.NipNumber(1).Value, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task Sessions_are_closed_where_the_order_says_besides(bool isSaid, int left)
    {
        var there = Core.Identifiers.ContextIdentifier.Of(OfficeBench.NipNumber(1));
        _bench.World.AddGrant(
            new GrantRecord
            {
                Id = Guid.NewGuid(),
                Context = ContextIdentifier.Nip(there.Value),
                Authorized = _bench.Subject,
                Permission = Permission.InvoiceRead,
                StartDate = _clock.GetUtcNow(),
            }
        );
        await SignInAsync(_first, there);

        await RevokeAsync(
            new RevocationOrder(Serial(_first), RevocationReason.Unspecified) { AlsoIn = isSaid ? [there] : [] }
        );

        Assert.Equal(left, Open().Count(session => session.Context.Value == there.Value));
    }

    [Fact]
    public async Task Sessions_that_began_after_the_other_s_last_sign_in_are_closed_too()
    {
        var second = await SecondAsync();
        using var process = _bench.Start();
        await SignInAsync(second, process: process);
        await SignInAsync(_first);

        await RevokeAsync(new RevocationOrder(Serial(_first), RevocationReason.Superseded), process: process);

        // The one that closed the others.
        Assert.Single(Open());
    }

    [Fact]
    public async Task Where_its_time_alone_is_over_it_is_not_said_to_be_revoked()
    {
        _clock.Advance(_first.Certificate!.ValidTo - _clock.GetUtcNow() + TimeSpan.FromDays(1));

        await Assert.ThrowsAsync<SignInException>(() => RevokeAsync(Serial(_first)));
    }

    [Fact]
    public async Task What_a_client_s_own_enrolment_is_at_work_on_is_left_to_it()
    {
        var nip = Core.Identifiers.Nip.Parse(_bench.Context.Value);
        var holder = CertificateHolder.OfClient(nip);
        _bench.Office.Profiles.Create(new ClientProfile { Nip = nip, Name = "Sigma" });
        var own = await _bench.EnrolAsync(_bench.Order with { Holder = holder });
        using var held = SubjectLock.OfCertificates(_bench.Office, _bench.Environment.BaseAddress, holder.ToString());

        var result = await RevokeAsync(
            new RevocationOrder(Serial(own), RevocationReason.Superseded) { Holder = holder }
        );

        Assert.Equal(RevocationOutcome.Busy, result.Outcome);
        Assert.Equal(CertificateStatus.Active, StatusOf(own));
    }

    [Fact]
    public async Task The_journal_says_which_whose_where_and_why()
    {
        await RevokeAsync(Serial(_first));

        var record = Assert.Single(JournalReader.ReadAll(_bench.Office, [OperationKind.Revocation]));
        Assert.Equal(
            (Serial(_first), "identity seal", _bench.Environment.Name, "Superseded"),
            (record.Start["serial"], record.Start["holder"], record.Start["environment"], record.Start["reason"])
        );
        Assert.All(
            (string[])["revoking", "revoked", "sessions closed", "finished"],
            step => Assert.True(record.Has(step), step)
        );
    }

    private static string Serial(EnrolmentResult result) => result.Certificate!.SerialNumber;

    private CertificateStatus StatusOf(EnrolmentResult result) =>
        _bench.World.Certificates.Find(Serial(result))!.StatusAt(_clock.GetUtcNow());

    private async Task<EnrolmentResult> SecondAsync()
    {
        var second = await _bench.EnrolAsync(_bench.Order with { Force = true });
        _clock.Advance(TimeSpan.FromMinutes(1));
        return second;
    }

    private List<AuthSession> Open() =>
        [
            .. _bench.World.Sessions.All.Where(session =>
                session is { IsRedeemed: true, IsRevoked: false } && session.Subject == _bench.Subject
            ),
        ];

    private async Task SignInAsync(
        EnrolmentResult with,
        Core.Identifiers.ContextIdentifier? context = null,
        EnrolmentProcess? process = null
    )
    {
        using var own = process is null ? _bench.Start() : null;
        using var material = KeyMaterial.FromVaultText((await _bench.SecretsAsync())[with.Secret!.Value.Name]);
        await (process ?? own!).Sessions.OpenAsync(
            _bench.Environment,
            context ?? _bench.Context,
            material,
            fresh: true,
            Cancel
        );
        _clock.Advance(TimeSpan.FromMinutes(1));
    }

    private async Task AddAnnaAsync()
    {
        _bench.Office.Patch(editor =>
        {
            editor.AddIdentity(
                new OfficeIdentity
                {
                    Name = "anna",
                    Kind = "person",
                    Subject = Pesel,
                }
            );
            editor.SetIdentitySecret("anna", "anna", vault: null);
        });
        using var anna = SelfSignedCertificates.Person(
            new CertificateIdentity(IdentityKind.Pesel, Pesel),
            "Anna",
            "Nowak",
            KeyAlgorithm.Ec,
            _clock,
            TimeSpan.FromDays(100)
        );
        await StoreAsync(new SecretAddress("KsefVault", "anna"), anna);
    }

    private Task StoreAsync(SecretAddress address, KeyMaterial material) =>
        _bench.Vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [address] = material.ToVaultText() },
            Cancel
        );

    private void Profile(int number, AccessEntry entry) =>
        _bench.Office.Profiles.Create(
            new ClientProfile
            {
                Nip = OfficeBench.NipNumber(number),
                Name = "Klient",
                Access = [entry],
            }
        );

    private Task<RevocationResult> RevokeAsync(string serial, Fate? fate = null) =>
        RevokeAsync(new RevocationOrder(serial, RevocationReason.Superseded), fate);

    private async Task<RevocationResult> RevokeAsync(
        RevocationOrder order,
        Fate? fate = null,
        EnrolmentProcess? process = null
    )
    {
        using var own = process is null ? _bench.Start() : null;
        return await new CertificateRevocation(
            _bench.Office,
            _bench.Vault,
            (process ?? own!).Sessions,
            SessionCache.InMemory(_clock),
            _clock,
            new Steps(fate ?? new Fate())
        ).RevokeAsync(order, Cancel);
    }

    private sealed class Steps(Fate fate) : IProgress<string>
    {
        public void Report(string value) => fate.Pass($"after step '{value}'");
    }
}
