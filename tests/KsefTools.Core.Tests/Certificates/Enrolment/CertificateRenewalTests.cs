using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Office;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Core.Tests.Certificates.Enrolment;

public sealed class CertificateRenewalTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new(DateTimeOffset.UtcNow) { Rushes = true };
    private SandboxHost _sandbox = null!;
    private EnrolmentBench _bench = null!;
    private EnrolmentResult _first = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync(new SandboxOptions { Clock = _clock });
        _bench = new EnrolmentBench(_sandbox, _clock, number: 1);
        _first = await _bench.EnrolAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _bench.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Long_before_the_end_nothing_is_asked_of_KSeF()
    {
        using var process = _bench.Start();

        var result = await process.RenewAsync(_bench.Order);

        Assert.Equal(EnrolmentOutcome.NotDue, result.Outcome);
        Assert.Empty(process.Network.Requests);
    }

    [Fact]
    public async Task Inside_the_window_a_new_certificate_takes_over_and_the_old_one_lives_on()
    {
        DaysBeforeTheEnd(29);
        using var process = _bench.Start();

        var result = await process.RenewAsync(_bench.Order);

        Assert.Equal(EnrolmentOutcome.Issued, result.Outcome);
        Assert.Equal(result.Secret, _bench.Named);
        Assert.NotEqual(_first.Secret, result.Secret);
        Assert.Contains(_first.Secret!.Value.Name, (await _bench.SecretsAsync()).Keys);
        Assert.Equal(CertificateStatus.Active, StatusOfFirst());
    }

    [Fact]
    public async Task Inside_the_window_who_asks_for_a_first_one_keeps_the_one_that_is_there()
    {
        DaysBeforeTheEnd(29);

        var result = await _bench.EnrolAsync();

        Assert.Equal((EnrolmentOutcome.NotDue, _first.Secret), (result.Outcome, result.Secret));
    }

    [Fact]
    public async Task The_day_after_a_renewal_there_is_nothing_to_do()
    {
        DaysBeforeTheEnd(29);
        using (var process = _bench.Start())
            await process.RenewAsync(_bench.Order);
        _clock.Advance(TimeSpan.FromDays(1));
        using var tomorrow = _bench.Start();

        var result = await tomorrow.RenewAsync(_bench.Order);

        Assert.Equal(EnrolmentOutcome.NotDue, result.Outcome);
        Assert.Equal(2, _bench.Issued.Count);
    }

    [Fact]
    public async Task Force_renews_at_any_time()
    {
        using var process = _bench.Start();

        var result = await process.RenewAsync(_bench.Order with { Force = true });

        Assert.Equal(EnrolmentOutcome.Issued, result.Outcome);
    }

    [Fact]
    public async Task Every_profile_that_names_the_old_secret_names_the_new_one()
    {
        var nip = OfficeBench.NipNumber(500);
        _bench.Office.Profiles.Create(
            new ClientProfile
            {
                Nip = nip,
                Name = "Klient",
                Access =
                [
                    new AccessEntry { Kind = CredentialKind.Certificate, Secret = _first.Secret!.Value.Name },
                    new AccessEntry { Kind = CredentialKind.Token, Secret = "ksef-prod-token" },
                ],
            }
        );
        using var process = _bench.Start();

        var result = await process.RenewAsync(_bench.Order with { Force = true });

        Assert.Equal(
            [result.Secret!.Value.Name, "ksef-prod-token"],
            _bench.Office.Profiles.Read(nip)!.Profile!.Access.Select(entry => entry.Secret!)
        );
    }

    [Fact]
    public async Task Every_identity_that_names_the_old_secret_names_the_new_one()
    {
        var old = _first.Secret!.Value.Name;
        _bench.Office.Patch(editor =>
        {
            editor.AddIdentity(
                new OfficeIdentity
                {
                    Name = "night",
                    Kind = "seal",
                    Subject = _bench.Subject.Value,
                }
            );
            editor.SetIdentitySecret("night", old, vault: null);
        });
        using var process = _bench.Start();

        var result = await process.RenewAsync(_bench.Order with { Force = true });

        Assert.All(
            _bench.Office.Settings.Identities,
            identity => Assert.Equal(result.Secret!.Value.Name, identity.Secret)
        );
    }

    [Fact]
    public async Task Another_office_s_certificate_lives_on_whatever_is_asked()
    {
        var foreign = SecretNames.ForCertificate(_bench.Environment.Name, "seal", "r1", "00000001");
        await _bench.Vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText>
            {
                [new("KsefVault", foreign)] = (await _bench.SecretsAsync()).Values.Single(),
            },
            default
        );
        _bench.Office.Patch(editor => editor.SetIdentitySecret("seal", foreign, vault: null));
        using var process = _bench.Start();

        var result = await process.RenewAsync(_bench.Order with { Force = true, RevokeOld = true });

        Assert.Equal(EnrolmentOutcome.Issued, result.Outcome);
        Assert.Equal(CertificateStatus.Active, StatusOfFirst());
    }

    [Fact]
    public async Task Sessions_are_closed_where_the_certificate_served_and_in_no_other_environment()
    {
        _bench.Office.Profiles.Create(
            new ClientProfile
            {
                Nip = OfficeBench.NipNumber(501),
                Name = "Klient",
                Environment = "test",
                Access = [new AccessEntry { Identity = "seal" }],
            }
        );
        _clock.Advance(TimeSpan.FromMinutes(1));
        using var process = _bench.Start();

        var result = await process.RenewAsync(_bench.Order with { Force = true, RevokeOld = true });

        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task One_for_signing_in_does_not_stand_for_one_for_invoices_without_a_net()
    {
        using var process = _bench.Start();

        var result = await process.EnrolAsync(_bench.Order with { Type = CertificateType.Offline });

        Assert.Equal(EnrolmentOutcome.Issued, result.Outcome);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_two_that_a_client_has_the_one_that_lasts_longer_is_looked_at(bool isNewerFirst)
    {
        var nip = Nip.Parse(_bench.Context.Value);
        _clock.Advance(TimeSpan.FromDays(400));
        var newer = await _bench.EnrolAsync(_bench.Order with { Force = true });
        EnrolmentResult[] both = isNewerFirst ? [newer, _first] : [_first, newer];
        _bench.Office.Profiles.Create(
            new ClientProfile
            {
                Nip = nip,
                Name = "Sigma",
                Access =
                [
                    .. both.Select(result => new AccessEntry
                    {
                        Kind = CredentialKind.Certificate,
                        Secret = result.Secret!.Value.Name,
                    }),
                ],
            }
        );
        DaysBeforeTheEnd(10);
        using var process = _bench.Start();

        var result = await process.RenewAsync(_bench.Order with { Holder = CertificateHolder.OfClient(nip) });

        Assert.Equal((EnrolmentOutcome.NotDue, newer.Secret), (result.Outcome, result.Secret));
    }

    [Fact]
    public async Task A_certificate_that_the_office_s_file_names_wrongly_makes_nobody_a_signer()
    {
        using var someoneElse = new EnrolmentBench(_sandbox, _clock, number: 2);
        var named = new SecretAddress("KsefVault", "ksef-seal-by-mistake");
        await _bench.Vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [named] = someoneElse.Seal.ToVaultText() },
            default
        );
        _bench.Office.Patch(editor => editor.SetIdentitySecret("seal", named.Name, vault: null));
        using var process = _bench.Start();

        var error = await Assert.ThrowsAsync<EnrolmentException>(() =>
            process.EnrolAsync(_bench.Order with { Force = true }, someoneElse.Context, someoneElse.Seal)
        );

        Assert.Equal(EnrolmentFailure.WrongIdentity, error.Failure);
    }

    [Fact]
    public async Task Revoking_the_old_one_closes_the_sessions_that_KSeF_would_leave_open()
    {
        using var invoicing = _bench.Start();
        using var old = KeyMaterial.FromVaultText((await _bench.SecretsAsync()).Values.Single());
        await invoicing.Sessions.OpenAsync(_bench.Environment, _bench.Context, old, fresh: true, default);
        _clock.Advance(TimeSpan.FromMinutes(1));
        using var process = _bench.Start();

        var result = await process.RenewAsync(_bench.Order with { Force = true, RevokeOld = true });

        Assert.Empty(result.Warnings);
        Assert.Equal(CertificateStatus.Revoked, StatusOfFirst());
        // Its access token has ended by now, and what could be refreshed is closed.
        _clock.Advance(TimeSpan.FromMinutes(20));
        await Assert.ThrowsAsync<SignInException>(() =>
            invoicing.Sessions.OpenAsync(_bench.Environment, _bench.Context, old, fresh: false, default)
        );
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(10, 1)]
    public async Task A_renewal_that_will_not_fit_is_told_weeks_before(int enrolments, int certificates)
    {
        await _bench.LimitAsync(enrolments, certificates);
        DaysBeforeTheEnd(60);
        using var process = _bench.Start();

        var result = await process.RenewAsync(_bench.Order);

        Assert.Equal(EnrolmentOutcome.NotDue, result.Outcome);
        Assert.Contains("would not succeed", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renewal_that_fits_gives_no_warning()
    {
        DaysBeforeTheEnd(60);
        using var process = _bench.Start();

        Assert.Empty((await process.RenewAsync(_bench.Order)).Warnings);
    }

    [Fact]
    public async Task A_new_certificate_that_does_not_sign_in_changes_nothing_in_use()
    {
        using var process = _bench.Start(
            new Fate
            {
                Passing = point =>
                {
                    if (point is "after step 'stored'")
                        _sandbox.World.Certificates.Update(
                            _bench.Issued.MaxBy(issued => issued.RequestDate)!.SerialNumber,
                            certificate => certificate with { RevocationReason = "Unspecified" }
                        );
                },
            }
        );
        _clock.Advance(TimeSpan.FromMinutes(1));

        var error = await Assert.ThrowsAsync<EnrolmentException>(() =>
            process.RenewAsync(_bench.Order with { Force = true, RevokeOld = true })
        );

        Assert.Equal(EnrolmentFailure.RevokedBeforeUse, error.Failure);
        Assert.Equal(_first.Secret, _bench.Named);
        Assert.Equal(CertificateStatus.Active, StatusOfFirst());
    }

    [Fact]
    public async Task Where_KSeF_wants_a_qualified_signature_for_a_renewal_the_reason_says_so()
    {
        _bench.Settings.EnrollmentByKsefCertificate = false;
        using var process = _bench.Start();

        var error = await Assert.ThrowsAsync<EnrolmentException>(() =>
            process.RenewAsync(_bench.Order with { Force = true })
        );

        Assert.Equal(EnrolmentFailure.SourceRefused, error.Failure);
        Assert.Contains("New-KsefSigningRequest", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_has_ended_cannot_ask_for_its_successor()
    {
        DaysBeforeTheEnd(-1);
        using var process = _bench.Start();

        var error = await Assert.ThrowsAsync<EnrolmentException>(() => process.RenewAsync(_bench.Order));

        Assert.Equal(EnrolmentFailure.PresentExpired, error.Failure);
        Assert.Empty(process.Network.Requests);
    }

    [Fact]
    public async Task Where_there_is_no_certificate_there_is_nothing_to_renew()
    {
        using var fresh = new EnrolmentBench(_sandbox, _clock, number: 2);
        using var process = fresh.Start();

        var error = await Assert.ThrowsAsync<EnrolmentException>(() => process.RenewAsync(fresh.Order));

        Assert.Equal(EnrolmentFailure.NothingToRenew, error.Failure);
    }

    private void DaysBeforeTheEnd(int days) =>
        _clock.Advance(_first.Certificate!.ValidTo - TimeSpan.FromDays(days) - _clock.GetUtcNow());

    private CertificateStatus StatusOfFirst() =>
        _bench
            .Issued.Single(issued => issued.SerialNumber == _first.Certificate!.SerialNumber)
            .StatusAt(_clock.GetUtcNow());
}
