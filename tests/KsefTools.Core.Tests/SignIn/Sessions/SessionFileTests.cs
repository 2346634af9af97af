using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using KsefTools.Core.SignIn.Sessions;
using KsefTools.Testing.Vaults;
using Sealed = KsefTools.Core.Files.SealedFile;

namespace KsefTools.Core.Tests.SignIn.Sessions;

/// <summary>The file that remembers sessions: when it is written, under which name and under which key.</summary>
public sealed class SessionFileTests : SessionCacheBench
{
    [Fact]
    public async Task What_was_saved_is_not_written_again()
    {
        var cache = await LoadAsync();
        cache.Store("a", Session("a", "a"));
        await SaveAsync(cache);
        var written = await File.ReadAllBytesAsync(SealedFile, Cancel);

        await SaveAsync(cache);

        Assert.Equal(written, await File.ReadAllBytesAsync(SealedFile, Cancel));
    }

    [Fact]
    public async Task A_session_that_ends_this_moment_is_not_kept()
    {
        var cache = await LoadAsync();
        cache.Store("a", Session("a", "a", TimeSpan.FromDays(7)));
        cache.Store("b", Session("b", "b", TimeSpan.FromDays(8)));
        Clock.Advance(TimeSpan.FromDays(7));

        await SaveAsync(cache);

        var later = await LoadAsync();
        Assert.Null(later.Find("a"));
        Assert.NotNull(later.Find("b"));
    }

    [Fact]
    public async Task Of_two_that_live_equally_long_the_one_that_is_saved_last_is_kept()
    {
        var one = await LoadAsync();
        var other = await LoadAsync();
        one.Store("a", Session("first", "first"));
        other.Store("a", Session("last", "last"));

        await SaveAsync(one);
        await SaveAsync(other);

        Assert.Equal("last", (await LoadAsync()).Find("a")?.Access.Token.Reveal());
    }

    [Fact]
    public async Task The_key_of_earlier_runs_costs_one_request()
    {
        await GivenASavedSessionAsync();
        var vault = new FatefulVault(Secrets);

        await NewCache().LoadAsync(vault, Warnings.Add, Cancel);

        Assert.Single(vault.Requests);
    }

    [Fact]
    public async Task Sessions_that_another_command_stopped_reading_are_none_until_they_are_read()
    {
        await GivenASavedSessionAsync();
        using var stop = new CancellationTokenSource();
        var vault = new FatefulVault(Secrets)
        {
            Handling = async (_, _) =>
            {
                await stop.CancelAsync();
                stop.Token.ThrowIfCancellationRequested();
            },
        };
        var cache = NewCache();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cache.LoadAsync(vault, Warnings.Add, stop.Token));
        Assert.Null(await cache.FindAsync("a", Cancel));
        await cache.LoadAsync(Secrets, Warnings.Add, Cancel);

        Assert.NotNull(await cache.FindAsync("a", Cancel));
        Assert.Empty(Warnings);
    }

    [Fact]
    public async Task A_key_that_the_vault_lost_while_it_wrote_is_told()
    {
        var vault = new FatefulVault(Secrets)
        {
            Handling = (request, pass) => request.Act is VaultAct.Write ? Task.CompletedTask : pass(),
        };
        var cache = NewCache();
        await cache.LoadAsync(vault, Warnings.Add, Cancel);
        cache.Store("a", Session("a", "a"));

        await SaveAsync(cache);

        Assert.Contains($"{Key}", Assert.Single(Warnings), StringComparison.Ordinal);
        Assert.NotNull(cache.Find("a"));
    }

    [Fact]
    public async Task The_default_vaults_sessions_are_found_again()
    {
        var cache = SessionCache.InFile(Folder, vault: null, Clock);
        await cache.LoadAsync(Secrets, Warnings.Add, Cancel);
        cache.Store("a", Session("a", "a"));
        await SaveAsync(cache);

        var later = SessionCache.InFile(Folder, vault: null, Clock);
        await later.LoadAsync(Secrets, Warnings.Add, Cancel);

        Assert.NotNull(later.Find("a"));
        Assert.Empty(Warnings);
    }

    [Theory]
    [InlineData(Vault)]
    [InlineData("KSEFVAULT")]
    public void A_vaults_file_has_one_name_in_every_version_whatever_the_case(string vault)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData("KSEFVAULT"u8));

        Assert.Equal(Path.Join(Folder, $"sessions-{hash[..16]}.sealed"), new SessionFile(Folder, vault).Path);
    }

    [Theory]
    [InlineData("no zip")]
    [InlineData("zipped")]
    public async Task What_is_sealed_and_holds_no_sessions_is_told_once_and_replaced(string content)
    {
        await GivenASavedSessionAsync();
        var key = Convert.FromBase64String((await Secrets.ReadAsync([Key], Cancel))[Key].Reveal());
        var bytes = Encoding.UTF8.GetBytes(content);
        Sealed.Write(SealedFile, key, content is "zipped" ? Zipped(bytes) : bytes);

        var cache = await LoadAsync();
        cache.Store("b", Session("b", "b"));
        await SaveAsync(cache);

        Assert.NotNull((await LoadAsync()).Find("b"));
        Assert.DoesNotContain("Exception", Assert.Single(Warnings), StringComparison.Ordinal);
    }

    private static byte[] Zipped(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
            zip.Write(content);
        return packed.ToArray();
    }
}
