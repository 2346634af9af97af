using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Core.Tests.Api;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.SignIn.Sessions;

/// <summary>A user's folder and vault, and processes that remember sessions in them.</summary>
public abstract class SessionCacheBench : IDisposable
{
    protected const string Vault = "KsefVault";

    private readonly TemporaryFolder _root = new("kseftools-sessions-");

    protected static SecretAddress Key => new(Vault, "ksef-sessions-key");

    protected static SecretAddress Former => new(Vault, "ksef-sessions");

    private protected ManualClock Clock { get; } = new();

    protected InMemoryVault Secrets { get; } = new();

    protected List<string> Warnings { get; } = [];

    protected string Folder => Path.Join(_root.Path, "data", "KsefTools");

    protected string SealedFile => Assert.Single(Directory.GetFiles(Folder, "*.sealed"));

    public void Dispose()
    {
        _root.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected static SecretVaultException Locked => new(SecretVaultFailure.Locked, Vault, "The vault is locked.");

    protected SessionCache NewCache() => SessionCache.InFile(Folder, Vault, Clock);

    /// <summary>As the next process does.</summary>
    protected async Task<SessionCache> LoadAsync()
    {
        var cache = NewCache();
        await cache.LoadAsync(Secrets, Warnings.Add, Cancel);
        return cache;
    }

    protected Task SaveAsync(SessionCache cache) => cache.SaveAsync(Warnings.Add, Cancel);

    protected async Task GivenASavedSessionAsync()
    {
        var cache = await LoadAsync();
        cache.Store("a", Session("a", "a"));
        await SaveAsync(cache);
    }

    protected Task WriteAsync(SecretAddress address, string text) =>
        Secrets.WriteAsync(new Dictionary<SecretAddress, SecretText> { [address] = new SecretText(text) }, Cancel);

    private protected CachedSession Session(string access, string refresh, TimeSpan? life = null) =>
        new(
            new() { Token = new SecretText(access), ValidUntil = Clock.GetUtcNow() + TimeSpan.FromMinutes(15) },
            new() { Token = new SecretText(refresh), ValidUntil = Clock.GetUtcNow() + (life ?? TimeSpan.FromDays(7)) }
        );
}
