using KsefTools.Core.Secrets;

namespace KsefTools.Core.Tests.Secrets;

/// <summary>
/// A vault that writes its one file over the old one loses everything on a full disk, unless there is a copy.
/// </summary>
public sealed class FullDiskVaultTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kseftools-full-");
    private readonly SharedStore _store = new();
    private readonly SharedStore.StoreProcess _process;
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

    private string Files => Path.Join(_folder.FullName, "localstore");

    private string StoreFile => Path.Join(Files, "storefile");

    private string Copies => Path.Join(_folder.FullName, "lock", "copies");

    private GuardedVault Vault =>
        new(
            _process,
            new GuardedVaultOptions { LockFolder = Path.Join(_folder.FullName, "lock"), FreeBytes = _ => _free }
        );

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Without_room_for_copy_and_batch_nothing_is_written()
    {
        _free = 12 * 1024;

        var refusal = await Assert.ThrowsAsync<SecretVaultException>(() => Vault.WriteAsync(Batch(3), Cancel));

        Assert.Equal(SecretVaultFailure.DiskFull, refusal.Failure);
        Assert.Empty(_store.File);
        Assert.Equal("everything", await File.ReadAllTextAsync(StoreFile, Cancel));
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
        Assert.Contains("Copy-Item -Force", failure.Message, StringComparison.Ordinal);
        Assert.Contains(kept, failure.Message, StringComparison.Ordinal);
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
        var large = Directory.CreateDirectory(Path.Join(Copies, "before-large")).FullName;
        await File.WriteAllTextAsync(Path.Join(small, "storefile"), "less", Cancel);
        await File.WriteAllTextAsync(Path.Join(large, "storefile"), new string('x', 1000), Cancel);

        await Vault.WriteAsync(Batch(1), Cancel);

        Assert.Equal([large], Directory.GetDirectories(Copies));
    }

    [Fact]
    public async Task A_vault_that_refuses_without_touching_its_file_leaves_no_copy()
    {
        _process.Refusal = new SecretVaultException(SecretVaultFailure.Other, "v", "too long");

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() => Vault.WriteAsync(Batch(1), Cancel));

        Assert.Equal("too long", failure.Message);
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
