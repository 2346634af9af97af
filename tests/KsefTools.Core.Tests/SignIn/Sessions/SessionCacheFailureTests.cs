using System.Security.Cryptography;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.SignIn.Sessions;

/// <summary>Whatever happens to the remembered sessions costs time, and one sentence.</summary>
public sealed class SessionCacheFailureTests : SessionCacheBench
{
    [Theory]
    [InlineData("emptied")]
    [InlineData("cut in half")]
    [InlineData("overwritten")]
    [InlineData("changed in its last byte")]
    [InlineData("of another version")]
    [InlineData("sealed under another key")]
    public async Task A_file_that_cannot_be_opened_is_one_warning_and_the_next_save_replaces_it(string damage)
    {
        await GivenASavedSessionAsync();
        await DamageAsync(damage);

        var cache = await LoadAsync();
        Assert.Equal(0, cache.Count);
        Assert.Single(Warnings);

        cache.Store("b", Session("b", "b"));
        await SaveAsync(cache);
        Assert.Equal(1, (await LoadAsync()).Count);
        Assert.Single(Warnings);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no key!")]
    [InlineData("c2hvcnQ=")]
    public async Task A_key_that_is_lost_or_spoilt_is_made_again(string? key)
    {
        await GivenASavedSessionAsync();
        await Secrets.RemoveAsync([Key], Cancel);
        if (key is not null)
            await WriteAsync(Key, key);

        var cache = await LoadAsync();
        cache.Store("b", Session("b", "b"));
        await SaveAsync(cache);

        Assert.Single(Warnings);
        Assert.Equal(1, (await LoadAsync()).Count);
        Assert.Single(Warnings);
    }

    [Fact]
    public async Task A_vault_that_refuses_is_one_warning_and_the_sessions_serve_this_process()
    {
        var cache = NewCache();
        await cache.LoadAsync(
            new FatefulVault(Secrets) { Handling = VaultHandlings.Fail(Locked) },
            Warnings.Add,
            Cancel
        );
        cache.Store("a", Session("a", "a"));
        await cache.SaveAtEndAsync(Warnings.Add, Cancel);

        Assert.Contains("locked", Assert.Single(Warnings), StringComparison.Ordinal);
        Assert.NotNull(cache.Find("a"));
    }

    [Fact]
    public async Task A_vault_that_takes_no_secret_is_one_warning()
    {
        var cache = NewCache();
        await cache.LoadAsync(
            new FatefulVault(Secrets) { Handling = VaultHandlings.Fail(VaultAct.Write, Locked) },
            Warnings.Add,
            Cancel
        );
        cache.Store("a", Session("a", "a"));
        await cache.SaveAtEndAsync(Warnings.Add, Cancel);

        Assert.Single(Warnings);
        Assert.NotNull(cache.Find("a"));
    }

    [Fact]
    public async Task A_vault_that_opens_later_serves_from_then_on()
    {
        var vault = new FatefulVault(Secrets) { Handling = VaultHandlings.Fail(Locked) };
        var cache = NewCache();
        await cache.LoadAsync(vault, Warnings.Add, Cancel);
        cache.Store("a", Session("a", "a"));
        vault.Handling = VaultHandlings.Sound;

        await cache.LoadAsync(vault, Warnings.Add, Cancel);
        await SaveAsync(cache);

        Assert.Equal(1, (await LoadAsync()).Count);
    }

    [Fact]
    public async Task What_nobody_foresaw_is_told_by_its_type_alone()
    {
        var cache = NewCache();

        await cache.LoadAsync(
            new FatefulVault(Secrets) { Handling = VaultHandlings.Fail(new NotSupportedException("CANARY")) },
            Warnings.Add,
            Cancel
        );

        var warning = Assert.Single(Warnings);
        Assert.Contains(nameof(NotSupportedException), warning, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_takes_nothing_is_one_warning()
    {
        await GivenASavedSessionAsync();
        var cache = await LoadAsync();
        cache.Store("a", Session("a", "a"));
        Directory.Delete(Folder, recursive: true);
        await File.WriteAllTextAsync(Folder, "not a folder", Cancel);

        await cache.SaveAtEndAsync(Warnings.Add, Cancel);

        Assert.Single(Warnings);
        Assert.NotNull(cache.Find("a"));
    }

    [Fact]
    public async Task What_the_disk_refused_is_saved_when_there_is_room_again()
    {
        await GivenASavedSessionAsync();
        var cache = await LoadAsync();
        cache.Store("a", Session("a", "a"));
        Directory.Delete(Folder, recursive: true);
        await File.WriteAllTextAsync(Folder, "not a folder", Cancel);
        await SaveAsync(cache);
        File.Delete(Folder);

        await SaveAsync(cache);

        Assert.Equal(1, (await LoadAsync()).Count);
    }

    [Fact]
    public async Task Of_two_machines_that_make_a_key_in_one_vault_the_last_key_serves_both()
    {
        var others = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var vault = new FatefulVault(Secrets)
        {
            Handling = async (request, pass) =>
            {
                await pass();
                if (request.Act is VaultAct.Write)
                    await WriteAsync(Key, others);
            },
        };
        var cache = NewCache();
        await cache.LoadAsync(vault, Warnings.Add, Cancel);
        cache.Store("a", Session("a", "a"));

        await SaveAsync(cache);

        Assert.Equal(1, (await LoadAsync()).Count);
        Assert.Empty(Warnings);
    }

    [Fact]
    public async Task A_former_secret_that_is_damaged_goes_without_a_word()
    {
        await WriteAsync(Former, "not base64!");

        Assert.Equal(0, (await LoadAsync()).Count);

        Assert.Empty(await Secrets.ListAsync(Vault, Cancel));
        Assert.Empty(Warnings);
    }

    private async Task DamageAsync(string damage)
    {
        var bytes = await File.ReadAllBytesAsync(SealedFile, Cancel);
        switch (damage)
        {
            case "emptied":
                bytes = [];
                break;
            case "cut in half":
                bytes = bytes[..(bytes.Length / 2)];
                break;
            case "overwritten":
                bytes = RandomNumberGenerator.GetBytes(bytes.Length);
                break;
            case "changed in its last byte":
                bytes[^1] ^= 1;
                break;
            case "of another version":
                bytes["KSEFTOOLS SEALED".Length] ^= 3;
                break;
            default:
                await WriteAsync(Key, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
                break;
        }
        await File.WriteAllBytesAsync(SealedFile, bytes, Cancel);
    }
}
