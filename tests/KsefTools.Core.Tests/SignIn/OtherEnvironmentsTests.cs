using System.Collections.Concurrent;
using KsefTools.Core.Api;
using KsefTools.Core.Api.Environments;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Homes;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.SignIn;

/// <summary>Where else a secret may be tried than in the environment that it was stored for.</summary>
public sealed class OtherEnvironmentsTests : IAsyncLifetime
{
    private const string Here = "here";
    private const string Practice = "http://127.0.0.1:1/v2";
    private const string Stranger = "https://ksef.example/v2";

    private static readonly ContextIdentifier SealsContext = new(ContextType.Nip, TestMaterial.Nip);

    private readonly TemporaryFolder _folder = new();
    private SandboxOffice _office = null!;
    private Redirection _network = null!;
    private SecretHomes _homes = null!;
    private KsefSessions _sessions = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _office = await SandboxOffice.StartAsync(new ManualClock(TestMaterial.Now) { Rushes = true });
        _office.Sandbox.Clock.Freeze();
        _office.Sandbox.Clock.MoveTo(TestMaterial.Now);
        _network = new Redirection(_office.Network, _office.Sandbox.BaseAddress);
        _homes = SecretHomes.In(_folder.PathOf("ksef-tools"));
        var allowed = AllowedEnvironments.In(_folder.PathOf("ksef-tools"));
        allowed.Approve(KsefEnvironment.Parse(Stranger), TestMaterial.Now);
        _sessions = new KsefSessions(
            SessionCache.InMemory(_office.Clock),
            new KsefApiOptions { LoginLimitScope = LoginLimitScope.Off },
            handler: _network,
            time: _office.Clock,
            allowed: allowed,
            homes: _homes
        );
    }

    public async ValueTask DisposeAsync()
    {
        _sessions.Dispose();
        _network.Dispose();
        await _office.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_token_of_the_Ministrys_may_be_tried_in_another_of_its_environments()
    {
        var session = await TryAsync("production", "test", storedFor: "production");

        Assert.Equal(SignInKind.Cold, session.Kind);
        Assert.Equal(["api-test.ksef.mf.gov.pl"], _network.Hosts.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_token_of_a_practice_KSeF_may_be_tried_at_the_Ministrys()
    {
        await TryAsync(Practice, "test", storedFor: Practice);

        Assert.Equal(["api-test.ksef.mf.gov.pl"], _network.Hosts.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_token_of_a_practice_KSeF_may_be_tried_at_another_one() =>
        Assert.Equal(SignInKind.Cold, (await TryAsync(Practice, Here, storedFor: Practice)).Kind);

    [Theory]
    [InlineData("production", Here, "production")]
    [InlineData("production", Stranger, "production")]
    [InlineData(Practice, Stranger, Practice)]
    [InlineData(Stranger, Here, Stranger)]
    [InlineData("production", "test", "demo")]
    [InlineData(Practice, Here, "production")]
    public async Task A_token_goes_from_its_environment_to_none_that_is_less_guarded(
        string home,
        string other,
        string storedFor
    )
    {
        var error = await Assert.ThrowsAsync<KsefApiException>(() => TryAsync(home, other, storedFor));

        Assert.Equal(ApiErrorKind.SecretOfOtherEnvironment, error.Kind);
        Assert.Empty(_network.Hosts);
    }

    [Fact]
    public async Task What_a_user_remembers_of_a_secret_counts_where_its_name_says_nothing()
    {
        _homes.Store(new SecretAddress(null, "mine"), KsefEnvironment.Production);

        var error = await Assert.ThrowsAsync<KsefApiException>(() =>
            _sessions.OpenWithTokenAsync(Environment(Here), SandboxOffice.Context, Token("mine"), fresh: false, Cancel)
        );

        Assert.Equal(ApiErrorKind.SecretOfOtherEnvironment, error.Kind);
        Assert.Empty(_network.Hosts);
    }

    [Fact]
    public async Task A_certificate_of_another_environment_is_sent_nowhere()
    {
        using var seal = Seal("ksef-prod-seal-certificate-r1f3a9c20");

        var error = await Assert.ThrowsAsync<KsefApiException>(() =>
            _sessions.OpenAsync(Environment(Here), SealsContext, seal, fresh: false, Cancel)
        );

        Assert.Equal(ApiErrorKind.SecretOfOtherEnvironment, error.Kind);
        Assert.Empty(_network.Hosts);
    }

    [Fact]
    public async Task A_certificate_of_another_environment_has_no_session_here_that_serves()
    {
        await _sessions.OpenAsync(Environment(Here), SealsContext, TestMaterial.Ec, fresh: false, Cancel);
        using var seal = Seal("ksef-prod-seal-certificate-r1f3a9c20");

        await Assert.ThrowsAsync<KsefApiException>(() =>
            _sessions.TryOpenRememberedAsync(Environment(Here), SealsContext, seal, Cancel)
        );
    }

    [Fact]
    public async Task To_look_for_a_session_where_there_is_none_binds_a_certificate_to_no_environment()
    {
        using var seal = Seal("mine");

        Assert.Null(await _sessions.TryOpenRememberedAsync(Environment(Here), SealsContext, seal, Cancel));

        Assert.True(_homes.Allows(new SecretAddress(null, "mine"), KsefEnvironment.Production));
    }

    private Task<KsefSession> TryAsync(string home, string other, string storedFor) =>
        _sessions.OpenElsewhereAsync(
            Environment(home),
            Environment(other),
            SandboxOffice.Context,
            Token(SecretNames.ForToken(Environment(storedFor).Name, Nip.Parse(SandboxOffice.Nip))),
            fresh: false,
            Cancel
        );

    private KsefEnvironment Environment(string name) =>
        name is Here ? _office.Environment : KsefEnvironment.Parse(name);

    private TokenText Token(string secretName) =>
        TokenText.TryParse(_office.CreateToken().Secret.From(new SecretAddress(null, secretName)), out var token)
            ? token
            : throw new FormatException();

    private static KeyMaterial Seal(string secretName) =>
        KeyMaterial.FromVaultText(TestMaterial.Ec.ToVaultText().From(new SecretAddress(null, secretName)));

    /// <summary>Brings all that is sent to the sandbox, and remembers where it was to go.</summary>
    private sealed class Redirection(HttpMessageHandler inner, Uri sandbox) : DelegatingHandler(inner)
    {
        private readonly ConcurrentQueue<string> _hosts = new();

        internal IReadOnlyCollection<string> Hosts => _hosts;

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var address = request.RequestUri!;
            _hosts.Enqueue(address.Host);
            request.RequestUri = new UriBuilder(address)
            {
                Scheme = sandbox.Scheme,
                Host = sandbox.Host,
                Port = sandbox.Port,
            }.Uri;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
