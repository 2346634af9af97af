using KsefTools.Core.Api;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Core.SignIn.Xades;
using KsefTools.Core.SignIn.Xades.Checking;
using KsefTools.Core.Tests.Certificates;

namespace KsefTools.Core.Tests.Xades;

public sealed class XadesSignInTests : IAsyncLifetime
{
    private const string SecondChallenge = "20261122-CR-461EA5B001-537A6BA15D-D8";
    private const string Reference = "20261122-AU-2E3A1B7000-6C4D5E6F70-1A";
    private const string Start = "POST /auth/xades-signature";

    private static readonly ContextIdentifier Client = new(ContextType.Nip, "1111111111");

    private ScriptedKsef _ksef = null!;
    private KsefApi _api = null!;

    public async ValueTask InitializeAsync()
    {
        _ksef = await ScriptedKsef.StartAsync();
        _api = _ksef.CreateApi();
    }

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await _ksef.DisposeAsync();
    }

    [Theory]
    [InlineData(KeyAlgorithm.Ec)]
    [InlineData(KeyAlgorithm.Rsa)]
    public async Task A_signature_answers_the_challenge_in_the_clients_context(KeyAlgorithm algorithm)
    {
        Script();

        await SignIn().SignInAsync(TestMaterial.Of(algorithm), Client, default);

        var sent = Sent();
        Assert.True(sent.IsVerified);
        Assert.Equal(
            new AuthTokenRequest(TestRequests.Challenge, Client, SubjectIdentifierType.CertificateSubject),
            sent.Request
        );
        Assert.Equal(TestMaterial.Of(algorithm).Details, sent.Signer);
    }

    [Fact]
    public async Task The_document_travels_as_XML_byte_for_byte()
    {
        Script();

        await SignIn().SignInAsync(TestMaterial.Ec, Client, default);

        Assert.Equal("application/xml; charset=utf-8", Starts().Single().ContentType);
    }

    [Fact]
    public async Task Who_has_neither_NIP_nor_PESEL_signs_in_by_the_fingerprint()
    {
        Script();
        using var material = TestMaterial.Person(identity: null);

        await SignIn().SignInAsync(material, Client, default);

        Assert.Equal(SubjectIdentifierType.CertificateFingerprint, Sent().Request.SubjectType);
    }

    [Fact]
    public async Task Schema_subject_type_addresses_and_chain_check_are_settings()
    {
        Script();
        var options = new XadesOptions
        {
            Schema = AuthTokenSchema.Version20,
            SubjectType = SubjectIdentifierType.CertificateFingerprint,
            AllowedIps = TestRequests.SomeIps,
            VerifyCertificateChain = true,
        };

        await SignIn(options).SignInAsync(TestMaterial.Ec, Client, default);

        var request = Sent().Request;
        Assert.Equal(options.Schema, request.Schema);
        Assert.Equal(options.SubjectType, request.SubjectType);
        Assert.Equal(options.AllowedIps.Ranges, request.AllowedIps!.Ranges);
        Assert.Equal("?verifyCertificateChain=true", Starts().Single().Query);
    }

    [Fact]
    public async Task A_challenge_that_was_used_up_is_answered_once_more_with_a_new_one()
    {
        _ksef.Refuse(Start, 21111);
        Script(challenges: [TestRequests.Challenge, SecondChallenge]);

        await SignIn().SignInAsync(TestMaterial.Ec, Client, default);

        Assert.Equal(
            $"{TestRequests.Challenge} {SecondChallenge}",
            string.Join(' ', Starts().Select(start => SignedRequestCheck.Read(start.Body).Request.Challenge))
        );
    }

    [Fact]
    public async Task A_request_signed_elsewhere_is_tried_once_because_nobody_here_can_sign_another()
    {
        _ksef.Refuse(Start, 21111);
        Script();
        var waiting = await SignIn().CreateRequestAsync(Client, SubjectIdentifierType.CertificateSubject, default);
        var signed = SignedRequestCheck.Read(
            new XadesSigner(TestMaterial.Clock).Sign(waiting.Request, TestMaterial.Ec)
        );

        var error = await Assert.ThrowsAsync<SignInException>(() => SignIn().SignInAsync(signed, default));

        Assert.Equal(SignInFailure.ChallengeInvalid, error.Failure);
        Assert.NotEmpty(error.Details);
        Assert.Single(Starts());
    }

    [Fact]
    public async Task A_request_to_be_signed_elsewhere_ends_ten_minutes_after_its_challenge_was_made()
    {
        Script();

        var waiting = await SignIn().CreateRequestAsync(Client, SubjectIdentifierType.CertificateSubject, default);

        Assert.Equal(TestMaterial.Now.AddMinutes(10), waiting.ExpiresAt);
    }

    [Fact]
    public async Task A_certificate_that_KSeF_refuses_at_once_is_the_certificates_fault()
    {
        _ksef.Refuse(Start, 21115);
        Script();

        var error = await Assert.ThrowsAsync<SignInException>(() =>
            SignIn().SignInAsync(TestMaterial.Ec, Client, default)
        );

        Assert.Equal(SignInFailure.CertificateRejected, error.Failure);
        Assert.True(error.SpeaksAboutCredential);
        Assert.NotEmpty(error.Details);
    }

    [Theory]
    [InlineData(415, SignInFailure.NoPermissions)]
    [InlineData(460, SignInFailure.CertificateRejected)]
    [InlineData(470, SignInFailure.Deceased)]
    [InlineData(480, SignInFailure.ContextBlocked)]
    public async Task What_KSeF_finds_out_later_comes_with_the_status(int code, SignInFailure expected)
    {
        Script(status: code);

        var error = await Assert.ThrowsAsync<SignInException>(() =>
            SignIn().SignInAsync(TestMaterial.Ec, Client, default)
        );

        Assert.Equal(expected, error.Failure);
    }

    [Fact]
    public async Task A_second_session_of_the_same_certificate_and_context_costs_no_sign_in()
    {
        Script();
        using var sessions = new KsefSessions(
            SessionCache.InMemory(TestMaterial.Clock),
            handler: _ksef.Handler,
            time: TestMaterial.Clock
        );

        var first = await sessions.OpenAsync(_ksef.Environment, Client, TestMaterial.Ec, fresh: false, default);
        var second = await sessions.OpenAsync(_ksef.Environment, Client, TestMaterial.Ec, fresh: false, default);
        var other = await sessions.OpenAsync(_ksef.Environment, Client, TestMaterial.Rsa, fresh: false, default);

        Assert.Equal(
            [SignInKind.Cold, SignInKind.Live, SignInKind.Cold],
            (SignInKind[])[first.Kind, second.Kind, other.Kind]
        );
    }

    private XadesSignIn SignIn(XadesOptions? options = null) =>
        new(_api, new SignInOptions { Xades = options ?? new XadesOptions() }, TestMaterial.Clock);

    private IEnumerable<ScriptedKsef.Request> Starts() => _ksef.Requests.Where(request => request.Endpoint is Start);

    private SignedRequest Sent() => SignedRequestCheck.Read(Starts().Single().Body);

    private void Script(int status = 200, params string[] challenges)
    {
        var milliseconds = TestMaterial.Now.ToUnixTimeMilliseconds();
        foreach (var challenge in challenges.DefaultIfEmpty(TestRequests.Challenge))
            _ksef.On(
                "POST /auth/challenge",
                200,
                $$"""
                {"challenge":"{{challenge}}","timestamp":"2026-11-22T12:00:00Z","timestampMs":{{milliseconds}},
                 "clientIp":"127.0.0.1"}
                """
            );
        _ksef.On(
            Start,
            202,
            $$$"""
            {"referenceNumber":"{{{Reference}}}","authenticationToken":{"token":"t.t.t","validUntil":"2026-11-22T12:45:00Z"}}
            """
        );
        _ksef.On(
            $"GET /auth/{Reference}",
            200,
            $$$"""
            {"startDate":"2026-11-22T12:00:00Z","authenticationMethod":"QualifiedSeal",
             "authenticationMethodInfo":{"category":"XadesSignature","code":"xades","displayName":"XAdES"},
             "status":{"code":{{{status}}},"description":"x"}}
            """
        );
        _ksef.On(
            "POST /auth/token/redeem",
            200,
            """
            {"accessToken":{"token":"a.a.a","validUntil":"2026-11-22T12:15:00Z"},
             "refreshToken":{"token":"r.r.r","validUntil":"2026-11-29T12:00:00Z"}}
            """
        );
    }
}
