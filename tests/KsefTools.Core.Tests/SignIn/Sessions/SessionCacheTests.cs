using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.SignIn.Sessions;

public sealed class SessionCacheTests : SessionCacheBench
{
    [Fact]
    public async Task What_one_run_saved_the_next_one_finds()
    {
        var first = await LoadAsync();
        first.Store("a", Session("access-a", "refresh-a"));
        await SaveAsync(first);

        var second = await LoadAsync();

        Assert.Equal("access-a", second.Find("a")?.Access.Token.Reveal());
        Assert.Equal("refresh-a", second.Find("a")?.Refresh.Token.Reveal());
        Assert.Empty(Warnings);
    }

    [Theory]
    [InlineData("a\r\nX-Evil: 1", "b")]
    [InlineData("a", "b\nX-Evil: 1")]
    public async Task A_session_that_no_header_can_carry_is_forgotten(string access, string refresh)
    {
        var first = await LoadAsync();
        first.Store("bad", Session(access, refresh));
        first.Store("good", Session("a", "b"));
        await SaveAsync(first);

        var second = await LoadAsync();

        Assert.Null(second.Find("bad"));
        Assert.NotNull(second.Find("good"));
    }

    [Fact]
    public async Task The_vault_holds_a_key_of_44_characters_however_many_sessions_there_are()
    {
        var cache = await LoadAsync();
        for (var client = 0; client < 3000; client++)
            cache.Store($"{client}", Session(Noise(900), Noise(300)));

        await SaveAsync(cache);

        Assert.Equal([Key.Name], await Secrets.ListAsync(Vault, Cancel));
        Assert.Equal(44, (await Secrets.ReadAsync([Key], Cancel))[Key].Length);
        Assert.Equal(3000, (await LoadAsync()).Count);
    }

    [Fact]
    public async Task Nothing_is_written_when_nothing_changed()
    {
        await SaveAsync(await LoadAsync());

        Assert.False(Directory.Exists(Folder));
        Assert.Empty(await Secrets.ListAsync(Vault, Cancel));
    }

    [Fact]
    public async Task Once_it_is_read_the_vault_is_not_asked_any_more()
    {
        await GivenASavedSessionAsync();
        var vault = new FatefulVault(Secrets);
        var cache = NewCache();
        await cache.LoadAsync(vault, Warnings.Add, Cancel);
        vault.Handling = VaultHandlings.Fail(Locked);

        cache.Store("a", Session("a", "a"));
        await cache.LoadAsync(vault, Warnings.Add, Cancel);
        await SaveAsync(cache);

        Assert.Empty(Warnings);
        Assert.Equal(1, (await LoadAsync()).Count);
    }

    [Fact]
    public async Task A_cancelled_run_keeps_its_sessions()
    {
        using var stop = new CancellationTokenSource();
        var cache = await LoadAsync();
        cache.Store("a", Session("a", "a"));
        await stop.CancelAsync();

        await cache.SaveAtEndAsync(Warnings.Add, stop.Token);

        Assert.Empty(Warnings);
        Assert.Equal(1, (await LoadAsync()).Count);
    }

    [Fact]
    public async Task Two_runs_at_once_keep_each_others_sessions()
    {
        var one = await LoadAsync();
        var other = await LoadAsync();
        one.Store("a", Session("a", "a"));
        other.Store("b", Session("b", "b"));

        await Task.WhenAll(SaveAsync(one), SaveAsync(other));

        Assert.Equal(2, (await LoadAsync()).Count);
    }

    [Fact]
    public async Task The_first_run_works_while_the_vault_stores_its_key()
    {
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var vault = new FatefulVault(Secrets)
        {
            Handling = async (request, pass) =>
            {
                if (request.Act is VaultAct.Write)
                    await stored.Task;
                await pass();
            },
        };
        var cache = NewCache();

        await cache.LoadAsync(vault, Warnings.Add, Cancel).WaitAsync(TimeSpan.FromMinutes(2), Cancel);
        cache.Store("a", Session("a", "a"));
        var saving = SaveAsync(cache);
        Assert.False(saving.IsCompleted);
        stored.SetResult();
        await saving;

        Assert.Equal(1, (await LoadAsync()).Count);
    }

    [Fact]
    public async Task Who_needs_a_session_waits_for_those_of_earlier_runs()
    {
        await GivenASavedSessionAsync();
        var (cache, answer) = LoadSlowly();

        var found = cache.FindAsync("a", Cancel).AsTask();
        Assert.False(found.IsCompleted);
        answer.SetResult();

        Assert.Equal("a", (await found)?.Refresh.Token.Reveal());
    }

    [Fact]
    public async Task What_was_forgotten_while_they_were_read_stays_forgotten()
    {
        await GivenASavedSessionAsync();
        var (cache, answer) = LoadSlowly();

        cache.Remove("a");
        answer.SetResult();

        Assert.Null(await cache.FindAsync("a", Cancel));
    }

    [Fact]
    public async Task Whoever_waits_for_them_can_be_cancelled()
    {
        await GivenASavedSessionAsync();
        var (cache, answer) = LoadSlowly();
        using var stop = new CancellationTokenSource();

        var found = cache.FindAsync("a", stop.Token).AsTask();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => found);
        answer.SetResult();
    }

    [Fact]
    public async Task Two_runs_that_make_a_key_at_the_same_time_end_with_one()
    {
        var bothHaveRead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var readers = 0;
        var vault = new FatefulVault(Secrets)
        {
            Handling = async (request, pass) =>
            {
                await pass();
                if (request.Act is VaultAct.Read && Interlocked.Increment(ref readers) == 2)
                    bothHaveRead.SetResult();
                if (request.Act is VaultAct.Read)
                    await bothHaveRead.Task.WaitAsync(Cancel);
            },
        };
        var (one, other) = (NewCache(), NewCache());
        await Task.WhenAll(one.LoadAsync(vault, Warnings.Add, Cancel), other.LoadAsync(vault, Warnings.Add, Cancel));
        one.Store("a", Session("a", "a"));
        other.Store("b", Session("b", "b"));

        await Task.WhenAll(SaveAsync(one), SaveAsync(other));

        Assert.Single(vault.Requests, request => request.Act is VaultAct.Write);
        Assert.Equal(2, (await LoadAsync()).Count);
        Assert.Empty(Warnings);
    }

    [Fact]
    public async Task Of_two_sessions_of_one_token_the_one_that_lives_longer_is_kept()
    {
        var one = await LoadAsync();
        var other = await LoadAsync();
        one.Store("a", Session("new", "new", TimeSpan.FromDays(7)));
        other.Store("a", Session("old", "old", TimeSpan.FromDays(6)));

        await SaveAsync(one);
        await SaveAsync(other);

        Assert.Equal("new", (await LoadAsync()).Find("a")?.Refresh.Token.Reveal());
    }

    [Fact]
    public async Task A_session_that_ksef_ended_is_not_brought_back_by_saving()
    {
        await GivenASavedSessionAsync();
        var second = await LoadAsync();

        second.Remove("a");
        await SaveAsync(second);

        Assert.Equal(0, (await LoadAsync()).Count);
    }

    [Fact]
    public async Task Sessions_past_their_end_are_not_kept()
    {
        var cache = await LoadAsync();
        cache.Store("a", Session("a", "a", TimeSpan.FromDays(7)));
        Clock.Advance(TimeSpan.FromDays(8));
        cache.Store("b", Session("b", "b", TimeSpan.FromDays(7)));

        await SaveAsync(cache);

        var later = await LoadAsync();
        Assert.Null(later.Find("a"));
        Assert.NotNull(later.Find("b"));
    }

    [Fact]
    public async Task No_token_shows_in_the_file_nor_in_a_sessions_text()
    {
        var cache = await LoadAsync();
        cache.Store("a", Session("CANARY-ACCESS", "CANARY-REFRESH"));
        await SaveAsync(cache);

        var file = await File.ReadAllBytesAsync(SealedFile, Cancel);
        Assert.DoesNotContain("CANARY", Encoding.Latin1.GetString(file), StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", Inflated(file), StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", $"{cache.Find("a")}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_is_its_owners_alone_whatever_it_was_before()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists in place of file modes.");
        await GivenASavedSessionAsync();
        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.SetUnixFileMode(SealedFile, owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        await GivenASavedSessionAsync();

        Assert.Equal(owner, File.GetUnixFileMode(SealedFile));
        Assert.Equal(owner | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
    }

    [Fact]
    public async Task What_a_killed_process_left_half_written_goes_with_the_next_save()
    {
        await GivenASavedSessionAsync();
        var remains = Path.Join(Folder, $".{Path.GetFileName(SealedFile)}.0a1b2c3d.ksef-tmp");
        await File.WriteAllTextAsync(remains, "half", Cancel);

        await GivenASavedSessionAsync();

        Assert.False(File.Exists(remains));
    }

    [Fact]
    public async Task Two_vaults_have_a_file_each()
    {
        await GivenASavedSessionAsync();
        var other = SessionCache.InFile(Folder, "Other", Clock);
        await other.LoadAsync(Secrets, Warnings.Add, Cancel);
        other.Store("b", Session("b", "b"));
        await SaveAsync(other);

        Assert.Equal(2, Directory.GetFiles(Folder, "*.sealed").Length);
        Assert.Null((await LoadAsync()).Find("b"));
        Assert.Empty(Warnings);
    }

    [Fact]
    public async Task The_sessions_of_the_former_secret_are_taken_over_and_the_secret_goes()
    {
        var json = """
            {"version":1,"sessions":{"a":{"access":{"token":"a","validUntil":"2100-01-01T00:00:00Z"},
            "refresh":{"token":"r","validUntil":"2100-01-01T00:00:00Z"}}}}
            """;
        await WriteAsync(Former, Convert.ToBase64String(Deflated(json)));

        await SaveAsync(await LoadAsync());

        Assert.Equal("r", (await LoadAsync()).Find("a")?.Refresh.Token.Reveal());
        Assert.Equal([Key.Name], await Secrets.ListAsync(Vault, Cancel));
        Assert.Empty(Warnings);
    }

    // As long as KSeF's tokens, and shrinking as little as possible.
    private static string Noise(int length) => RandomNumberGenerator.GetHexString(length);

    private static byte[] Deflated(string text)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
            zip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    /// <summary>What would show if the content were only shrunk: whatever can be read from any place on.</summary>
    private static string Inflated(byte[] file)
    {
        var text = new StringBuilder();
        for (var start = 0; start < file.Length; start++)
            try
            {
                using var zip = new GZipStream(
                    new MemoryStream(file, start, file.Length - start),
                    CompressionMode.Decompress
                );
                using var reader = new StreamReader(zip, Encoding.Latin1);
                text.Append(reader.ReadToEnd());
            }
            catch (InvalidDataException)
            {
                // Nothing begins here.
            }
        return text.ToString();
    }

    private (SessionCache Cache, TaskCompletionSource Answer) LoadSlowly()
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var vault = new FatefulVault(Secrets)
        {
            Handling = async (_, pass) =>
            {
                await answer.Task;
                await pass();
            },
        };
        var cache = NewCache();
        _ = cache.LoadAsync(vault, Warnings.Add, Cancel);
        return (cache, answer);
    }
}
