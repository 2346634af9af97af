using System.Collections.Concurrent;
using KsefTools.Core.Api;
using KsefTools.Core.Certificates.Enrolment;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Core.Signing;
using KsefTools.Core.Tests.Certificates.Enrolment;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Signing;

/// <summary>A process at work: what it leaves for the next one is in the vault and in the office's folder.</summary>
internal sealed class SigningProcess : IDisposable
{
    private readonly SigningBench _bench;
    private readonly SocketsHttpHandler _sockets = new();
    private readonly FatefulVault _vault;
    private readonly Fate _fate;

    public SigningProcess(SigningBench bench, Fate fate, Func<SigningProcess, SigningCompletionOptions>? options = null)
    {
        (_bench, _fate) = (bench, fate);
        Options = options?.Invoke(this) ?? new SigningCompletionOptions();
        Network = new MortalNetwork(_sockets) { Fate = fate };
        _vault = new FatefulVault(bench.Base.Vault, fate);
    }

    public MortalNetwork Network { get; }

    public SigningCompletionOptions Options { get; }

    public SignInOptions SignIn { get; init; } = new();

    /// <summary>Ctrl-C.</summary>
    public CancellationToken Cancel { get; init; } = TestContext.Current.CancellationToken;

    public int Starts => Network.Count("POST xades-signature");

    public async Task<SessionCache> CacheAsync()
    {
        // Its key beside the office's vault, so that that one holds nothing but the office's keys.
        var cache = SessionCache.InFile(_bench.SessionFolder, "Sessions", _bench.Clock);
        await cache.LoadAsync(_bench.Base.Vault, warn: null, Cancel);
        return cache;
    }

    public KsefSessions Connect(SessionCache cache) =>
        new(
            cache,
            new KsefApiOptions
            {
                LoginLimitScope = LoginLimitScope.Off,
                OtherLimit = new RateLimitValues(1000, null, null),
                MaxRetries = 0,
            },
            SignIn,
            handler: Network,
            time: _bench.Clock,
            random: () => 0.5
        );

    public async Task<IReadOnlyList<SigningIssued>> TryIssueAsync(params SigningOrder[] orders)
    {
        using var sessions = Connect(SessionCache.InMemory(_bench.Clock));
        var issued = new ConcurrentQueue<SigningIssued>();
        await new SigningRequests(_bench.Base.Office, sessions, _bench.Clock).IssueAsync(
            orders,
            _bench.Folder,
            parallel: 8,
            issued.Enqueue,
            Cancel
        );
        return [.. issued];
    }

    public async Task<IReadOnlyList<KsefSigningRequest>> IssueAsync(params SigningOrder[] orders) =>
        [.. (await TryIssueAsync(orders)).Select(issued => issued.Request!)];

    /// <summary>Takes files back; without any, all that are in the folder.</summary>
    public Task<IReadOnlyList<KsefSigningResult>> CompleteAsync(params string[] files) =>
        CompleteAsync(files, meanwhile: null);

    /// <summary>Reads and judges files, and does no more.</summary>
    public async Task<IReadOnlyList<SigningAnswer>> ReadAsync(params string[] files)
    {
        var cache = await CacheAsync();
        using var sessions = Connect(cache);
        return Completion(sessions, cache).Read(files);
    }

    /// <summary>With what others do after the files were read.</summary>
    public async Task<IReadOnlyList<KsefSigningResult>> CompleteAsync(string[] files, Func<Task>? meanwhile)
    {
        var cache = await CacheAsync();
        using var sessions = Connect(cache);
        var completion = Completion(sessions, cache);
        var results = new ConcurrentQueue<KsefSigningResult>();
        var answers = completion.Read(files.Length > 0 ? files : _bench.Files);
        if (meanwhile is not null)
            await meanwhile();
        await completion.RunAsync(answers, results.Enqueue, Cancel);
        return [.. results];
    }

    public async Task<KsefSession?> FindAsync(SigningOrder order)
    {
        using var sessions = Connect(await CacheAsync());
        return await sessions.FindSignedElsewhereAsync(
            order.Environment,
            order.Context,
            order.Holder.ToString(),
            Cancel
        );
    }

    /// <summary>As Request-KsefCertificate does where it is given nothing to sign in with.</summary>
    public async Task<EnrolmentResult> EnrolAsync(EnrolmentOrder order)
    {
        using var sessions = Connect(await CacheAsync());
        var engine = new CertificateEnrolment(_bench.Base.Office, _vault, sessions, _bench.Clock);
        return await engine.EnrolAsync(order, openSession: null, Cancel);
    }

    public void Dispose()
    {
        Network.Dispose();
        _sockets.Dispose();
    }

    private SigningCompletion Completion(KsefSessions sessions, SessionCache cache) =>
        new(_bench.Base.Office, _vault, sessions, cache, _bench.Clock, Options with { Progress = new Steps(_fate) });

    private sealed class Steps(Fate fate) : IProgress<string>
    {
        public void Report(string value) => fate.Pass($"after step '{value}'");
    }
}
