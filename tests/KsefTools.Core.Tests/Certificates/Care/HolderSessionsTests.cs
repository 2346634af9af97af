using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates.Care;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Settings;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Core.Tests.Office;
using KsefTools.Sandbox.Certificates.Planting;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.State.Certificates;

namespace KsefTools.Core.Tests.Certificates.Care;

/// <summary>With which certificate of an identity, and where, KSeF is asked about all of them.</summary>
public sealed class HolderSessionsTests : IAsyncLifetime
{
    private const string Pesel = "92092116350";
    private const string Challenge = "POST challenge";

    private readonly ManualClock _clock = new(DateTimeOffset.UtcNow) { Rushes = true };
    private SandboxHost _sandbox = null!;
    private EnrolmentBench _bench = null!;
    private EnrolmentProcess _process = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync(new SandboxOptions { Clock = _clock });
        _bench = new EnrolmentBench(_sandbox, _clock, 7);
        _process = _bench.Start();
    }

    public async ValueTask DisposeAsync()
    {
        _process.Dispose();
        _bench.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Of_two_the_one_that_lasts_longer_signs_in()
    {
        var older = await _bench.EnrolAsync();
        _clock.Advance(TimeSpan.FromDays(10));
        var newer = await _bench.EnrolAsync(_bench.Order with { Force = true });
        _bench.Office.Patch(editor => editor.SetIdentitySecret("seal", older.Secret!.Value.Name, vault: null));

        Assert.Equal(newer.Secret, await SignerAsync("seal"));
    }

    [Fact]
    public async Task Where_five_places_let_nobody_in_no_more_are_tried()
    {
        Serve(8, "anna");
        await AddAnnaAsync();

        var error = await Assert.ThrowsAsync<CertificateCareException>(() => SignerAsync("anna"));

        Assert.Equal(CertificateCareFailure.NobodySigns, error.Failure);
        var refusal = Assert.IsType<SignInException>(error.InnerException);
        Assert.Equal(SignInFailure.NoPermissions, refusal.Failure);
        Assert.Contains(refusal.Message, error.Message, StringComparison.Ordinal);
        Assert.Equal(5, _process.Network.Count(Challenge));
    }

    [Fact]
    public async Task A_revoked_certificate_is_tried_in_one_place_alone()
    {
        Serve(3, "seal");
        var first = await _bench.EnrolAsync();
        _bench.World.Certificates.Update(
            first.Certificate!.SerialNumber,
            record => record.Ended(CertificateStatus.Revoked)
        );

        await Assert.ThrowsAsync<CertificateCareException>(() => SignerAsync("seal"));

        Assert.Equal(1, _process.Network.Count(Challenge));
    }

    [Fact]
    public async Task A_certificate_for_invoices_without_a_net_signs_in_nowhere()
    {
        await _bench.EnrolAsync(_bench.Order with { Type = CertificateType.Offline });

        await Assert.ThrowsAsync<CertificateCareException>(() => SignerAsync("seal"));

        Assert.Empty(_process.Network.Requests);
    }

    [Fact]
    public async Task A_session_that_a_certificate_left_serves_after_its_time()
    {
        var planted = new CertificatePlan(_bench.Subject) { ValidTo = _clock.GetUtcNow().AddHours(1) }.Plant(
            _sandbox.Main
        );
        var secret = new SecretAddress("KsefVault", "planted");
        await StoreAsync(secret, new SecretText($"{planted.Certificate}\n{planted.PrivateKey}\n"));
        _bench.Office.Patch(editor => editor.SetIdentitySecret("seal", secret.Name, vault: null));
        await SignerAsync("seal");
        _clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal(secret, await SignerAsync("seal"));
    }

    private async Task<SecretAddress> SignerAsync(string identity)
    {
        using var holdings = await CertificateHoldings.ReadAsync(
            _bench.Office,
            _bench.Vault,
            [CertificateHolder.OfIdentity(identity)],
            Cancel
        );
        var (_, signer) = await new HolderSessions(_process.Sessions, _clock).OpenAsync(
            holdings.Items,
            _ => false,
            Cancel
        );
        return signer.Secret;
    }

    private void Serve(int clients, string identity)
    {
        foreach (var number in Enumerable.Range(100, clients))
            _bench.Office.Profiles.Create(
                new ClientProfile
                {
                    Nip = OfficeBench.NipNumber(number),
                    Name = "Klient",
                    Access = [new AccessEntry { Identity = identity }],
                }
            );
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
        using var anna = TestMaterial.Person(new CertificateIdentity(IdentityKind.Pesel, Pesel));
        await StoreAsync(new SecretAddress("KsefVault", "anna"), anna.ToVaultText());
    }

    private Task StoreAsync(SecretAddress address, SecretText text) =>
        _bench.Vault.WriteAsync(new Dictionary<SecretAddress, SecretText> { [address] = text }, Cancel);
}
