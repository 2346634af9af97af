using System.IO.Compression;
using System.Text;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.SignIn.Sessions;

/// <summary>What a save keeps of several, how long the end of a run waits, and when the vault is asked.</summary>
public sealed class SessionKeepingTests : SessionCacheBench
{
    [Fact]
    public async Task Of_two_that_end_together_the_one_with_the_newer_access_is_kept()
    {
        var one = await LoadAsync();
        var other = await LoadAsync();
        var old = Session("old", "same");
        one.Store("a", old with { Access = Session("new", "same").Access with { ValidUntil = InAnHour } });
        other.Store("a", old);

        await SaveAsync(one);
        await SaveAsync(other);

        Assert.Equal("new", (await LoadAsync()).Find("a")?.Access.Token.Reveal());
    }

    [Fact]
    public async Task One_that_ended_and_was_opened_again_gives_way_to_a_newer_one_of_another_process()
    {
        await GivenASavedSessionAsync();
        var mine = await LoadAsync();
        mine.Remove("a");
        mine.Store("a", Session("mine", "mine", TimeSpan.FromDays(6)));
        var others = await LoadAsync();
        others.Store("a", Session("others", "others", TimeSpan.FromDays(8)));
        await SaveAsync(others);

        await SaveAsync(mine);

        Assert.Equal("others", (await LoadAsync()).Find("a")?.Access.Token.Reveal());
    }

    [Fact]
    public async Task What_forgets_with_the_process_saves_nothing()
    {
        var cache = SessionCache.InMemory(Clock);
        await cache.LoadAsync(Secrets, Warnings.Add, Cancel);
        cache.Store("a", Session("a", "a"));

        await cache.SaveAtEndAsync(Warnings.Add, Cancel);

        Assert.Empty(Warnings);
        Assert.NotNull(cache.Find("a"));
    }

    [Fact]
    public async Task A_cancelled_run_waits_half_a_second_for_a_vault_and_says_so()
    {
        using var stop = new CancellationTokenSource();
        var cache = await StoredInAsync(new TaskCompletionSource().Task);
        await stop.CancelAsync();

        var saving = cache.SaveAtEndAsync(Warnings.Add, stop.Token);
        Clock.Advance(TimeSpan.FromMilliseconds(500));
        await saving.WaitAsync(TimeSpan.FromMinutes(2), Cancel);

        Assert.Single(Warnings);
    }

    [Fact]
    public async Task A_run_that_was_not_cancelled_waits_as_long_as_the_vault_takes()
    {
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cache = await StoredInAsync(stored.Task);

        var saving = cache.SaveAtEndAsync(Warnings.Add, Cancel);
        Clock.Advance(TimeSpan.FromSeconds(5));
        stored.SetResult();
        await saving;

        Assert.Empty(Warnings);
        Assert.Equal(1, (await LoadAsync()).Count);
    }

    [Fact]
    public async Task Once_the_key_is_made_the_vault_is_not_asked_any_more()
    {
        var vault = new FatefulVault(Secrets);
        var cache = NewCache();
        await cache.LoadAsync(vault, Warnings.Add, Cancel);
        cache.Store("a", Session("a", "a"));
        await SaveAsync(cache);
        var asked = vault.Requests.Count();

        await cache.LoadAsync(vault, Warnings.Add, Cancel);

        Assert.Equal(asked, vault.Requests.Count());
    }

    [Fact]
    public async Task While_the_vault_stores_the_key_it_is_asked_for_nothing_else()
    {
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var vault = Slow(stored.Task, begun);
        var cache = NewCache();
        await cache.LoadAsync(vault, Warnings.Add, Cancel);
        cache.Store("a", Session("a", "a"));
        await begun.Task.WaitAsync(TimeSpan.FromMinutes(2), Cancel);
        var asked = vault.Requests.Count();

        await cache.LoadAsync(vault, Warnings.Add, Cancel);

        Assert.Equal(asked, vault.Requests.Count());
        stored.SetResult();
        await SaveAsync(cache);
    }

    [Theory]
    [InlineData("""{"version":2,"sessions":{"a":{"access":A,"refresh":A}}}""")]
    [InlineData("""{"version":1,"sessions":{"a":null}}""")]
    [InlineData("null")]
    public async Task Sessions_of_another_shape_are_none(string json)
    {
        const string token = """{"token":"a","validUntil":"2100-01-01T00:00:00Z"}""";
        await WriteAsync(Former, Deflated(json.Replace("A", token, StringComparison.Ordinal)));

        Assert.Equal(0, (await LoadAsync()).Count);
        Assert.Empty(Warnings);
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2hvcnQ=")]
    public async Task Nothing_is_sealed_under_what_is_no_key(string spoilt)
    {
        await GivenASavedSessionAsync();
        await WriteAsync(Key, spoilt);

        var cache = await LoadAsync();
        cache.Store("b", Session("b", "b"));
        await SaveAsync(cache);

        Assert.Equal(44, (await Secrets.ReadAsync([Key], Cancel))[Key].Length);
    }

    [Fact]
    public async Task A_damaged_file_is_told_in_words()
    {
        await GivenASavedSessionAsync();
        await File.WriteAllBytesAsync(SealedFile, new byte[100], Cancel);

        await LoadAsync();

        Assert.DoesNotContain("Exception", Assert.Single(Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_takes_nothing_is_told_by_its_own_words()
    {
        await GivenASavedSessionAsync();
        var cache = await LoadAsync();
        cache.Store("a", Session("a", "a"));
        Directory.Delete(Folder, recursive: true);
        await File.WriteAllTextAsync(Folder, "not a folder", Cancel);

        await SaveAsync(cache);

        Assert.Contains(Folder, Assert.Single(Warnings), StringComparison.Ordinal);
    }

    private DateTimeOffset InAnHour => Clock.GetUtcNow() + TimeSpan.FromHours(1);

    private FatefulVault Slow(Task stored, TaskCompletionSource? begun = null) =>
        new(Secrets)
        {
            Handling = async (request, pass) =>
            {
                if (request.Act is VaultAct.Write)
                {
                    begun?.SetResult();
                    await stored;
                }
                await pass();
            },
        };

    /// <summary>A session in a cache whose vault is asked to store the key, and does when that task ends.</summary>
    private async Task<SessionCache> StoredInAsync(Task stored)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cache = NewCache();
        await cache.LoadAsync(Slow(stored, begun), Warnings.Add, Cancel);
        cache.Store("a", Session("a", "a"));
        await begun.Task.WaitAsync(TimeSpan.FromMinutes(2), Cancel);
        return cache;
    }

    private static string Deflated(string text)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
            zip.Write(Encoding.UTF8.GetBytes(text));
        return Convert.ToBase64String(packed.ToArray());
    }
}
