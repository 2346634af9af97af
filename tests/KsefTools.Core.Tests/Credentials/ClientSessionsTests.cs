using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates;
using KsefTools.Core.Tests.SignIn;
using KsefTools.Sandbox.State;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Credentials;

public sealed class ClientSessionsTests : IAsyncLifetime
{
    private const string Client = "5265877635";

    private readonly InMemoryVault _secrets = new();
    private FatefulVault _vault = null!;
    private SandboxOffice _office = null!;
    private ClientSessions _sessions = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _office = await SandboxOffice.StartAsync(new ManualClock(TestMaterial.Now) { Rushes = true });
        _office.Sandbox.Clock.Freeze();
        _office.Sandbox.Clock.MoveTo(TestMaterial.Now);
        _vault = new FatefulVault(_secrets);
        _sessions = new ClientSessions(_vault, _office.Sessions);
    }

    public async ValueTask DisposeAsync()
    {
        _sessions.Dispose();
        await _office.DisposeAsync();
    }

    [Fact]
    public async Task A_token_opens_a_session_at_its_client()
    {
        await StoreAsync("client", _office.CreateToken(nip: Client).Secret);

        var session = await _sessions.OpenAsync(ClientCredential.Of(Credential("client")), fresh: false, Cancel);

        Assert.Equal(new ContextIdentifier(ContextType.Nip, Client), session.Context);
    }

    [Fact]
    public async Task A_certificate_opens_a_session_whatever_kind_the_profile_says()
    {
        await StoreAsync("seal", TestMaterial.Ec.ToVaultText());

        var session = await _sessions.OpenAsync(
            ClientCredential.Of(Credential("seal", TestMaterial.Nip) with { Kind = CredentialKind.Token }),
            fresh: false,
            Cancel
        );

        Assert.Equal(["Owner"], session.Claims.Permissions);
    }

    [Fact]
    public async Task An_identity_opens_a_session_by_its_secrets_address()
    {
        await StoreAsync("seal", TestMaterial.Ec.ToVaultText());

        var session = await _sessions.OpenAsync(
            _office.Environment,
            new SecretAddress("v", "seal"),
            new ContextIdentifier(ContextType.Nip, TestMaterial.Nip),
            fresh: true,
            Cancel
        );

        Assert.Equal(SignInKind.Cold, session.Kind);
    }

    [Fact]
    public async Task A_secret_that_serves_many_clients_is_read_once()
    {
        await StoreAsync("seal", TestMaterial.Ec.ToVaultText());

        var read = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => _sessions.ReadAsync(new SecretAddress("v", "seal"), Cancel))
        );

        Assert.Single(_vault.Requests);
        Assert.Single(read.Distinct());
    }

    [Fact]
    public async Task Secrets_read_ahead_cost_one_request_a_vault()
    {
        await StoreAsync("seal", TestMaterial.Ec.ToVaultText());
        await StoreAsync("client", _office.CreateToken(nip: Client).Secret);

        await _sessions
            .Secrets.AheadAsync(["seal", "client", "none"], name => [new SecretAddress("v", name)], Cancel)
            .CountAsync(Cancel);
        await _sessions.ReadAsync(new SecretAddress("v", "seal"), Cancel);
        await _sessions.ReadAsync(new SecretAddress("v", "client"), Cancel);

        Assert.Single(_vault.Requests);
    }

    [Fact]
    public async Task A_token_of_another_client_never_acts_for_this_one()
    {
        await StoreAsync("borrowed", _office.CreateToken(nip: Client).Secret);

        Assert.Equal(CredentialFailure.OtherContext, await FailureAsync(Credential("borrowed", TestMaterial.Nip)));
        Assert.Empty(_office.Network.Requests);
    }

    [Fact]
    public async Task What_is_neither_token_nor_certificate_is_sent_nowhere()
    {
        await StoreAsync("note", new SecretText("the password of the Wi-Fi"));

        Assert.Equal(CredentialFailure.Unreadable, await FailureAsync(Credential("note")));
        Assert.Empty(_office.Network.Requests);
    }

    [Theory]
    [InlineData("gone", CredentialFailure.Missing)]
    [InlineData(null, CredentialFailure.NotNamed)]
    [InlineData("", CredentialFailure.NotNamed)]
    public async Task A_credential_without_a_secret_says_so(string? name, CredentialFailure expected)
    {
        Assert.Equal(expected, await FailureAsync(Credential(name)));
    }

    [Fact]
    public async Task A_vault_that_does_not_answer_is_asked_once()
    {
        var locked = new SecretVaultException(SecretVaultFailure.Locked, null, "the vault is locked");
        var silent = new FatefulVault(_secrets) { Handling = VaultHandlings.Fail(locked) };
        using var sessions = new ClientSessions(silent, _office.Sessions);

        foreach (var name in (string[])["a", "b"])
            await Assert.ThrowsAsync<SecretVaultException>(() =>
                sessions.ReadAsync(new SecretAddress("v", name), Cancel)
            );

        Assert.Single(silent.Requests);
    }

    [Fact]
    public void An_environment_that_is_none_is_told_before_anything_is_read()
    {
        var failure = Assert.Throws<CredentialException>(() =>
            ClientCredential.Of(Credential("client") with { Environment = "nowhere" })
        );

        Assert.Equal(CredentialFailure.EnvironmentUnknown, failure.Failure);
        Assert.StartsWith("An environment is production", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SecretState.VaultSilent)]
    [InlineData(SecretState.VaultSilent, SecretNames.SessionKey, SecretNames.Sessions)]
    [InlineData(SecretState.Missing, "other")]
    [InlineData(SecretState.Missing, "other", SecretNames.Sessions)]
    public async Task Of_several_secrets_a_vault_that_holds_nothing_but_our_sessions_lacks_none(
        SecretState expected,
        params string[] held
    )
    {
        var vault = new InMemoryVault();
        await vault.WriteAsync(
            held.ToDictionary(name => new SecretAddress("v", name), _ => new SecretText("x")),
            Cancel
        );
        using var reader = new CredentialReader(vault);
        var addresses = new[] { "a", "b" }.Select(name => new SecretAddress("v", name)).ToList();

        await reader.AheadAsync(addresses, address => [address], Cancel).CountAsync(Cancel);

        foreach (var address in addresses)
            Assert.Equal(expected, (await reader.ReadAsync(address, Cancel)).State);
    }

    [Fact]
    public async Task Where_KSeF_refuses_a_credential_the_next_one_serves()
    {
        await StoreRevokedAsync("dead");
        await StoreAsync("live", _office.CreateToken(nip: Client).Secret);

        var (context, served) = await _sessions.WithFirstAsync(
            [Credential("dead"), Credential("live")],
            (session, _) => Task.FromResult(session.Context.Value),
            Cancel
        );

        Assert.Equal((Client, "live"), (context, served.SecretName));
    }

    [Theory]
    [InlineData("dead", "gone", typeof(SignInException))]
    [InlineData("gone", "dead", typeof(CredentialException))]
    public async Task Where_no_credential_serves_the_first_refusal_is_told(string first, string second, Type refusal)
    {
        await StoreRevokedAsync("dead");

        var failure = await Record.ExceptionAsync(() =>
            _sessions.WithFirstAsync([Credential(first), Credential(second)], (_, _) => Task.FromResult(true), Cancel)
        );

        Assert.IsType(refusal, failure);
    }

    [Fact]
    public async Task What_fails_in_a_session_is_not_begun_again_with_the_next_credential()
    {
        await StoreAsync("one", _office.CreateToken(nip: Client).Secret);
        await StoreAsync("two", _office.CreateToken(nip: Client).Secret);
        var begun = 0;

        await Assert.ThrowsAsync<TimeoutException>(() =>
            _sessions.WithFirstAsync<bool>(
                [Credential("one"), Credential("two")],
                (_, _) =>
                {
                    begun++;
                    throw new TimeoutException();
                },
                Cancel
            )
        );

        Assert.Equal(1, begun);
    }

    [Fact]
    public async Task Work_is_done_in_a_session_that_is_remembered()
    {
        await StoreAsync("client", _office.CreateToken(nip: Client).Secret);
        await _sessions.OpenAsync(ClientCredential.Of(Credential("client")), fresh: false, Cancel);

        var (kind, _) = await _sessions.WithFirstAsync(
            [Credential("client")],
            (session, _) => Task.FromResult(session.Kind),
            Cancel
        );

        Assert.Equal(SignInKind.Live, kind);
    }

    [Fact]
    public async Task A_token_that_is_tried_elsewhere_signs_in_for_its_client_there()
    {
        await StoreAsync("client", _office.CreateToken(nip: Client).Secret);
        var away = Credential("client") with { Environment = "http://127.0.0.1:1/v2" };

        var session = await TryElsewhereAsync(away);

        Assert.Equal(
            (_office.Environment.BaseAddress, new ContextIdentifier(ContextType.Nip, Client)),
            (session.Environment.BaseAddress, session.Context)
        );
    }

    [Theory]
    [InlineData("seal", CredentialFailure.Unreadable)]
    [InlineData("gone", CredentialFailure.Missing)]
    [InlineData(null, CredentialFailure.NotNamed)]
    public async Task Nothing_but_a_token_is_tried_elsewhere(string? name, CredentialFailure expected)
    {
        await StoreAsync("seal", TestMaterial.Ec.ToVaultText());

        var error = await Assert.ThrowsAsync<CredentialException>(() => TryElsewhereAsync(Credential(name)));

        Assert.Equal(expected, error.Failure);
        Assert.Empty(_office.Network.Requests);
    }

    [Fact]
    public async Task Whether_an_unstored_token_works_no_remembered_session_says()
    {
        var token = _office.CreateToken(nip: Client);
        var context = new ContextIdentifier(ContextType.Nip, Client);

        for (var time = 0; time < 2; time++)
        {
            var session = await _sessions.OpenUnstoredAsync(_office.Environment, context, token, Cancel);
            Assert.Equal(SignInKind.Cold, session.Kind);
        }
    }

    private async Task<CredentialFailure> FailureAsync(KsefCredential credential) =>
        (
            await Assert.ThrowsAsync<CredentialException>(() =>
                _sessions.OpenAsync(ClientCredential.Of(credential), fresh: false, Cancel)
            )
        ).Failure;

    private Task<KsefSession> TryElsewhereAsync(KsefCredential credential) =>
        _sessions.TryElsewhereAsync(ClientCredential.Of(credential), _office.Environment, fresh: true, Cancel);

    private Task StoreRevokedAsync(string name) =>
        StoreAsync(name, _office.CreateToken(token => token with { Status = TokenStatus.Revoked }, nip: Client).Secret);

    private Task StoreAsync(string name, SecretText text) =>
        _secrets.WriteAsync(new Dictionary<SecretAddress, SecretText> { [new("v", name)] = text }, Cancel);

    private KsefCredential Credential(string? secret, string nip = Client) =>
        new()
        {
            Nip = nip,
            Name = "Klient",
            Environment = _office.Environment.Name,
            Kind = CredentialKind.Certificate,
            SecretName = secret,
            Vault = "v",
            Path = "client.yaml",
            OfficePath = "office",
        };
}
