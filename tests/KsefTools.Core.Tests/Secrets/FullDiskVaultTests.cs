using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Api;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Secrets;

/// <summary>
/// A vault that writes its one file over the old one loses everything on a full disk, unless there is a copy.
/// </summary>
public sealed class FullDiskVaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("kseftools-full-");
    private readonly SharedStore _store = new();
    private readonly SharedStore.StoreProcess _process;
    private readonly ManualClock _clock = new();
    private long _free = long.MaxValue;

    public FullDiskVaultTests()
    {
        Directory.CreateDirectory(Files);
        File.WriteAllText(StoreFile, "everything");
        File.WriteAllText(Path.Join(Files, "storeconfig"), "how");
        _process = _store.NewProcess();
        _process.Files = Files;
        _process.AfterWrite = () => File.AppendAllText(StoreFile, "+1");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Files => Path.Join(_folder.Path, "localstore");

    private string StoreFile => Path.Join(Files, "storefile");

    private string Copies => Path.Join(_folder.Path, "lock", "copies");

    private GuardedVault Vault =>
        new(
            _process,
            new GuardedVaultOptions
            {
                LockFolder = Path.Join(_folder.Path, "lock"),
                FreeBytes = _ => _free,
                Time = _clock,
            }
        );

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_room_for_copy_and_batch_nothing_is_written()
    {
        _free = 12 * 1024;

        var refusal = await Assert.ThrowsAsync<SecretVaultException>(() => Vault.WriteAsync(Batch(3), Cancel));

        Assert.Equal(SecretVaultFailure.DiskFull, refusal.Failure);
        Assert.Matches("has 12 KB left, and 2[0-9]{2} KB are needed to write to vault 'v'", refusal.Message);
        Assert.Empty(_store.File);
        Assert.Equal("everything", await File.ReadAllTextAsync(StoreFile, Cancel));
    }

    [Theory]
    [InlineData(260, 10, 1, true)]
    [InlineData(260, 10, 20_000, false)]
    [InlineData(260, 10, 200, false, 20)]
    [InlineData(500, 200_000, 1, false)]
    [InlineData(700, 200_000, 1, true)]
    public async Task Room_is_needed_for_a_copy_of_every_file_and_for_each_secret(
        int freeKilobytes,
        int fileLength,
        int secretLength,
        bool isWritten,
        int count = 1
    )
    {
        _free = freeKilobytes * 1024;
        foreach (var file in (string[])[StoreFile, Path.Join(Files, "storeconfig")])
            await File.WriteAllTextAsync(file, new string('x', fileLength), Cancel);
        var batch = Batch(count).Keys.ToDictionary(key => key, _ => new SecretText(new string('x', secretLength)));

        var failure = await Record.ExceptionAsync(() => Vault.WriteAsync(batch, Cancel));

        Assert.Equal(isWritten ? null : SecretVaultFailure.DiskFull, (failure as SecretVaultException)?.Failure);
        Assert.Equal(isWritten ? count : 0, _store.File.Count);
    }

    [Fact]
    public async Task A_vault_that_has_no_files_yet_needs_no_copy()
    {
        Directory.Delete(Files, recursive: true);
        _process.AfterWrite = null;

        await Vault.WriteAsync(Batch(1), Cancel);

        Assert.Single(_store.File);
    }

    [Fact]
    public async Task Without_a_copy_nothing_is_written()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Copies)!);
        await File.WriteAllTextAsync(Copies, "no folder", Cancel);

        var refusal = await Assert.ThrowsAsync<SecretVaultException>(() => Vault.WriteAsync(Batch(1), Cancel));

        Assert.Equal(SecretVaultFailure.DiskFull, refusal.Failure);
        Assert.Empty(_store.File);
    }

    [Fact]
    public async Task Half_a_copy_is_none_and_does_not_stay()
    {
        File.CreateSymbolicLink(Path.Join(Files, "zz-link"), "nowhere");

        var refusal = await Assert.ThrowsAsync<SecretVaultException>(() => Vault.WriteAsync(Batch(1), Cancel));

        Assert.Equal(SecretVaultFailure.DiskFull, refusal.Failure);
        Assert.Empty(_store.File);
        Assert.Empty(Directory.GetFileSystemEntries(Copies));
    }

    [Fact]
    public async Task Where_nothing_is_to_be_removed_no_room_is_needed()
    {
        _free = 0;

        await Vault.RemoveAsync([.. Batch(1).Keys], Cancel);

        Assert.False(Directory.Exists(Copies));
    }

    [Fact]
    public async Task While_a_batch_is_written_its_owner_alone_has_a_copy_from_before()
    {
        string? seen = null;
        var mode = UnixFileMode.None;
        _process.AfterWrite = () =>
        {
            var copy = Path.Join(Assert.Single(Directory.GetDirectories(Copies)), "storefile");
            seen = File.ReadAllText(copy);
            if (!OperatingSystem.IsWindows())
                mode = File.GetUnixFileMode(copy);
        };

        await Vault.WriteAsync(Batch(1), Cancel);

        Assert.Equal("everything", seen);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
    }

    [Fact]
    public async Task A_batch_that_is_read_back_leaves_no_copy()
    {
        await Vault.WriteAsync(Batch(60), Cancel);

        Assert.Empty(Directory.GetDirectories(Copies));
    }

    [Fact]
    public async Task A_write_that_tears_the_file_stops_the_batch_and_says_how_to_go_back_to_the_copy()
    {
        Tear(after: 2);

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() => Vault.WriteAsync(Batch(5), Cancel));

        var kept = Assert.Single(Directory.GetDirectories(Copies));
        Assert.Equal("everything", await File.ReadAllTextAsync(Path.Join(kept, "storefile"), Cancel));
        Assert.Equal("how", await File.ReadAllTextAsync(Path.Join(kept, "storeconfig"), Cancel));
        Assert.True(failure.MayBeTorn);
        Assert.Contains("Copy-Item -Force", failure.Message, StringComparison.Ordinal);
        Assert.Contains(kept, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_a_write_has_cost_altogether_is_in_the_copy()
    {
        _process.Refusal = new SecretVaultException(SecretVaultFailure.Other, "v", "no");
        _process.BeforeRefusal = () => File.Delete(StoreFile);

        await Assert.ThrowsAsync<SecretVaultException>(() => Vault.WriteAsync(Batch(1), Cancel));

        var kept = Assert.Single(Directory.GetDirectories(Copies));
        Assert.Equal("everything", await File.ReadAllTextAsync(Path.Join(kept, "storefile"), Cancel));
    }

    [Fact]
    public async Task The_copy_of_a_failed_batch_goes_two_weeks_later_once_the_vault_has_all_that_it_had()
    {
        await Vault.WriteAsync(Batch(1), Cancel);
        Tear(after: 0);
        await Assert.ThrowsAsync<SecretVaultException>(() => Vault.WriteAsync(Batch(2), Cancel));
        (_process.Refusal, _process.AfterWrite) = (null, null);
        _clock.Advance(TimeSpan.FromDays(15));

        await Vault.WriteAsync(Batch(1), Cancel);

        Assert.Empty(Directory.GetFileSystemEntries(Copies));
    }

    [Fact]
    public async Task What_was_removed_on_purpose_keeps_no_copy_once_what_was_lost_is_back()
    {
        await Vault.WriteAsync(Batch(2), Cancel);
        Leave("before-x", "secret-0", "secret-1", "secret-2");

        await Vault.RemoveAsync([.. Batch(1).Keys], Cancel);
        Assert.Equal(2, Directory.GetFileSystemEntries(Copies).Length);
        await Vault.WriteAsync(Batch(3).Skip(2).ToDictionary(), Cancel);

        Assert.Empty(Directory.GetFileSystemEntries(Copies));
    }

    [Fact]
    public async Task What_only_memory_still_has_after_a_torn_write_does_not_count_as_written()
    {
        Tear(after: 2, isUnreadable: true);

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() => Vault.WriteAsync(Batch(5), Cancel));

        Assert.Empty(failure.Written);
    }

    [Fact]
    public async Task A_copy_of_a_failed_batch_stays_when_a_later_one_succeeds()
    {
        Tear(after: 0);
        await Assert.ThrowsAsync<SecretVaultException>(() => Vault.WriteAsync(Batch(1), Cancel));
        _process.Refusal = null;
        _process.AfterWrite = null;

        await Vault.WriteAsync(Batch(1), Cancel);

        Assert.Single(Directory.GetDirectories(Copies));
    }

    [Fact]
    public async Task The_copy_of_a_killed_process_goes_with_the_next_batch_unless_it_holds_more_than_the_vault()
    {
        var small = Directory.CreateDirectory(Path.Join(Copies, "before-small")).FullName;
        var same = Directory.CreateDirectory(Path.Join(Copies, "before-same")).FullName;
        var large = Directory.CreateDirectory(Path.Join(Copies, "before-large")).FullName;
        await File.WriteAllTextAsync(Path.Join(small, "storefile"), "less", Cancel);
        await File.WriteAllTextAsync(Path.Join(same, "storefile"), "everything+1how", Cancel);
        foreach (var file in (string[])["storefile", "storeconfig"])
            await File.WriteAllTextAsync(Path.Join(large, file), "everything", Cancel);

        await Vault.WriteAsync(Batch(1), Cancel);

        Assert.Equal([large], Directory.GetDirectories(Copies));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_copy_left_by_a_removal_goes_with_the_next_batch_though_the_vault_is_smaller(bool isWrite)
    {
        await Vault.WriteAsync(Batch(3), Cancel);
        _process.Files = null;
        await Vault.RemoveAsync([.. Batch(1).Keys], Cancel);
        _process.Files = Files;
        Leave("before-removal", "secret-1", "secret-2");

        if (isWrite)
            await Vault.WriteAsync(Batch(2), Cancel);
        else
            await Vault.RemoveAsync([Batch(3).Keys.Last()], Cancel);

        Assert.Empty(Directory.GetFileSystemEntries(Copies));
    }

    [Fact]
    public async Task A_process_that_dies_while_it_removes_leaves_word_of_what_stays()
    {
        await Vault.WriteAsync(Batch(3), Cancel);
        string[] names = [];
        _process.BeforeRemoval = () => names = File.ReadAllLines(Directory.GetFiles(Copies, "*.names").Single());

        await Vault.RemoveAsync([.. Batch(1).Keys], Cancel);

        Assert.Equal(["secret-1", "secret-2"], names.Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(Copies));
    }

    [Theory]
    [InlineData("before-x")]
    [InlineData("kept-20260101T000000000Z")]
    public async Task A_copy_that_has_what_the_vault_has_lost_stays(string name)
    {
        Leave(name, "lost");

        await Vault.WriteAsync(Batch(1), Cancel);

        Assert.Equal(2, Directory.GetFileSystemEntries(Copies).Length);
    }

    [Fact]
    public async Task What_was_removed_on_purpose_is_not_lost()
    {
        await Vault.WriteAsync(Batch(2), Cancel);
        Leave("kept-20260101T000000000Z", "secret-0", "secret-1");
        _process.Files = Files;

        await Vault.RemoveAsync([.. Batch(1).Keys], Cancel);

        Assert.Empty(Directory.GetFileSystemEntries(Copies));
    }

    [Theory]
    [InlineData(13, false)]
    [InlineData(15, true)]
    public async Task A_copy_that_a_person_was_told_of_goes_two_weeks_later_once_the_vault_is_whole(int days, bool goes)
    {
        var begun = _clock.GetUtcNow().AddDays(-days);
        Leave($"kept-{begun.UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}", "secret-0");

        await Vault.WriteAsync(Batch(1), Cancel);

        Assert.Equal(goes, Directory.GetFileSystemEntries(Copies).Length == 0);
    }

    [Fact]
    public async Task A_vault_that_refuses_without_touching_its_file_leaves_no_copy()
    {
        _process.Refusal = new SecretVaultException(SecretVaultFailure.Other, "v", "too long");

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() => Vault.WriteAsync(Batch(1), Cancel));

        Assert.Equal("too long", failure.Message);
        Assert.False(failure.MayBeTorn);
        Assert.Empty(Directory.GetDirectories(Copies));
    }

    [Fact]
    public async Task Removing_is_guarded_as_writing_is()
    {
        await Vault.WriteAsync(Batch(1), Cancel);
        _free = 0;

        await Assert.ThrowsAsync<SecretVaultException>(() => Vault.RemoveAsync([.. Batch(1).Keys], Cancel));

        Assert.Single(_store.File);
    }

    /// <summary>What a killed process, or a failed batch, left: larger than the vault is now.</summary>
    private void Leave(string name, params string[] names)
    {
        var folder = Directory.CreateDirectory(Path.Join(Copies, name)).FullName;
        File.WriteAllText(Path.Join(folder, "storefile"), new string('x', 1000));
        File.WriteAllLines($"{folder}.names", names);
    }

    private void Tear(int after, bool isUnreadable = false)
    {
        var left = after;
        if (left == 0)
            Refuse();
        _process.AfterWrite = () =>
        {
            File.AppendAllText(StoreFile, "+1");
            if (--left <= 0)
                Refuse();
        };

        void Refuse()
        {
            _process.Refusal = new SecretVaultException(SecretVaultFailure.Other, "v", "There is not enough space.");
            _process.BeforeRefusal = () =>
            {
                File.WriteAllText(StoreFile, "");
                if (isUnreadable)
                    _process.Fault = new InvalidDataException("integrity check failed");
            };
        }
    }

    private static Dictionary<SecretAddress, SecretText> Batch(int count) =>
        Enumerable
            .Range(0, count)
            .ToDictionary(
                number => new SecretAddress("v", $"secret-{number}"),
                number => new SecretText($"text {number}")
            );
}
