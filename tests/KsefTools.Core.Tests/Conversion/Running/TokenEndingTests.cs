using KsefTools.Core.Api;
using KsefTools.Core.Conversion.Running;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.Tests.Api;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.SignIn;
using Permission = KsefTools.Sandbox.Identifiers.Permission;
using SubjectIdentifier = KsefTools.Sandbox.Identifiers.SubjectIdentifier;

namespace KsefTools.Core.Tests.Conversion.Running;

/// <summary>Who ends a token that cannot end itself, and by what it is seen to be dead.</summary>
public sealed class TokenEndingTests : ConversionTest
{
    private readonly SecretAddress _nowhere = new(ConversionBench.VaultName, "ksef-nowhere");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_whose_text_is_not_ours_is_ended_by_another_session_and_seen_in_its_list()
    {
        using var stage = Set();
        var ending = stage.Ending(null, await stage.OwnerAsync());

        Assert.Null(await ending.RevokeAsync(stage.Sessions, Cancel));
        Assert.Null(ending.Seen);
        Assert.True(await ending.SeeDeadAsync(stage.Sessions, Cancel));

        Assert.Equal("KSeF lists it as revoked.", ending.Seen);
        Assert.NotEqual(TokenStatus.Active, stage.Status);
        Assert.Equal(stage.Client.Token, stage.Record.Last("revoked")!["reference"]);
        Assert.Equal(stage.Client.Token, stage.Record.Last("revoking")!["reference"]);
    }

    [Fact]
    public async Task Where_one_session_may_not_end_it_the_next_is_tried()
    {
        using var stage = Set();
        var ending = stage.Ending(null, await stage.GuestAsync(), await stage.OwnerAsync());

        Assert.Null(await ending.RevokeAsync(stage.Sessions, Cancel));
        Assert.True(await ending.SeeDeadAsync(stage.Sessions, Cancel));
        Assert.NotEqual(TokenStatus.Active, stage.Status);
    }

    [Fact]
    public async Task Where_one_session_has_ended_it_no_other_is_asked()
    {
        using var stage = Set();
        var session = await stage.OwnerAsync();

        Assert.Null(await stage.Ending(null, session, session).RevokeAsync(stage.Sessions, Cancel));

        Assert.Single(stage.Record.All("revoking"));
    }

    [Fact]
    public async Task Where_nobody_may_end_it_it_lives_and_nobody_says_that_it_is_dead()
    {
        using var stage = Set();
        var ending = stage.Ending(null, await stage.GuestAsync());

        Assert.NotEmpty((await ending.RevokeAsync(stage.Sessions, Cancel))!);
        Assert.False(await ending.SeeDeadAsync(stage.Sessions, Cancel));

        Assert.Null(ending.Seen);
        Assert.Equal(TokenStatus.Active, stage.Status);
        Assert.False(stage.Record.Has("revoked"));
    }

    [Fact]
    public async Task Where_there_is_nobody_at_all_it_is_not_said_to_be_ended()
    {
        using var stage = Set();

        Assert.Equal("", await stage.Ending(null).RevokeAsync(stage.Sessions, Cancel));
        Assert.False(stage.Record.Has("revoking"));
    }

    [Fact]
    public async Task Of_several_refusals_the_first_is_told()
    {
        using var stage = Set();
        var ending = stage.Ending(_nowhere, await stage.GuestAsync());

        Assert.Contains(_nowhere.Name, await ending.RevokeAsync(stage.Sessions, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_cannot_end_itself_is_ended_by_others()
    {
        using var stage = Set();
        var ending = stage.Ending(_nowhere, await stage.OwnerAsync());

        Assert.Null(await ending.RevokeAsync(stage.Sessions, Cancel));
        Assert.NotEqual(TokenStatus.Active, stage.Status);
    }

    [Fact]
    public async Task A_token_ends_itself_before_others_are_asked_and_is_seen_not_to_sign_in()
    {
        using var stage = Set();
        var ending = stage.Ending(stage.Client.Secret, await stage.GuestAsync());

        Assert.Null(await ending.RevokeAsync(stage.Sessions, Cancel));
        Assert.True(await ending.SeeDeadAsync(stage.Sessions, Cancel));

        Assert.Single(stage.Record.All("revoking"));
        Assert.StartsWith("KSeF refuses a new sign-in: 450 ", ending.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_dead_already_is_not_asked_to_be_ended_again()
    {
        using var stage = Set();
        Bench.World.UpdateToken(stage.Client.Token!, token => token with { Status = TokenStatus.Revoked });
        var ending = stage.Ending(stage.Client.Secret, await stage.GuestAsync());

        Assert.Null(await ending.RevokeAsync(stage.Sessions, Cancel));

        Assert.False(stage.Record.Has("revoking"));
        Assert.Equal(stage.Client.Token, stage.Record.Last("revoked")!["reference"]);
    }

    [Fact]
    public async Task What_an_earlier_run_has_ended_costs_no_request()
    {
        using var stage = Set();
        stage.Record.Write("revoked");

        Assert.Null(await stage.Ending(stage.Client.Secret).RevokeAsync(stage.Sessions, Cancel));

        Assert.Empty(stage.Process.Network.Requests);
    }

    [Fact]
    public async Task While_it_is_listed_as_active_it_is_not_dead()
    {
        using var stage = Set();
        var ending = stage.Ending(null, await stage.OwnerAsync());

        Assert.False(await ending.SeeDeadAsync(stage.Sessions, Cancel));
        Assert.Null(ending.Seen);
    }

    [Fact]
    public async Task Who_may_not_look_is_passed_over_for_who_may()
    {
        using var stage = Set();
        Bench.World.UpdateToken(stage.Client.Token!, token => token with { Status = TokenStatus.Revoked });
        var ending = stage.Ending(null, await stage.GuestAsync(), await stage.OwnerAsync());

        Assert.True(await ending.SeeDeadAsync(stage.Sessions, Cancel));
    }

    [Fact]
    public async Task Who_cancels_before_the_revocation_leaves_has_it_not_sent()
    {
        using var stage = Set();
        var session = await stage.OwnerAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            stage.Ending(null, session).RevokeAsync(stage.Sessions, new CancellationToken(canceled: true))
        );

        Assert.False(stage.Record.Has("revoking"));
        Assert.Equal(TokenStatus.Active, stage.Status);
    }

    [Fact]
    public async Task Sessions_that_stay_open_are_told_and_the_token_is_ended_all_the_same()
    {
        using var stage = Set();
        var session = await stage.OwnerAsync();
        stage.Process.Network.LosesRequest = "GET sessions";

        Assert.Null(await stage.Ending(null, session).RevokeAsync(stage.Sessions, Cancel));

        Assert.NotNull(stage.Left);
        Assert.False(stage.Record.Has("sessions closed"));
    }

    [Fact]
    public async Task What_the_token_had_open_is_closed()
    {
        using var stage = Set();
        await stage.OpenAsync(stage.Client.Secret.Name);
        var open = Assert.Single(Bench.World.Sessions.All, session => session.TokenReference == stage.Client.Token);

        await stage.Ending(null, await stage.OwnerAsync()).RevokeAsync(stage.Sessions, Cancel);

        Assert.True(open.IsRevoked);
        Assert.Null(stage.Left);
        Assert.True(stage.Record.Has("sessions closed"));
    }

    [Fact]
    public async Task A_run_that_goes_on_after_the_revocation_closes_what_the_token_had_open_by_what_it_remembers()
    {
        using var stage = Set();
        await stage.OpenAsync(stage.Client.Secret.Name);
        var open = stage.OpenOfToken();
        stage.DieAfterTheRevocation();

        Assert.Null(await stage.Ending(stage.Client.Secret).RevokeAsync(stage.Sessions, Cancel));

        Assert.True(open.IsRevoked);
        Assert.True(stage.Record.Has("sessions closed"));
        Assert.Null(stage.Left);
    }

    [Fact]
    public async Task A_run_that_goes_on_and_remembers_no_session_closes_them_by_the_other_credential()
    {
        using var stage = Set();
        await stage.OpenElsewhereAsync(stage.Client.Secret.Name);
        var open = stage.OpenOfToken();
        stage.DieAfterTheRevocation();
        var ending = stage.Ending(stage.Client.Secret, await stage.GuestAsync(), await stage.OwnerAsync());

        Assert.Null(await ending.RevokeAsync(stage.Sessions, Cancel));

        Assert.True(open.IsRevoked);
        Assert.True(stage.Record.Has("sessions closed"));
        Assert.Null(stage.Left);
    }

    [Fact]
    public async Task Sessions_that_KSeF_shows_to_nobody_who_goes_on_are_told_while_they_may_still_serve()
    {
        using var stage = Set();
        stage.DieAfterTheRevocation();

        await stage.Ending(stage.Client.Secret, await stage.GuestAsync()).RevokeAsync(stage.Sessions, Cancel);

        Assert.Equal(
            "an earlier run was interrupted before it closed them, and KSeF shows them to nobody here.",
            stage.Left
        );
        Assert.False(stage.Record.Has("sessions closed"));
    }

    [Fact]
    public async Task Sessions_that_have_ended_by_themselves_since_are_not_told()
    {
        using var stage = Set();
        stage.DieAfterTheRevocation();
        Clock.Advance(TimeSpan.FromMinutes(15));

        await stage.Ending(stage.Client.Secret, await stage.GuestAsync()).RevokeAsync(stage.Sessions, Cancel);

        Assert.Null(stage.Left);
    }

    [Fact]
    public async Task Who_goes_on_and_cannot_ask_for_sessions_says_so()
    {
        using var stage = Set();
        var session = await stage.OwnerAsync();
        stage.DieAfterTheRevocation();
        stage.Process.Network.LosesRequest = "GET sessions";

        Assert.Null(await stage.Ending(stage.Client.Secret, session).RevokeAsync(stage.Sessions, Cancel));

        Assert.NotNull(stage.Left);
    }

    private Stage Set() => new(Bench, Clock);

    /// <summary>A client, with its own certificate and with somebody who may only read there.</summary>
    private sealed class Stage : IDisposable
    {
        private readonly ConversionBench _bench;
        private readonly ManualClock _clock;
        private readonly string _owner;

        public Stage(ConversionBench bench, ManualClock clock)
        {
            (_bench, _clock) = (bench, clock);
            Client = bench.AddClient(Permission.InvoiceRead);
            bench.World.AddGrant(
                new GrantRecord
                {
                    Id = Guid.NewGuid(),
                    Context = Client.Context,
                    Authorized = SubjectIdentifier.Pesel(ConversionBench.Employee),
                    Permission = Permission.InvoiceRead,
                    StartDate = clock.GetUtcNow(),
                }
            );
            _owner = bench.AddOwnCertificate(Client);
            Process = bench.Start();
            Sessions = new ClientSessions(Process.Vault, Process.Sessions);
            Record = OperationRecord.Begin(bench.Office, clock, OperationKind.Ending, "a token", progress: null);
        }

        public ConversionClient Client { get; }

        public ConversionProcess Process { get; }

        public ClientSessions Sessions { get; }

        public OperationRecord Record { get; }

        /// <summary>What was said of sessions that stay open.</summary>
        public string? Left { get; private set; }

        public TokenStatus Status => _bench.World.FindToken(Client.Token!)!.Status;

        private KsefEnvironment Environment => KsefEnvironment.Parse(_bench.Office.Settings.Environment);

        private ContextIdentifier Context => ContextIdentifier.Of(ClientId.Parse(Client.Nip));

        public Task<KsefSession> OwnerAsync() => OpenAsync(_owner);

        public Task<KsefSession> GuestAsync() => OpenAsync("ksef-office-anna");

        public TokenEnding Ending(SecretAddress? secret, params KsefSession[] others) =>
            new(Environment, Context, Client.Token!, Record)
            {
                Secret = secret,
                Others = others.Length == 0 ? null : _ => others.ToAsyncEnumerable(),
                Pauses = () =>
                    new Pauses(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), _clock),
                SessionsLeft = left => Left = left,
            };

        /// <summary>A run was killed when KSeF had taken the revocation.</summary>
        public void DieAfterTheRevocation()
        {
            Record.Write("revoking", ("reference", Client.Token));
            _bench.World.UpdateToken(Client.Token!, token => token with { Status = TokenStatus.Revoked });
            Record.Write("revoked", ("reference", Client.Token));
        }

        /// <summary>The only session that the token opened.</summary>
        public AuthSession OpenOfToken() =>
            Assert.Single(_bench.World.Sessions.All, session => session.TokenReference == Client.Token);

        /// <summary>Opens a session in a process that is gone by now.</summary>
        public async Task OpenElsewhereAsync(string secret)
        {
            using var other = _bench.Start();
            using var sessions = new ClientSessions(other.Vault, other.Sessions);
            await OpenAsync(sessions, secret);
        }

        public void Dispose()
        {
            Record.Dispose();
            Sessions.Dispose();
            Process.Dispose();
        }

        public Task<KsefSession> OpenAsync(string secret) => OpenAsync(Sessions, secret);

        private Task<KsefSession> OpenAsync(ClientSessions sessions, string secret) =>
            sessions.OpenAsync(
                Environment,
                new SecretAddress(ConversionBench.VaultName, secret),
                Context,
                fresh: false,
                Cancel
            );
    }
}
