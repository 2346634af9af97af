using KsefTools.Core.Api;
using KsefTools.Core.Conversion.Running;
using KsefTools.Core.Credentials;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Sandbox.State;
using Permission = KsefTools.Sandbox.Identifiers.Permission;
using SubjectIdentifier = KsefTools.Sandbox.Identifiers.SubjectIdentifier;

namespace KsefTools.Core.Tests.Conversion.Running;

/// <summary>Who ends a token that cannot end itself, and by what it is seen to be dead.</summary>
public sealed class TokenEndingTests : ConversionTest
{
    private readonly SecretAddress _nowhere = new(ConversionBench.VaultName, "ksef-nowhere");
    private string? _left;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_whose_text_is_not_ours_is_ended_by_another_session_and_seen_in_its_list()
    {
        var (client, owner, _) = Stage();
        using var process = Bench.Start();
        using var sessions = Sessions(process);
        using var record = Record();
        var ending = Ending(client, record, null, await OpenAsync(sessions, client, owner));

        Assert.Null(await ending.RevokeAsync(sessions, Cancel));
        Assert.Null(ending.Seen);
        Assert.True(await ending.SeeDeadAsync(sessions, Cancel));

        Assert.Equal("KSeF lists it as revoked.", ending.Seen);
        Assert.NotEqual(TokenStatus.Active, StatusOf(client));
        Assert.Equal(client.Token, record.Last("revoked")!["reference"]);
        Assert.Equal(client.Token, record.Last("revoking")!["reference"]);
    }

    [Fact]
    public async Task Where_one_session_may_not_end_it_the_next_is_tried()
    {
        var (client, owner, guest) = Stage();
        using var process = Bench.Start();
        using var sessions = Sessions(process);
        using var record = Record();
        var ending = Ending(
            client,
            record,
            null,
            await OpenAsync(sessions, client, guest),
            await OpenAsync(sessions, client, owner)
        );

        Assert.Null(await ending.RevokeAsync(sessions, Cancel));
        Assert.True(await ending.SeeDeadAsync(sessions, Cancel));
        Assert.NotEqual(TokenStatus.Active, StatusOf(client));
    }

    [Fact]
    public async Task Where_one_session_has_ended_it_no_other_is_asked()
    {
        var (client, owner, _) = Stage();
        using var process = Bench.Start();
        using var sessions = Sessions(process);
        using var record = Record();
        var session = await OpenAsync(sessions, client, owner);

        Assert.Null(await Ending(client, record, null, session, session).RevokeAsync(sessions, Cancel));

        Assert.Single(record.All("revoking"));
    }

    [Fact]
    public async Task Where_nobody_may_end_it_it_lives_and_nobody_says_that_it_is_dead()
    {
        var (client, _, guest) = Stage();
        using var process = Bench.Start();
        using var sessions = Sessions(process);
        using var record = Record();
        var ending = Ending(client, record, null, await OpenAsync(sessions, client, guest));

        Assert.NotEmpty((await ending.RevokeAsync(sessions, Cancel))!);
        Assert.False(await ending.SeeDeadAsync(sessions, Cancel));

        Assert.Null(ending.Seen);
        Assert.Equal(TokenStatus.Active, StatusOf(client));
        Assert.False(record.Has("revoked"));
    }

    [Fact]
    public async Task Where_there_is_nobody_at_all_it_is_not_said_to_be_ended()
    {
        var (client, _, _) = Stage();
        using var process = Bench.Start();
        using var sessions = Sessions(process);
        using var record = Record();

        Assert.Equal("", await Ending(client, record, null).RevokeAsync(sessions, Cancel));
        Assert.False(record.Has("revoking"));
    }

    [Fact]
    public async Task Of_several_refusals_the_first_is_told()
    {
        var (client, _, guest) = Stage();
        using var process = Bench.Start();
        using var sessions = Sessions(process);
        using var record = Record();
        var ending = Ending(client, record, _nowhere, await OpenAsync(sessions, client, guest));

        Assert.Contains(_nowhere.Name, await ending.RevokeAsync(sessions, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_cannot_end_itself_is_ended_by_others()
    {
        var (client, owner, _) = Stage();
        using var process = Bench.Start();
        using var sessions = Sessions(process);
        using var record = Record();
        var ending = Ending(client, record, _nowhere, await OpenAsync(sessions, client, owner));

        Assert.Null(await ending.RevokeAsync(sessions, Cancel));
        Assert.NotEqual(TokenStatus.Active, StatusOf(client));
    }

    [Fact]
    public async Task A_token_ends_itself_before_others_are_asked_and_is_seen_not_to_sign_in()
    {
        var (client, _, guest) = Stage();
        using var process = Bench.Start();
        using var sessions = Sessions(process);
        using var record = Record();
        var ending = Ending(client, record, client.Secret, await OpenAsync(sessions, client, guest));

        Assert.Null(await ending.RevokeAsync(sessions, Cancel));
        Assert.True(await ending.SeeDeadAsync(sessions, Cancel));

        Assert.Single(record.All("revoking"));
        Assert.StartsWith("KSeF refuses a new sign-in: 450 ", ending.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_dead_already_is_not_asked_to_be_ended_again()
    {
        var (client, _, guest) = Stage();
        Bench.World.UpdateToken(client.Token!, token => token with { Status = TokenStatus.Revoked });
        using var process = Bench.Start();
        using var sessions = Sessions(process);
        using var record = Record();
        var ending = Ending(client, record, client.Secret, await OpenAsync(sessions, client, guest));

        Assert.Null(await ending.RevokeAsync(sessions, Cancel));

        Assert.False(record.Has("revoking"));
        Assert.Equal(client.Token, record.Last("revoked")!["reference"]);
    }

    [Fact]
    public async Task What_an_earlier_run_has_ended_costs_no_request()
    {
        var (client, _, _) = Stage();
        using var process = Bench.Start();
        using var sessions = Sessions(process);
        using var record = Record();
        record.Write("revoked");

        Assert.Null(await Ending(client, record, client.Secret).RevokeAsync(sessions, Cancel));

        Assert.Empty(process.Network.Requests);
    }

    [Fact]
    public async Task While_it_is_listed_as_active_it_is_not_dead()
    {
        var (client, owner, _) = Stage();
        using var process = Bench.Start();
        using var sessions = Sessions(process);
        using var record = Record();
        var ending = Ending(client, record, null, await OpenAsync(sessions, client, owner));

        Assert.False(await ending.SeeDeadAsync(sessions, Cancel));
        Assert.Null(ending.Seen);
    }

    [Fact]
    public async Task Who_may_not_look_is_passed_over_for_who_may()
    {
        var (client, owner, guest) = Stage();
        Bench.World.UpdateToken(client.Token!, token => token with { Status = TokenStatus.Revoked });
        using var process = Bench.Start();
        using var sessions = Sessions(process);
        using var record = Record();
        var ending = Ending(
            client,
            record,
            null,
            await OpenAsync(sessions, client, guest),
            await OpenAsync(sessions, client, owner)
        );

        Assert.True(await ending.SeeDeadAsync(sessions, Cancel));
    }

    [Fact]
    public async Task Who_cancels_before_the_revocation_leaves_has_it_not_sent()
    {
        var (client, owner, _) = Stage();
        using var process = Bench.Start();
        using var sessions = Sessions(process);
        using var record = Record();
        var session = await OpenAsync(sessions, client, owner);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Ending(client, record, null, session).RevokeAsync(sessions, new CancellationToken(canceled: true))
        );

        Assert.False(record.Has("revoking"));
        Assert.Equal(TokenStatus.Active, StatusOf(client));
    }

    [Fact]
    public async Task Sessions_that_stay_open_are_told_and_the_token_is_ended_all_the_same()
    {
        var (client, owner, _) = Stage();
        using var process = Bench.Start();
        using var sessions = Sessions(process);
        using var record = Record();
        var session = await OpenAsync(sessions, client, owner);
        process.Network.LosesRequest = "GET sessions";

        Assert.Null(await Ending(client, record, null, session).RevokeAsync(sessions, Cancel));

        Assert.NotNull(_left);
        Assert.False(record.Has("sessions closed"));
    }

    [Fact]
    public async Task What_the_token_had_open_is_closed()
    {
        var (client, owner, _) = Stage();
        using var process = Bench.Start();
        using var sessions = Sessions(process);
        using var record = Record();

        await Ending(client, record, null, await OpenAsync(sessions, client, owner)).RevokeAsync(sessions, Cancel);

        Assert.Null(_left);
        Assert.True(record.Has("sessions closed"));
    }

    /// <summary>A client, with its own certificate and with somebody who may only read there.</summary>
    private (ConversionClient Client, string Owner, string Guest) Stage()
    {
        var client = Bench.AddClient(Permission.InvoiceRead);
        Bench.World.AddGrant(
            new GrantRecord
            {
                Id = Guid.NewGuid(),
                Context = client.Context,
                Authorized = SubjectIdentifier.Pesel(ConversionBench.Employee),
                Permission = Permission.InvoiceRead,
                StartDate = Clock.GetUtcNow(),
            }
        );
        return (client, Bench.AddOwnCertificate(client), "ksef-office-anna");
    }

    private TokenEnding Ending(
        ConversionClient client,
        OperationRecord record,
        SecretAddress? secret,
        params KsefSession[] others
    ) =>
        new(Environment, ContextIdentifier.Of(ClientId.Parse(client.Nip)), client.Token!, record)
        {
            Secret = secret,
            Others = others.Length == 0 ? null : _ => others.ToAsyncEnumerable(),
            Pauses = () => new Pauses(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), Clock),
            SessionsLeft = left => _left = left,
        };

    private KsefEnvironment Environment => KsefEnvironment.Parse(Bench.Office.Settings.Environment);

    private OperationRecord Record() =>
        OperationRecord.Begin(Bench.Office, Clock, OperationKind.Ending, "a token", progress: null);

    private static ClientSessions Sessions(ConversionProcess process) => new(process.Vault, process.Sessions);

    private Task<KsefSession> OpenAsync(ClientSessions sessions, ConversionClient client, string secret) =>
        sessions.OpenAsync(
            Environment,
            new SecretAddress(ConversionBench.VaultName, secret),
            ContextIdentifier.Of(ClientId.Parse(client.Nip)),
            fresh: false,
            Cancel
        );

    private TokenStatus StatusOf(ConversionClient client) => Bench.World.FindToken(client.Token!)!.Status;
}
