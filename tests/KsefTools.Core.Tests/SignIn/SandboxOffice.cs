using KsefTools.Core.Api;
using KsefTools.Core.Identifiers;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Core.Tests.Api;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.Identifiers;
using KsefTools.Sandbox.State;
using KsefTools.Tests.OpenApi;
using ContextIdentifier = KsefTools.Core.Identifiers.ContextIdentifier;

namespace KsefTools.Core.Tests.SignIn;

/// <summary>
/// A sandbox, a client of it, and the network between them, where requests are counted and answers get lost.
/// </summary>
internal sealed class SandboxOffice : IAsyncDisposable
{
    internal const string Nip = "5265877635";

    internal static readonly ContextIdentifier Context = new(ContextType.Nip, Nip);

    private readonly SocketsHttpHandler _sockets = KsefHttp.CreateHandler(new KsefApiOptions());

    private SandboxOffice(SandboxHost sandbox, ManualClock? clock, SignInOptions? options)
    {
        Sandbox = sandbox;
        Clock = clock ?? new ManualClock(sandbox.Clock.GetUtcNow()) { Rushes = true };
        Contract = new ContractHandler(_sockets);
        Network = new Network(Contract);
        Environment = KsefEnvironment.Parse(sandbox.BaseAddress.AbsoluteUri);
        Cache = SessionCache.InMemory(Clock);
        Options = options ?? new SignInOptions();
        Sessions = Open(Cache);
    }

    internal SandboxHost Sandbox { get; }

    /// <summary>The client's clock; the sandbox goes by its own.</summary>
    internal ManualClock Clock { get; }

    internal ContractHandler Contract { get; }

    internal Network Network { get; }

    internal KsefEnvironment Environment { get; }

    internal SignInOptions Options { get; }

    internal SessionCache Cache { get; }

    internal KsefSessions Sessions { get; }

    internal static async Task<SandboxOffice> StartAsync(ManualClock? clock = null, SignInOptions? options = null) =>
        new(await SandboxHost.StartAsync(), clock, options);

    internal KsefSessions Open(SessionCache cache) =>
        new(cache, new KsefApiOptions { LoginLimitScope = LoginLimitScope.Off }, Options, Network, Clock, () => 0.5);

    internal TokenText CreateToken(
        Func<TokenRecord, TokenRecord>? change = null,
        string nip = Nip,
        params Permission[] permissions
    )
    {
        var context = KsefTools.Sandbox.Identifiers.ContextIdentifier.Nip(nip);
        var token = Sandbox.World.CreateToken(
            context,
            SubjectIdentifier.Nip(nip),
            permissions.Length == 0 ? [Permission.InvoiceRead] : permissions
        );
        if (change is not null)
            Sandbox.World.UpdateToken(token.ReferenceNumber, change);
        return TokenText.TryParse(token.Secret, out var text) ? text : throw new FormatException();
    }

    internal Task<KsefSession> SignInAsync(TokenText token, KsefSessions? sessions = null) =>
        (sessions ?? Sessions).OpenWithTokenAsync(
            Environment,
            Context,
            token,
            fresh: false,
            TestContext.Current.CancellationToken
        );

    internal Task<SignInException> RefusedAsync(TokenText token) =>
        Assert.ThrowsAsync<SignInException>(() => SignInAsync(token));

    public async ValueTask DisposeAsync()
    {
        Sessions.Dispose();
        await Sandbox.DisposeAsync();
        Network.Dispose();
        Contract.AssertClean();
    }
}
