using KsefTools.Core.Keys;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Xades;
using KsefTools.Core.SignIn.Xades.Checking;
using KsefTools.Core.Tests.Certificates;

namespace KsefTools.Core.Tests.SignIn;

/// <summary>Sessions of a certificate that is refused by now, and of people who signed elsewhere.</summary>
public sealed class RememberedSessionsTests : IAsyncLifetime
{
    private const string Holder = "client 5265877635";

    private SandboxOffice _office = null!;
    private KeyMaterial _seal = null!;

    public async ValueTask InitializeAsync()
    {
        _office = await SandboxOffice.StartAsync();
        _seal = SelfSignedCertificates.Seal(
            SandboxOffice.Nip,
            "Biuro",
            KeyAlgorithm.Ec,
            _office.Clock,
            TimeSpan.FromDays(365)
        );
    }

    public async ValueTask DisposeAsync()
    {
        _seal.Dispose();
        await _office.DisposeAsync();
    }

    [Fact]
    public async Task A_certificate_that_never_signed_in_has_no_session_and_ksef_is_not_asked()
    {
        Assert.Null(await RememberedAsync());
        Assert.Empty(_office.Network.Requests);
    }

    [Fact]
    public async Task The_session_that_a_certificate_opened_is_found()
    {
        await _office.Sessions.OpenAsync(_office.Environment, SandboxOffice.Context, _seal, fresh: false, default);

        Assert.Equal(SignInKind.Live, (await RememberedAsync())?.Kind);
    }

    [Fact]
    public async Task One_that_ended_is_none_and_nobody_signs_in()
    {
        await _office.Sessions.OpenAsync(_office.Environment, SandboxOffice.Context, _seal, fresh: false, default);
        _office.Clock.Advance(TimeSpan.FromDays(8));
        _office.Sandbox.Clock.Advance(TimeSpan.FromDays(8));

        Assert.Null(await RememberedAsync());
        Assert.Equal(1, _office.Network.Count("POST challenge"));
    }

    [Fact]
    public async Task One_that_KSeF_refuses_after_its_end_is_told_with_its_end_and_what_to_do()
    {
        _office.Clock.Advance(TimeSpan.FromDays(366));
        _office.Sandbox.Clock.Advance(TimeSpan.FromDays(366));

        var refusal = await Assert.ThrowsAsync<SignInException>(() =>
            _office.Sessions.OpenAsync(_office.Environment, SandboxOffice.Context, _seal, fresh: false, default)
        );

        Assert.Equal((SignInFailure.CertificateRejected, 460), (refusal.Failure, refusal.Status));
        Assert.NotEmpty(refusal.Details);
        Assert.Equal(
            $"The certificate 'Biuro' ({_seal.Details.SerialNumber}) ended on "
                + $"{LocalTime.Day(_seal.Details.ValidTo)}, and KSeF lets nobody in with it (460). "
                + "Get-KsefCertificate -Local shows whose it is, Request-KsefCertificate gets the next one.",
            refusal.Message
        );
    }

    [Fact]
    public async Task One_that_KSeF_refuses_before_its_end_is_told_in_KSeF_s_words()
    {
        _office.Sandbox.Clock.Advance(TimeSpan.FromDays(366));

        var refusal = await Assert.ThrowsAsync<SignInException>(() =>
            _office.Sessions.OpenAsync(_office.Environment, SandboxOffice.Context, _seal, fresh: false, default)
        );

        Assert.StartsWith("KSeF refused the sign-in (460)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fresh_session_of_a_certificate_is_a_new_sign_in()
    {
        await _office.Sessions.OpenAsync(_office.Environment, SandboxOffice.Context, _seal, fresh: false, default);

        var again = await _office.Sessions.OpenAsync(
            _office.Environment,
            SandboxOffice.Context,
            _seal,
            fresh: true,
            default
        );

        Assert.Equal(SignInKind.Cold, again.Kind);
    }

    [Fact]
    public async Task What_was_signed_elsewhere_opens_a_session_that_its_holder_finds_again()
    {
        await OpenSignedElsewhereAsync();

        Assert.Equal(SignInKind.Live, (await FindAsync(Holder))?.Kind);
        Assert.Equal(1, _office.Network.Count("POST challenge"));
    }

    [Fact]
    public async Task Nobody_else_finds_it()
    {
        await OpenSignedElsewhereAsync();

        Assert.Null(await FindAsync("client 1111111111"));
    }

    [Fact]
    public async Task What_is_forgotten_takes_a_new_signature()
    {
        await OpenSignedElsewhereAsync();

        _office.Sessions.ForgetSignedElsewhere(_office.Environment, SandboxOffice.Context, Holder);

        var error = await Assert.ThrowsAsync<SignInException>(() =>
            _office.Sessions.OpenSignedElsewhereAsync(_office.Environment, SandboxOffice.Context, Holder, default)
        );
        Assert.Equal(SignInFailure.SignatureNeeded, error.Failure);
    }

    private Task<KsefSession?> RememberedAsync() =>
        _office.Sessions.TryOpenRememberedAsync(_office.Environment, SandboxOffice.Context, _seal, default);

    private Task<KsefSession?> FindAsync(string holder) =>
        _office.Sessions.FindSignedElsewhereAsync(_office.Environment, SandboxOffice.Context, holder, default);

    private async Task OpenSignedElsewhereAsync()
    {
        var waiting = await _office
            .Sessions.Xades(_office.Environment)
            .CreateRequestAsync(SandboxOffice.Context, SubjectIdentifierType.CertificateSubject, default);
        var signed = SignedRequestCheck.Read(new XadesSigner(_office.Clock).Sign(waiting.Request, _seal));
        await _office.Sessions.OpenAsync(_office.Environment, Holder, signed, default);
    }
}
