using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Sandbox.State.Time;
using KsefTools.Sandbox.Tests.Support;

namespace KsefTools.Sandbox.Tests.Life;

/// <summary>What KSeF is busy with is done within a moment, whether anybody looks or not.</summary>
public sealed class GoingOnWithTimeTests : PermissionTest
{
    private static readonly TimeSpan AMoment = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan NotYet = AMoment - TimeSpan.FromMilliseconds(1);

    [Theory]
    [InlineData(true, 100)]
    [InlineData(false, 450)]
    public async Task A_new_token_signs_in_though_nobody_read_its_status(bool awaited, int code)
    {
        Host.Main.Settings.SignInAwaitsToken = awaited;
        var secret = await MakeTokenAsync();

        Host.Clock.Advance(NotYet);
        var early = await CodeAsync(secret);
        Host.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal((code, 200), (early, await CodeAsync(secret)));
    }

    /// <summary>As the Ministry's own client signs in right after it has made a token.</summary>
    [Fact]
    public async Task A_sign_in_that_waited_for_its_token_ends_well()
    {
        var started = (await StartSignInAsync(await MakeTokenAsync())).Json;
        var path = $"/auth/{Text(started, "referenceNumber")}";
        var bearer = Text(started, "authenticationToken", "token");

        var early = Code(await GetAsync(path, bearer));
        var refused = await PostAsync("/auth/token/redeem", bearer);
        Host.Clock.Advance(AMoment);

        Assert.Equal((100, 21301), (early, refused.Code));
        Assert.Equal(200, Code(await GetAsync(path, bearer)));
        Assert.Equal(200, (int)(await PostAsync("/auth/token/redeem", bearer)).Status);
    }

    [Fact]
    public async Task Reading_its_status_brings_a_token_no_nearer()
    {
        var access = await SignedAccessAsync();
        var made = (await PostAsync("/tokens", access, NewToken())).Json;
        var path = $"/tokens/{made.GetProperty("referenceNumber").GetString()}";

        for (var reads = 0; reads < 5; reads++)
            Assert.Equal("Pending", Text((await GetAsync(path, access)).Json, "status"));
        Host.Clock.Advance(AMoment);

        Assert.Equal("Active", Text((await GetAsync(path, access)).Json, "status"));
    }

    [Fact]
    public async Task A_list_shows_a_token_as_it_is_at_that_moment()
    {
        await MakeTokenAsync();
        var access = await SignedAccessAsync();

        var early = await ListedAsync(access);
        Host.Clock.Advance(AMoment);

        Assert.Equal(("Pending", "Active"), (early, await ListedAsync(access)));
    }

    [Fact]
    public async Task A_revoked_token_is_Revoking_and_then_Revoked_and_signs_in_at_neither()
    {
        var token = AddToken(Permission.InvoiceRead);
        await SendAsync(HttpMethod.Delete, $"/tokens/{token.ReferenceNumber}", (await SignInAsync(token)).Access);

        var early = (World.FindToken(token.ReferenceNumber)!.Status, await CodeAsync(token.Secret));
        Host.Clock.Advance(AMoment);

        Assert.Equal((TokenStatus.Revoking, 450), early);
        Assert.Equal(
            (TokenStatus.Revoked, 450),
            (World.FindToken(token.ReferenceNumber)!.Status, await CodeAsync(token.Secret))
        );
    }

    [Fact]
    public async Task A_token_is_revoked_though_it_became_active_unseen()
    {
        var access = await SignedAccessAsync();
        var made = (await PostAsync("/tokens", access, NewToken())).Json;
        var reference = made.GetProperty("referenceNumber").GetString()!;

        Host.Clock.Advance(AMoment);
        await SendAsync(HttpMethod.Delete, $"/tokens/{reference}", access);

        Assert.Equal(TokenStatus.Revoking, World.FindToken(reference)!.Status);
    }

    [Fact]
    public async Task A_grant_works_though_nobody_polled()
    {
        await GrantAsync(
            await SignedAccessAsync(),
            "persons",
            PermissionBodies.Persons("Pesel", Anna.Value, "InvoiceRead")
        );

        Host.Clock.Advance(NotYet);
        var early = World.RightsOf(Anna, Client);
        Host.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Empty(early);
        Assert.Equal([Permission.InvoiceRead], World.RightsOf(Anna, Client));
    }

    [Fact]
    public async Task A_certificate_is_issued_though_nobody_polled()
    {
        var access = (await XadesSignInAsync(SharedSeal)).Access;
        var applied = await EnrollAsync(access, EnrollmentRequests.For(SharedSeal));
        var path = $"/certificates/enrollments/{Text(applied.Json, "referenceNumber")}";

        var early = Code(await GetAsync(path, access));
        Host.Clock.Advance(AMoment);

        Assert.Equal((100, 200), (early, Code(await GetAsync(path, access))));
    }

    /// <summary>A practice clock may stand still while the programs that use it do not.</summary>
    [Fact]
    public async Task A_stopped_clock_does_not_hold_it_up()
    {
        var underneath = new SetClock();
        await using var host = await SandboxHost.StartAsync(new SandboxOptions { Clock = underneath });
        host.Clock.Freeze();
        var token = host.World.CreateToken(
            new NewToken(Client, SubjectIdentifier.Nip(Client.Value), [Permission.InvoiceRead])
            {
                Status = TokenStatus.Pending,
                Underway = new Underway(host.Clock.Mark(), AMoment),
            }
        );
        var shown = host.Clock.GetUtcNow();

        underneath.Now += AMoment;

        Assert.Equal(TokenStatus.Active, host.World.FindToken(token.ReferenceNumber)!.Status);
        Assert.Equal(shown, host.Clock.GetUtcNow());
    }

    [Fact]
    public async Task By_a_control_request_a_status_is_for_good_or_for_so_many_seconds()
    {
        var token = AddToken(Permission.InvoiceRead);

        await ChangeAsync(token, new { status = "Pending" });
        Host.Clock.Advance(TimeSpan.FromDays(1));
        var kept = World.FindToken(token.ReferenceNumber)!.Status;
        await ChangeAsync(token, new { settlesAfterSeconds = 5 });
        Host.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal((TokenStatus.Pending, TokenStatus.Active), (kept, World.FindToken(token.ReferenceNumber)!.Status));
    }

    private static object NewToken() => new { permissions = new[] { "InvoiceRead" }, description = "Biuro rachunkowe" };

    private async Task<string> MakeTokenAsync() =>
        Text((await PostAsync("/tokens", await SignedAccessAsync(), NewToken())).Json, "token")!;

    private async Task<int> CodeAsync(string secret) =>
        (await SignInStatusAsync(secret)).GetProperty("status").GetProperty("code").GetInt32();

    private async Task<string?> ListedAsync(string access) =>
        Text((await GetAsync("/tokens", access)).Json.GetProperty("tokens")[0], "status");

    private Task<Answer> ChangeAsync(TokenRecord token, object change) =>
        Http.ControlAsync(Host, HttpMethod.Patch, $"/tokens/{token.ReferenceNumber}", change);

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
