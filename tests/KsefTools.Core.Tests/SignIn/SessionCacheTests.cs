using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Core.Tests.Api;

namespace KsefTools.Core.Tests.SignIn;

public sealed class SessionCacheTests
{
    private static readonly SecretAddress Address = new("KsefVault", "ksef-sessions");
    private readonly ManualClock _clock = new();
    private readonly InMemoryVault _vault = new();

    [Fact]
    public async Task What_one_run_saved_the_next_one_finds()
    {
        var first = await LoadAsync();
        first.Store("a", Session("access-a", "refresh-a"));
        await first.SaveAsync(default);

        var second = await LoadAsync();

        Assert.Equal("access-a", second.Find("a")?.Access.Token.Reveal());
        Assert.Equal("refresh-a", second.Find("a")?.Refresh.Token.Reveal());
        Assert.Empty(second.Warnings);
    }

    [Fact]
    public async Task It_is_one_secret_however_many_sessions_it_holds()
    {
        var cache = await LoadAsync();
        for (var client = 0; client < 1000; client++)
            cache.Store($"{client}", Session(new string('x', 900), new string('y', 300)));

        await cache.SaveAsync(default);

        Assert.Equal([Address.Name], await _vault.ListAsync(Address.Vault, default));
        Assert.Equal(1000, (await LoadAsync()).Count);
    }

    [Fact]
    public async Task Nothing_is_written_when_nothing_changed()
    {
        await (await LoadAsync()).SaveAsync(default);

        Assert.Empty(await _vault.ListAsync(Address.Vault, default));
    }

    [Fact]
    public async Task Two_runs_at_once_keep_each_others_sessions()
    {
        var one = await LoadAsync();
        var other = await LoadAsync();
        one.Store("a", Session("a", "a"));
        other.Store("b", Session("b", "b"));

        await one.SaveAsync(default);
        await other.SaveAsync(default);

        Assert.Equal(2, (await LoadAsync()).Count);
    }

    [Fact]
    public async Task Of_two_sessions_of_one_token_the_one_that_lives_longer_is_kept()
    {
        var one = await LoadAsync();
        var other = await LoadAsync();
        one.Store("a", Session("new", "new", TimeSpan.FromDays(7)));
        other.Store("a", Session("old", "old", TimeSpan.FromDays(6)));

        await one.SaveAsync(default);
        await other.SaveAsync(default);

        Assert.Equal("new", (await LoadAsync()).Find("a")?.Refresh.Token.Reveal());
    }

    [Fact]
    public async Task A_session_that_ksef_ended_is_not_brought_back_by_saving()
    {
        var first = await LoadAsync();
        first.Store("a", Session("a", "a"));
        await first.SaveAsync(default);
        var second = await LoadAsync();

        second.Remove("a");
        await second.SaveAsync(default);

        Assert.Equal(0, (await LoadAsync()).Count);
    }

    [Fact]
    public async Task Sessions_past_their_end_are_not_kept()
    {
        var cache = await LoadAsync();
        cache.Store("a", Session("a", "a", TimeSpan.FromDays(7)));
        _clock.Advance(TimeSpan.FromDays(8));
        cache.Store("b", Session("b", "b", TimeSpan.FromDays(7)));

        await cache.SaveAsync(default);

        var later = await LoadAsync();
        Assert.Null(later.Find("a"));
        Assert.NotNull(later.Find("b"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("bm90IGd6aXA=")]
    [InlineData("H4sIAAAAAAAAA6tWSkksSQQAzTwrTAkAAAA=")]
    public async Task A_damaged_cache_begins_anew_with_a_warning_and_is_mended(string damaged)
    {
        await _vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [Address] = new SecretText(damaged) },
            default
        );

        var cache = await LoadAsync();
        Assert.Equal(0, cache.Count);
        Assert.Single(cache.Warnings);

        cache.Store("a", Session("a", "a"));
        await cache.SaveAsync(default);
        Assert.Equal(1, (await LoadAsync()).Count);
    }

    [Fact]
    public async Task A_locked_vault_costs_a_warning_each_way_and_no_error()
    {
        var cache = await SessionCache.LoadAsync(new LockedVault(), Address, _clock, default);
        cache.Store("a", Session("a", "a"));

        await cache.SaveAsync(default);

        Assert.NotEmpty(cache.Warnings);
        Assert.Equal(1, cache.Count);
    }

    [Fact]
    public async Task No_token_shows_in_the_cache_as_it_is_kept()
    {
        var cache = await LoadAsync();
        cache.Store("a", Session("CANARY-ACCESS", "CANARY-REFRESH"));
        await cache.SaveAsync(default);

        Assert.DoesNotContain("CANARY", $"{cache.Find("a")}", StringComparison.Ordinal);
    }

    private Task<SessionCache> LoadAsync() => SessionCache.LoadAsync(_vault, Address, _clock, default);

    private CachedSession Session(string access, string refresh, TimeSpan? life = null) =>
        new(
            new() { Token = new SecretText(access), ValidUntil = _clock.GetUtcNow() + TimeSpan.FromMinutes(15) },
            new() { Token = new SecretText(refresh), ValidUntil = _clock.GetUtcNow() + (life ?? TimeSpan.FromDays(7)) }
        );

    private sealed class LockedVault : ISecretVault
    {
        public Task<IReadOnlySet<string>> ListAsync(string? vault, CancellationToken cancellationToken) =>
            Locked<IReadOnlySet<string>>();

        public Task<IReadOnlyDictionary<SecretAddress, SecretText>> ReadAsync(
            IReadOnlyCollection<SecretAddress> addresses,
            CancellationToken cancellationToken
        ) => Locked<IReadOnlyDictionary<SecretAddress, SecretText>>();

        public Task WriteAsync(
            IReadOnlyDictionary<SecretAddress, SecretText> secrets,
            CancellationToken cancellationToken
        ) => Locked<bool>();

        public Task RemoveAsync(IReadOnlyCollection<SecretAddress> addresses, CancellationToken cancellationToken) =>
            Locked<bool>();

        private static Task<T> Locked<T>() =>
            Task.FromException<T>(new SecretVaultException(SecretVaultFailure.Locked, "KsefVault", "Locked."));
    }
}
