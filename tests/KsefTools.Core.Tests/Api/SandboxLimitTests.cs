using KsefTools.Core.Api;
using KsefTools.Core.Api.Requests;
using KsefTools.Core.Identifiers;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.RateLimits;
using ContextIdentifier = KsefTools.Core.Identifiers.ContextIdentifier;

namespace KsefTools.Core.Tests.Api;

/// <summary>
/// The client in front of a sandbox that counts as KSeF does, in real time: few requests, and its count of 429s.
/// </summary>
public sealed class SandboxLimitTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(LimitScope.Shared, LoginLimitScope.Shared)]
    [InlineData(LimitScope.PerEndpoint, LoginLimitScope.PerEndpoint)]
    [InlineData(LimitScope.PerEndpoint, LoginLimitScope.Shared)]
    public async Task Thirty_sign_ins_at_once_are_never_too_many(LimitScope server, LoginLimitScope client)
    {
        await using var sandbox = await StartAsync(server);
        using var sessions = new KsefSessions(
            SessionCache.InMemory(TimeProvider.System),
            new KsefApiOptions { LoginLimitScope = client }
        );

        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => SignInAsync(sandbox, sessions)));

        Assert.Equal((0, 121), (sandbox.Main.Counters.TooManyRequests, sandbox.Main.Counters.Requests));
    }

    [Fact]
    public async Task Twelve_questions_of_one_client_at_once_are_never_too_many()
    {
        await using var sandbox = await StartAsync(LimitScope.Shared);
        using var sessions = new KsefSessions(SessionCache.InMemory(TimeProvider.System));
        var session = await SignInAsync(sandbox, sessions);

        await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(_ => session.Api.ListTokensAsync(session.Token, new TokenQuery(), null, Cancel))
        );

        Assert.Equal(0, sandbox.Main.Counters.TooManyRequests);
    }

    [Fact]
    public async Task Another_program_that_uses_up_the_limit_costs_a_pause_and_no_client()
    {
        await using var sandbox = await StartAsync(LimitScope.Shared);
        using var other = new HttpClient { BaseAddress = new Uri(sandbox.BaseAddress.AbsoluteUri + "/") };
        for (var request = 0; request < 60; request++)
            (await other.PostAsync("auth/challenge", null, Cancel)).Dispose();
        using var sessions = new KsefSessions(SessionCache.InMemory(TimeProvider.System));

        var session = await SignInAsync(sandbox, sessions);

        Assert.Equal(SignInKind.Cold, session.Kind);
    }

    private static Task<SandboxHost> StartAsync(LimitScope limits) =>
        SandboxHost.StartAsync(new SandboxOptions { Limits = limits }, Cancel);

    private static Task<KsefSession> SignInAsync(SandboxHost sandbox, KsefSessions sessions)
    {
        var nip = SignIn.SandboxOffice.Nip;
        var made = sandbox.World.CreateToken(
            KsefTools.Sandbox.Identifiers.ContextIdentifier.Nip(nip),
            SubjectIdentifier.Nip(nip),
            [Permission.InvoiceRead]
        );
        Assert.True(TokenText.TryParse(made.Secret, out var token));
        return sessions.OpenWithTokenAsync(
            KsefEnvironment.Parse(sandbox.BaseAddress.AbsoluteUri),
            new ContextIdentifier(ContextType.Nip, nip),
            token,
            fresh: false,
            Cancel
        );
    }
}
