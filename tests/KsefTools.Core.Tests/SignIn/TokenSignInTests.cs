using KsefTools.Core.Api;
using KsefTools.Core.Api.Requests;
using KsefTools.Core.Identifiers;
using KsefTools.Core.SignIn;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using SandboxContext = KsefTools.Sandbox.Identifiers.ContextIdentifier;

namespace KsefTools.Core.Tests.SignIn;

public sealed class TokenSignInTests
{
    private static readonly string[] OneSignIn =
    [
        "POST challenge",
        "GET public-key-certificates",
        "POST ksef-token",
        "GET {number}",
        "POST redeem",
    ];

    [Fact]
    public async Task A_token_signs_in_with_four_requests_and_the_key()
    {
        await using var office = await SandboxOffice.StartAsync();

        var session = await office.SignInAsync(office.CreateToken());

        Assert.Equal(SignInKind.Cold, session.Kind);
        Assert.Equal(OneSignIn, office.Network.Requests);
    }

    [Fact]
    public async Task The_session_may_call_ksef_and_knows_what_it_may_do()
    {
        await using var office = await SandboxOffice.StartAsync();
        var token = office.CreateToken(permissions: [Permission.InvoiceRead, Permission.CredentialsRead]);

        var session = await office.SignInAsync(token);
        var page = await session.SendAsync(
            (access, ct) => session.Api.ListTokensAsync(access, new TokenQuery(), null, ct),
            default
        );

        Assert.Equal(token.Reference.Value, Assert.Single(page.Tokens).ReferenceNumber);
        Assert.Equal(["InvoiceRead", "CredentialsRead"], session.Claims.Permissions);
        Assert.Equal(SandboxOffice.Nip, session.Claims.Context);
    }

    [Fact]
    public async Task The_key_is_fetched_once_for_all_clients()
    {
        await using var office = await SandboxOffice.StartAsync();
        var tokens = Enumerable.Range(0, 32).Select(_ => office.CreateToken()).ToList();

        await Task.WhenAll(tokens.Select(token => office.SignInAsync(token)));

        Assert.Equal(1, office.Network.Count("GET public-key-certificates"));
        Assert.Equal(32, office.Network.Count("POST redeem"));
    }

    [Fact]
    public async Task A_revoked_token_is_told_from_an_inactive_one()
    {
        await using var office = await SandboxOffice.StartAsync();

        var revoked = await office.RefusedAsync(
            office.CreateToken(token => token with { Status = TokenStatus.Revoked })
        );
        var pending = await office.RefusedAsync(
            office.CreateToken(token => token with { Status = TokenStatus.Pending })
        );

        Assert.Equal(SignInFailure.TokenRevoked, revoked.Failure);
        Assert.Equal(SignInFailure.TokenInactive, pending.Failure);
    }

    [Fact]
    public async Task A_token_of_another_environment_is_unknown()
    {
        await using var office = await SandboxOffice.StartAsync();
        var elsewhere = office.Sandbox.Test.World.CreateToken(
            SandboxContext.Nip(SandboxOffice.Nip),
            SubjectIdentifier.Nip(SandboxOffice.Nip),
            [Permission.InvoiceRead]
        );
        Assert.True(TokenText.TryParse(elsewhere.Secret, out var token));

        Assert.Equal(SignInFailure.TokenUnknown, (await office.RefusedAsync(token)).Failure);
    }

    [Fact]
    public async Task A_token_of_another_client_is_a_mismatch_of_context()
    {
        await using var office = await SandboxOffice.StartAsync();

        // Below the door, which sends no token whose text names another client: a text may name none.
        using var signIn = new TokenSignIn(office.Sessions.Api(office.Environment), office.Options, office.Clock);
        var refused = await Assert.ThrowsAsync<SignInException>(() =>
            signIn.SignInAsync(office.CreateToken(nip: "1111111111"), SandboxOffice.Context, default)
        );

        Assert.Equal((SignInFailure.ContextMismatch, 450), (refused.Failure, refused.Status));
    }

    [Fact]
    public async Task A_token_without_rights_is_told()
    {
        await using var office = await SandboxOffice.StartAsync();

        var refused = await office.RefusedAsync(office.CreateToken(token => token with { EffectivePermissions = [] }));

        Assert.Equal((SignInFailure.NoPermissions, 415), (refused.Failure, refused.Status));
    }

    [Fact]
    public async Task A_blocked_context_is_told()
    {
        await using var office = await SandboxOffice.StartAsync();
        office.Sandbox.World.Block(SandboxContext.Nip(SandboxOffice.Nip));

        Assert.Equal(SignInFailure.ContextBlocked, (await office.RefusedAsync(office.CreateToken())).Failure);
    }

    [Fact]
    public async Task A_token_past_its_end_is_inactive()
    {
        await using var office = await SandboxOffice.StartAsync();
        var token = office.CreateToken();
        office.Sandbox.Main.Settings.TokenEndDate = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.FromHours(1));

        await office.SignInAsync(token);
        office.Sandbox.Clock.MoveTo(new DateTimeOffset(2027, 1, 2, 0, 0, 0, TimeSpan.Zero));
        var error = await Assert.ThrowsAsync<SignInException>(() =>
            office.Sessions.OpenWithTokenAsync(office.Environment, SandboxOffice.Context, token, fresh: true, default)
        );

        Assert.Equal(SignInFailure.TokenInactive, error.Failure);
    }

    [Fact]
    public async Task A_sign_in_under_way_is_asked_after_again()
    {
        await using var office = await SandboxOffice.StartAsync();
        office.Sandbox.Main.Settings.PollsInProgress = 2;

        var session = await office.SignInAsync(office.CreateToken());

        Assert.Equal(SignInKind.Cold, session.Kind);
        Assert.Equal(3, office.Network.Count("GET {number}"));
    }

    [Fact]
    public async Task A_sign_in_that_never_ends_is_given_up_and_its_number_kept()
    {
        await using var office = await SandboxOffice.StartAsync(options: new() { MaxWait = TimeSpan.FromSeconds(10) });
        office.Sandbox.Main.Settings.PollsInProgress = int.MaxValue;

        var error = await office.RefusedAsync(office.CreateToken());

        Assert.Equal((SignInFailure.StillInProgress, false), (error.Failure, error.SpeaksAboutCredential));
        Assert.True(ReferenceNumber.TryParse(error.ReferenceNumber, out _));
    }

    [Fact]
    public async Task A_redeem_whose_answer_was_lost_begins_the_sign_in_again()
    {
        await using var office = await SandboxOffice.StartAsync();
        office.Network.Lose("POST redeem");

        var session = await office.SignInAsync(office.CreateToken());

        Assert.Equal(SignInKind.Cold, session.Kind);
        Assert.Equal(2, office.Network.Count("POST challenge"));
    }

    [Fact]
    public async Task It_is_begun_again_once_only()
    {
        await using var office = await SandboxOffice.StartAsync();
        office.Network.Lose("POST redeem", answers: 2);

        var error = await Assert.ThrowsAsync<KsefApiException>(() => office.SignInAsync(office.CreateToken()));

        Assert.Equal(ApiErrorKind.Unreachable, error.Kind);
        Assert.Equal(2, office.Network.Count("POST redeem"));
    }

    [Fact]
    public async Task A_start_whose_answer_was_lost_takes_a_new_challenge()
    {
        await using var office = await SandboxOffice.StartAsync();
        office.Network.Lose("POST ksef-token");

        await office.SignInAsync(office.CreateToken());

        Assert.Equal(2, office.Network.Count("POST challenge"));
        Assert.Equal(2, office.Network.Count("POST ksef-token"));
    }

    [Fact]
    public async Task Answers_lost_to_harmless_questions_cost_that_question_alone()
    {
        await using var office = await SandboxOffice.StartAsync();
        office.Network.Lose("POST challenge");
        office.Network.Lose("GET {number}");

        await office.SignInAsync(office.CreateToken());

        Assert.Equal(2, office.Network.Count("POST challenge"));
        Assert.Equal(2, office.Network.Count("GET {number}"));
        Assert.Equal(1, office.Network.Count("POST redeem"));
    }
}
