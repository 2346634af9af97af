using KsefTools.Core.Api;
using KsefTools.Core.Conversion;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.Office;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Conversion;

/// <summary>A process at work in an office: it has nothing that the next one could use.</summary>
internal sealed class ConversionProcess : IDisposable
{
    private readonly ConversionBench _bench;
    private readonly Fate _fate;
    private readonly SocketsHttpHandler _sockets = new();

    public ConversionProcess(ConversionBench bench, Fate fate)
    {
        (_bench, _fate) = (bench, fate);
        Network = new MortalNetwork(_sockets) { Fate = fate };
        Cache = SessionCache.InMemory(bench.Clock);
        Sessions = new KsefSessions(
            Cache,
            new KsefApiOptions
            {
                LoginLimitScope = LoginLimitScope.Off,
                OtherLimit = new RateLimitValues(1000, null, null),
                MaxRetries = 0,
            },
            new SignInOptions { PollDelay = TimeSpan.Zero },
            Network,
            bench.Clock,
            () => 0.5
        );
        Vault = new FatefulVault(bench.Vault, fate);
    }

    public MortalNetwork Network { get; }

    public SessionCache Cache { get; }

    public KsefSessions Sessions { get; }

    public FatefulVault Vault { get; }

    /// <summary>Converts all credentials that are in use, or those of them that are named.</summary>
    public async Task<IReadOnlyList<KsefConversion>> ConvertAsync(
        ConversionOptions? options = null,
        Func<KsefCredential, bool>? which = null
    )
    {
        var results = new List<KsefConversion>();
        var conversion = new TokenConversion(_bench.Office, Vault, Sessions, _bench.Clock);
        var ways = (options ?? new ConversionOptions()) with { Steps = new Steps(_fate) };
        var named = Credentials().Where(which ?? (_ => true));
        await foreach (var result in conversion.RunAsync(named, ways, TestContext.Current.CancellationToken))
            results.Add(result);
        return results;
    }

    public Task<IReadOnlySet<string>> FindArrivedAsync() =>
        ArrivedGrants.FindAsync(
            _bench.Office,
            Vault,
            Sessions,
            Credentials().Select(credential => credential.Nip),
            _bench.Clock,
            TestContext.Current.CancellationToken
        );

    public Task<KsefTokenRestoration> RestoreAsync(ConversionClient client) =>
        new TokenRestoration(_bench.Office, Vault, Sessions, _bench.Clock, new Steps(_fate)).RestoreAsync(
            _bench.Office.Profiles.Read(ClientId.Parse(client.Nip))!.Profile!,
            TestContext.Current.CancellationToken
        );

    /// <summary>Signs in with a certificate at a client; the process remembers the session.</summary>
    public Task<KsefSession> OpenAsync(ConversionClient client, KeyMaterial material) =>
        Sessions.OpenAsync(
            KsefEnvironment.Parse(_bench.Office.Settings.Environment),
            new ContextIdentifier(ContextType.Nip, client.Nip),
            material,
            fresh: false,
            TestContext.Current.CancellationToken
        );

    public void Dispose()
    {
        Sessions.Dispose();
        Network.Dispose();
    }

    private List<KsefCredential> Credentials()
    {
        var office = _bench.Office;
        return
        [
            .. office
                .Profiles.ReadAll()
                .Select(result => result.Profile!)
                .SelectMany(profile => profile.ToCredentialsInUse(office)),
        ];
    }

    private sealed class Steps(Fate fate) : IProgress<string>
    {
        public void Report(string value) => fate.Pass($"after step '{value}'");
    }
}
