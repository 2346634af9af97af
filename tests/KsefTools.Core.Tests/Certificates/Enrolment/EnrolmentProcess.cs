using KsefTools.Core.Api;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Certificates.Enrolment;

/// <summary>A process at work in an office: it has nothing that the next one could use.</summary>
internal sealed class EnrolmentProcess : IDisposable
{
    private readonly EnrolmentBench _bench;
    private readonly SocketsHttpHandler _sockets = new();
    private readonly CertificateEnrolment _engine;

    public EnrolmentProcess(EnrolmentBench bench, Fate fate, FatefulVault? vault, EnrolmentOptions? options)
    {
        _bench = bench;
        Network = new MortalNetwork(_sockets) { Fate = fate };
        Sessions = new KsefSessions(
            SessionCache.InMemory(bench.Clock),
            new KsefApiOptions
            {
                LoginLimitScope = LoginLimitScope.Off,
                OtherLimit = new RateLimitValues(1000, null, null),
                MaxRetries = 0,
            },
            handler: Network,
            time: bench.Clock,
            random: () => 0.5
        );
        Vault = vault ?? new FatefulVault(bench.Vault, fate);
        _engine = new CertificateEnrolment(bench.Office, Vault, Sessions, bench.Clock, options, new Steps(fate));
    }

    public MortalNetwork Network { get; }

    public FatefulVault Vault { get; }

    public KsefSessions Sessions { get; }

    public Task<EnrolmentResult> EnrolAsync(EnrolmentOrder order) => _engine.EnrolAsync(order, SignAsync, Cancel);

    /// <summary>With what another one signs in.</summary>
    public Task<EnrolmentResult> EnrolAsync(EnrolmentOrder order, ContextIdentifier context, KeyMaterial signer) =>
        _engine.EnrolAsync(order, cancel => OpenAsync(context, signer, cancel), Cancel);

    /// <summary>As at a prompt, where somebody may press Ctrl-C.</summary>
    public Task<EnrolmentResult> EnrolAsync(EnrolmentOrder order, CancellationToken stop) =>
        _engine.EnrolAsync(order, SignAsync, stop);

    /// <summary>Renews with the certificate that is to be renewed.</summary>
    public Task<EnrolmentResult> RenewAsync(EnrolmentOrder order) => _engine.RenewAsync(order, null, Cancel);

    public Task<EnrolmentResult> EnrolAsync(
        EnrolmentOrder order,
        Func<CancellationToken, Task<KsefSession>>? openSession
    ) => _engine.EnrolAsync(order, openSession, Cancel);

    public void Dispose()
    {
        Sessions.Dispose();
        Network.Dispose();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<KsefSession> SignAsync(CancellationToken cancellationToken) =>
        OpenAsync(_bench.Context, _bench.Seal, cancellationToken);

    private Task<KsefSession> OpenAsync(
        ContextIdentifier context,
        KeyMaterial signer,
        CancellationToken cancellationToken
    ) => Sessions.OpenAsync(_bench.Environment, context, signer, fresh: false, cancellationToken);

    private sealed class Steps(Fate fate) : IProgress<string>
    {
        public void Report(string value) => fate.Pass($"after step '{value}'");
    }
}
