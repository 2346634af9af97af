using System.Security.Cryptography.X509Certificates;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Certificates;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Core.SignIn.Xades;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Tests.OpenApi;
using ContextIdentifier = KsefTools.Core.Identifiers.ContextIdentifier;
using SubjectIdentifierType = KsefTools.Sandbox.Identifiers.SubjectIdentifierType;

namespace KsefTools.Core.Tests.Xades;

/// <summary>
/// The client's signatures and certificate requests against the sandbox, which shares no code with them; every message
/// is held against the contract, there and back.
/// </summary>
public sealed class SandboxCertificateTests : IAsyncLifetime
{
    private const string Employer = "5265877635";

    private readonly ManualClock _clock = new(TestMaterial.Now) { Rushes = true };
    private SandboxHost _sandbox = null!;
    private ContractHandler _handler = null!;
    private KsefApi _api = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync();
        _sandbox.Clock.Freeze();
        _sandbox.Clock.MoveTo(TestMaterial.Now);
        var sockets = KsefHttp.CreateHandler(new KsefApiOptions());
        _handler = new ContractHandler(sockets);
        _api = new KsefApi(
            KsefEnvironment.Parse(_sandbox.BaseAddress.AbsoluteUri),
            new KsefApiOptions { LoginLimitScope = LoginLimitScope.Off, MaxRetries = 0 },
            _handler,
            _clock
        );
    }

    public async ValueTask DisposeAsync()
    {
        _handler.AssertClean();
        _api.Dispose();
        _handler.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Theory]
    [InlineData(KeyAlgorithm.Ec)]
    [InlineData(KeyAlgorithm.Rsa)]
    public async Task A_seal_signs_in_to_its_own_context(KeyAlgorithm algorithm)
    {
        var claims = SessionClaims.Read((await SignInAsync(TestMaterial.Of(algorithm), Nip(TestMaterial.Nip))).Text);

        Assert.Equal(["Owner"], claims.Permissions);
    }

    [Theory]
    [InlineData(AuthTokenSchema.Version20)]
    [InlineData(AuthTokenSchema.Version21)]
    public async Task Either_schema_serves(AuthTokenSchema schema)
    {
        await SignInAsync(TestMaterial.Ec, Nip(TestMaterial.Nip), new XadesOptions { Schema = schema });
    }

    [Theory]
    [InlineData(ContextType.InternalId, "-12345")]
    [InlineData(ContextType.NipVatUe, "-DE123456789")]
    public async Task A_seal_signs_in_to_the_other_contexts_of_its_NIP(ContextType type, string rest)
    {
        await SignInAsync(TestMaterial.Ec, new ContextIdentifier(type, TestMaterial.Nip + rest));
    }

    [Theory]
    [InlineData(IdentityKind.Pesel, TestMaterial.Pesel)]
    [InlineData(IdentityKind.Nip, TestMaterial.Nip)]
    public async Task A_person_signs_in_where_a_right_was_granted(IdentityKind kind, string value)
    {
        using var person = TestMaterial.Person(new CertificateIdentity(kind, value));
        Grant(kind is IdentityKind.Pesel ? SubjectIdentifierType.Pesel : SubjectIdentifierType.Nip, value);

        var claims = SessionClaims.Read((await SignInAsync(person, Nip(Employer))).Text);

        Assert.Equal(["InvoiceRead"], claims.Permissions);
    }

    [Fact]
    public async Task A_certificate_that_names_nobody_signs_in_by_its_fingerprint()
    {
        using var person = TestMaterial.Person(identity: null);
        Grant(SubjectIdentifierType.Fingerprint, person.Details.Fingerprint);

        await SignInAsync(person, Nip(Employer));
    }

    [Fact]
    public async Task Whoever_was_granted_nothing_is_told_so()
    {
        var error = await Assert.ThrowsAsync<SignInException>(() => SignInAsync(TestMaterial.Ec, Nip(Employer)));

        Assert.Equal(SignInFailure.NoPermissions, error.Failure);
    }

    [Fact]
    public async Task Addresses_bind_the_session()
    {
        var here = new XadesOptions { AllowedIps = new AllowedIps(["127.0.0.1"], [], []) };
        var elsewhere = new XadesOptions { AllowedIps = new AllowedIps([], ["10.0.0.1-10.0.0.9"], ["192.168.0.0/16"]) };

        var allowed = await SignInAsync(TestMaterial.Ec, Nip(TestMaterial.Nip), here);
        var refused = await SignInAsync(TestMaterial.Ec, Nip(TestMaterial.Nip), elsewhere);

        await _api.GetCertificateQuotasAsync(allowed, Cancel);
        var error = await Assert.ThrowsAsync<KsefApiException>(() => _api.GetCertificateQuotasAsync(refused, Cancel));
        Assert.Equal(403, error.HttpStatus);
    }

    [Fact]
    public async Task A_signature_that_was_changed_on_its_way_is_refused()
    {
        var signIn = new XadesSignIn(_api, new SignInOptions(), _clock);
        var waiting = await signIn.CreateRequestAsync(
            Nip(TestMaterial.Nip),
            Core.SignIn.Xades.SubjectIdentifierType.CertificateSubject,
            Cancel
        );
        var signed = new XadesSigner(_clock).Sign(waiting.Request, TestMaterial.Ec);
        var place = signed.AsSpan().IndexOf("SigningTime>20"u8) + "SigningTime>20"u8.Length;
        signed[place] ^= 1;

        var error = await Assert.ThrowsAsync<KsefApiException>(() =>
            _api.StartXadesSignInAsync(signed, verifyCertificateChain: null, Cancel)
        );

        Assert.Equal(9105, error.Code);
    }

    [Theory]
    [InlineData(KeyAlgorithm.Ec, "Authentication")]
    [InlineData(KeyAlgorithm.Rsa, "Authentication")]
    [InlineData(KeyAlgorithm.Ec, "Offline")]
    public async Task An_enrolment_ends_in_a_certificate_that_fits_its_key(KeyAlgorithm algorithm, string type)
    {
        var access = await SignInAsync(TestMaterial.Ec, Nip(TestMaterial.Nip));

        using var own = await EnrolAsync(access, algorithm, type);

        Assert.Equal(TestMaterial.Ec.Details.Identity, own.Details.Identity);
        Assert.Equal(type, own.Details.Type.ToString());
        Assert.Equal(CertificateOrigin.KsefOther, own.Details.Origin);
        var listed = Assert.Single(
            (await _api.QueryCertificatesAsync(access, new CertificateQuery(), 0, Cancel)).Certificates
        );
        Assert.Equal(own.Details.SerialNumber, listed.CertificateSerialNumber);
        Assert.Equal(own.Details.ValidTo, listed.ValidTo);
    }

    [Theory]
    [InlineData(KeyAlgorithm.Ec)]
    [InlineData(KeyAlgorithm.Rsa)]
    public async Task The_new_certificate_signs_in_until_it_is_revoked(KeyAlgorithm algorithm)
    {
        var access = await SignInAsync(TestMaterial.Ec, Nip(TestMaterial.Nip));
        using var own = await EnrolAsync(access, algorithm, "Authentication");

        var byOwn = await SignInAsync(own, Nip(TestMaterial.Nip));
        await _api.RevokeCertificateAsync(byOwn, own.Details.SerialNumber, new("Superseded"), Cancel);
        var error = await Assert.ThrowsAsync<SignInException>(() => SignInAsync(own, Nip(TestMaterial.Nip)));

        Assert.Equal(460, error.Status);
    }

    [Fact]
    public async Task A_persons_enrolment_data_copied_verbatim_are_accepted()
    {
        using var person = TestMaterial.Person(new CertificateIdentity(IdentityKind.Pesel, TestMaterial.Pesel));
        Grant(SubjectIdentifierType.Pesel, TestMaterial.Pesel);
        var access = await SignInAsync(person, Nip(Employer));

        using var own = await EnrolAsync(access, KeyAlgorithm.Ec, "Authentication");

        Assert.Equal(person.Details.Identity, own.Details.Identity);
        Assert.Equal(new Quota(11, 12), (await _api.GetCertificateQuotasAsync(access, Cancel)).Enrollment);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ContextIdentifier Nip(string nip) => new(ContextType.Nip, nip);

    private async Task<AccessToken> SignInAsync(
        KeyMaterial material,
        ContextIdentifier context,
        XadesOptions? xades = null
    )
    {
        var options = new SignInOptions { Xades = xades ?? new XadesOptions() };
        var tokens = await new XadesSignIn(_api, options, _clock).SignInAsync(material, context, Cancel);
        return new AccessToken(tokens.AccessToken.Token, context, tokens.AccessToken.ValidUntil);
    }

    private async Task<KeyMaterial> EnrolAsync(AccessToken access, KeyAlgorithm algorithm, string type)
    {
        var key = KeyPair.Generate(algorithm);
        var subject = await _api.GetEnrollmentSubjectAsync(access, Cancel);
        var request = new EnrollCertificateRequest(
            "Certyfikat biura",
            type,
            CertificateRequests.Create(subject, key),
            null
        );
        var started = await _api.EnrollCertificateAsync(access, request, Cancel);
        EnrollmentStatus status;
        do status = await _api.GetEnrollmentStatusAsync(access, started.ReferenceNumber, Cancel);
        while (status.Status.Code == 100);
        var retrieved = await _api.RetrieveCertificatesAsync(access, new([status.CertificateSerialNumber!]), Cancel);
        return KeyMaterial.Join(
            X509CertificateLoader.LoadCertificate(retrieved.Certificates.Single().Certificate),
            key
        );
    }

    private void Grant(SubjectIdentifierType type, string value) =>
        _sandbox.World.AddGrant(
            new GrantRecord
            {
                Id = _sandbox.World.Numbers.NextGuid(),
                Context = Sandbox.Identifiers.ContextIdentifier.Nip(Employer),
                Authorized = new SubjectIdentifier(type, value),
                Permission = Permission.InvoiceRead,
                StartDate = TestMaterial.Now,
            }
        );
}
