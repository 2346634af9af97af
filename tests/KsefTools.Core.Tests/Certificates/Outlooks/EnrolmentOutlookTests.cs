using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Office;
using KsefTools.Sandbox.Hosting;

namespace KsefTools.Core.Tests.Certificates.Outlooks;

/// <summary>What a request or a renewal would do, asked of the office and its vault alone.</summary>
public sealed class EnrolmentOutlookTests : IAsyncLifetime
{
    private readonly ManualClock _clock = new(DateTimeOffset.UtcNow) { Rushes = true };
    private SandboxHost _sandbox = null!;
    private EnrolmentBench _bench = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync(new SandboxOptions { Clock = _clock });
        _bench = new EnrolmentBench(_sandbox, _clock, number: 1);
    }

    public async ValueTask DisposeAsync()
    {
        _bench.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Who_has_none_would_get_one_and_has_nothing_to_renew()
    {
        var error = await Assert.ThrowsAsync<EnrolmentException>(() => LookAsync(_bench.Order, isRenewal: true));

        Assert.Equal(EnrolmentFailure.NothingToRenew, error.Failure);
        Assert.Equal(
            EnrolmentFailure.NothingToRenew,
            CertificateEnrolment.NothingToRenew(_bench.Office, _bench.Order.Holder)?.Failure
        );
        Assert.Equal(new EnrolmentOutlook(true, false, null, null, ""), await LookAsync(_bench.Order));
    }

    [Fact]
    public async Task Who_has_one_keeps_it_to_its_end()
    {
        var present = (await _bench.EnrolAsync()).Certificate!;

        var now = await LookAsync(_bench.Order);
        _clock.Advance(present.ValidTo - _clock.GetUtcNow());
        var then = await LookAsync(_bench.Order);

        Assert.Equal(
            (false, false, present.SerialNumber, present.ValidTo),
            (now.IsDue, now.IsInterrupted, now.SerialNumber, now.ValidTo)
        );
        Assert.NotEmpty(now.Reason);
        Assert.Equal((true, ""), (then.IsDue, then.Reason));
    }

    [Theory]
    [InlineData(null, 31, false)]
    [InlineData(null, 30, true)]
    [InlineData(60, 61, false)]
    [InlineData(60, 60, true)]
    public async Task A_renewal_is_due_so_many_days_before_the_end(int? before, int daysLeft, bool isDue)
    {
        var present = (await _bench.EnrolAsync()).Certificate!;
        _clock.Advance(present.ValidTo - TimeSpan.FromDays(daysLeft) - _clock.GetUtcNow());
        var order = _bench.Order with { RenewBefore = before is { } days ? TimeSpan.FromDays(days) : null };

        Assert.Equal(isDue, (await LookAsync(order, isRenewal: true)).IsDue);
        Assert.True((await LookAsync(order with { Force = true }, isRenewal: true)).IsDue);
    }

    [Fact]
    public async Task What_was_interrupted_is_due_for_its_holder_and_its_type_and_can_be_renewed()
    {
        _bench.Settings.EnrollmentPolls = 1000;
        await _bench.EnrolAsync();

        var same = await LookAsync(_bench.Order, isRenewal: true);
        var otherType = await LookAsync(_bench.Order with { Type = CertificateType.Offline });

        Assert.Equal((true, true), (same.IsDue, same.IsInterrupted));
        Assert.False(otherType.IsInterrupted);
        Assert.Null(CertificateEnrolment.NothingToRenew(_bench.Office, _bench.Order.Holder));
        Assert.NotNull(
            CertificateEnrolment.NothingToRenew(_bench.Office, CertificateHolder.OfClient(OfficeBench.ClientNip))
        );
    }

    [Fact]
    public async Task What_was_interrupted_is_of_its_holder_and_its_environment_alone()
    {
        _bench.Settings.EnrollmentPolls = 1000;
        await _bench.EnrolAsync();
        var nip = Core.Identifiers.Nip.Parse(_bench.Context.Value);
        _bench.Office.Profiles.Create(new Core.Office.Profiles.ClientProfile { Nip = nip, Name = "Sigma" });

        var elsewhere = await LookAsync(_bench.Order with { Environment = Core.Api.KsefEnvironment.Demo });
        var other = await LookAsync(_bench.Order with { Holder = CertificateHolder.OfClient(nip) });

        Assert.False(elsewhere.IsInterrupted);
        Assert.False(other.IsInterrupted);
    }

    [Fact]
    public async Task One_for_invoices_without_a_net_is_found_though_no_file_names_it()
    {
        await _bench.EnrolAsync();
        var order = _bench.Order with { Type = CertificateType.Offline };
        var offline = await _bench.EnrolAsync(order);

        Assert.Equal(offline.Certificate!.SerialNumber, (await LookAsync(order)).SerialNumber);
        Assert.NotEqual(offline.Certificate.SerialNumber, (await LookAsync(_bench.Order)).SerialNumber);
    }

    [Fact]
    public async Task Of_several_for_invoices_without_a_net_the_last_run_s_is_found()
    {
        var order = _bench.Order with { Type = CertificateType.Offline };
        await _bench.EnrolAsync(order);
        _clock.Advance(TimeSpan.FromDays(1));
        var last = await _bench.EnrolAsync(order with { Force = true });

        Assert.Equal(last.Certificate!.SerialNumber, (await LookAsync(order)).SerialNumber);
    }

    [Fact]
    public async Task A_run_that_brought_no_certificate_is_not_the_last_one()
    {
        var order = _bench.Order with { Type = CertificateType.Offline };
        var good = await _bench.EnrolAsync(order);
        await Assert.ThrowsAsync<EnrolmentException>(() =>
            _bench.EnrolAsync(order with { Force = true, ValidFrom = _clock.GetUtcNow().AddDays(400) })
        );

        Assert.Equal(good.Certificate!.SerialNumber, (await LookAsync(order)).SerialNumber);
    }

    [Fact]
    public async Task A_secret_that_is_no_certificate_is_nothing_to_renew()
    {
        var note = new SecretAddress("KsefVault", "note");
        await _bench.Vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [note] = new("the password of the Wi-Fi") },
            Cancel
        );
        _bench.Office.Patch(editor => editor.SetIdentitySecret("seal", note.Name, vault: null));

        var error = await Assert.ThrowsAsync<EnrolmentException>(() => LookAsync(_bench.Order, isRenewal: true));

        Assert.Equal(EnrolmentFailure.NothingToRenew, error.Failure);
    }

    private Task<EnrolmentOutlook> LookAsync(EnrolmentOrder order, bool isRenewal = false) =>
        CertificateEnrolment.LookAsync(_bench.Office, _bench.Vault, _clock, order, isRenewal, Cancel);
}
