using System.Globalization;
using KsefTools.Core.Secrets;
using KsefTools.Core.Secrets.Copies;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Secrets;

/// <summary>Which copies of a vault stay, and to the byte how much room one needs.</summary>
public sealed class LeftCopyTests : IDisposable
{
    private static readonly IReadOnlySet<string> None = new HashSet<string>();

    private readonly TemporaryFolder _folder = new("kseftools-copies-");
    private readonly ManualClock _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Copies => Path.Join(_folder.Path, "lock", "copies");

    private string Store => Path.Join(_folder.Path, "store");

    public LeftCopyTests()
    {
        Directory.CreateDirectory(Store);
        File.WriteAllText(Path.Join(Store, "storefile"), new string('x', 100));
        File.WriteAllText(Path.Join(Store, "storeconfig"), new string('x', 20));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, false)]
    public async Task A_disk_with_just_the_room_that_is_needed_is_enough(int more, bool isEnough)
    {
        // Both files, a kilobyte and eight bytes a character for each secret, and a quarter of a megabyte.
        var needed = 120 + (2 * 1024) + ((3 + 5) * 8) + (256 * 1024);
        var process = new SharedStore().NewProcess();
        process.Files = Store;
        var options = new GuardedVaultOptions
        {
            LockFolder = Path.Join(_folder.Path, "lock"),
            FreeBytes = _ => needed + more,
        };
        var batch = new Dictionary<SecretAddress, SecretText>
        {
            [new SecretAddress("v", "a")] = new("abc"),
            [new SecretAddress("v", "b")] = new("abcde"),
        };

        var failure = await Record.ExceptionAsync(() => new GuardedVault(process, options).WriteAsync(batch, Cancel));

        Assert.Equal(isEnough ? null : SecretVaultFailure.DiskFull, (failure as SecretVaultException)?.Failure);
    }

    [Theory]
    [InlineData("en", "has 12 KB left, and 25[67] KB are needed")]
    [InlineData("pl", "zostało 12 KB, .* potrzeba 25[67] KB")]
    public async Task How_much_room_there_is_and_how_much_is_needed_is_told_in_kilobytes(string language, string told)
    {
        CultureInfo.CurrentUICulture = new CultureInfo(language);

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() =>
            WriteAsync(new SharedStore().NewProcess(), free: 12 * 1024)
        );

        Assert.Matches(told, failure.Message);
    }

    [Fact]
    public async Task A_disk_of_which_nobody_knows_the_room_is_written_to()
    {
        var process = new SharedStore().NewProcess();

        await WriteAsync(process, free: null);

        Assert.Equal(["a"], process.Writes);
    }

    [Fact]
    public async Task A_vault_whose_folder_is_empty_yet_needs_no_room_and_no_copy()
    {
        Directory.Delete(Store, recursive: true);
        Directory.CreateDirectory(Store);

        await WriteAsync(new SharedStore().NewProcess());

        Assert.False(Directory.Exists(Copies));
    }

    [Fact]
    public async Task Two_batches_that_tear_the_vault_in_one_moment_leave_a_copy_each_and_name_it()
    {
        var process = new SharedStore().NewProcess();
        process.Refusal = new(SecretVaultFailure.Other, "v", "torn");
        process.BeforeRefusal = () => File.AppendAllText(Path.Join(Store, "storefile"), "+");

        await Assert.ThrowsAsync<SecretVaultException>(() => WriteAsync(process, free: null));
        var second = await Assert.ThrowsAsync<SecretVaultException>(() => WriteAsync(process, free: null));

        var copies = Directory.GetDirectories(Copies);
        Assert.Equal(2, copies.Length);
        var named = Assert.Single(copies, copy => second.Message.Contains($"'{copy}'", StringComparison.Ordinal));
        Assert.Equal(101, new FileInfo(Path.Join(named, "storefile")).Length);
        Assert.Equal((SecretVaultFailure.Other, "v"), (second.Failure, second.Vault));
        Assert.Empty(second.Unread);
    }

    [Fact]
    public async Task What_a_torn_vault_still_has_is_asked_once()
    {
        var process = new SharedStore().NewProcess();
        process.Files = Store;
        process.BeforeRefusal = () => File.AppendAllText(Path.Join(Store, "storefile"), "+");
        process.AfterWrite = () => process.Refusal = new(SecretVaultFailure.Other, "v", "torn");
        var batch = new[] { "a", "b" }.ToDictionary(name => new SecretAddress("v", name), name => new SecretText(name));
        var options = new GuardedVaultOptions { LockFolder = Path.Join(_folder.Path, "lock"), Time = _clock };

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() =>
            new GuardedVault(process, options).WriteAsync(batch, Cancel)
        );

        Assert.Equal([new SecretAddress("v", "a")], failure.Written);
        // Before the batch a refresh and a list; after it a refresh and the read.
        Assert.Equal(4, process.Questions);
    }

    [Fact]
    public async Task No_copy_goes_through_a_link_that_stands_in_the_place_of_their_folder()
    {
        var elsewhere = Directory.CreateDirectory(Path.Join(_folder.Path, "elsewhere")).FullName;
        Directory.CreateDirectory(Path.Join(_folder.Path, "lock"));
        Directory.CreateSymbolicLink(Copies, elsewhere);
        var process = new SharedStore().NewProcess();

        var failure = await Assert.ThrowsAsync<SecretVaultException>(() => WriteAsync(process, free: null));

        Assert.Equal((SecretVaultFailure.DiskFull, "v"), (failure.Failure, failure.Vault));
        Assert.Empty(Directory.GetFileSystemEntries(elsewhere));
        Assert.Empty(process.Writes);
    }

    [Fact]
    public async Task A_copy_that_cannot_be_looked_through_does_not_cost_the_batch()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no pipes under names of files");
        // Several, so that the batch's own copy is hardly ever the first that is looked at.
        var left = Enumerable.Range(0, 8).Select(number => Path.Join(Copies, $"before-{number}")).ToList();
        left.ForEach(path => Directory.CreateDirectory(path));
        Assert.Equal(0, ExternalProgram.Run("mkfifo", [.. left.Select(path => $"{path}.names")]).ExitCode);
        var process = new SharedStore().NewProcess();

        await WriteAsync(process, free: null);

        Assert.Equal(["a"], process.Writes);
        Assert.Equal(left, Directory.GetDirectories(Copies).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("before-x", 120, false)]
    [InlineData("before-x", 121, true)]
    [InlineData("kept-20260101T000000000Z", 1, true)]
    public void One_without_a_list_stays_where_a_person_was_told_of_it_or_it_is_the_larger(
        string name,
        int length,
        bool stays
    ) => Assert.Equal(stays, Leave(name, length).IsNeeded(None, None, Store, _clock.GetUtcNow()));

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public void One_that_a_person_was_told_of_stays_two_weeks_to_the_moment(int milliseconds, bool stays)
    {
        var begun = _clock.GetUtcNow();
        var copy = Leave(LeftCopy.KeptNow(begun), 1);
        copy.WriteNames(["a"]);

        var now = begun.AddDays(14).AddMilliseconds(milliseconds);

        Assert.Equal(stays, copy.IsNeeded(new HashSet<string> { "a" }, None, Store, now));
    }

    [Fact]
    public void One_that_somebody_renamed_stays()
    {
        var copy = Leave("kept-anna", 1);
        copy.WriteNames(["a"]);

        Assert.True(copy.IsNeeded(new HashSet<string> { "a" }, None, Store, _clock.GetUtcNow()));
    }

    [Theory]
    [InlineData(new[] { "a" }, new string[0], true)]
    [InlineData(new[] { "a" }, new[] { "b" }, false)]
    [InlineData(new[] { "a", "b" }, new string[0], false)]
    public void One_of_a_killed_process_stays_for_what_the_vault_has_lost_and_was_not_removed(
        string[] present,
        string[] removed,
        bool stays
    )
    {
        var copy = Leave("before-x", 1000);
        copy.WriteNames(["a", "b"]);

        Assert.Equal(stays, copy.IsNeeded(present.ToHashSet(), removed.ToHashSet(), Store, _clock.GetUtcNow()));
    }

    [Fact]
    public void What_was_removed_on_purpose_is_struck_off_its_list()
    {
        var copy = Leave("before-x", 1000);
        copy.WriteNames(["a", "b"]);

        copy.IsNeeded(None, new HashSet<string> { "b" }, Store, _clock.GetUtcNow());

        Assert.Equal(["a"], copy.ReadNames());
    }

    [Fact]
    public void A_list_of_which_nothing_was_removed_is_not_written_again()
    {
        var copy = Leave("before-x", 1000);
        copy.WriteNames(["a"]);
        var list = Path.Join(_folder.Path, "before-x.names");
        File.SetLastWriteTimeUtc(list, DateTime.UnixEpoch);

        copy.IsNeeded(None, new HashSet<string> { "b" }, Store, _clock.GetUtcNow());

        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(list));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_moves_and_goes_with_its_list_where_it_has_one(bool hasList)
    {
        var copy = Leave("before-x", 1);
        if (hasList)
            copy.WriteNames(["a"]);
        var target = Path.Join(_folder.Path, "kept-x");

        copy.MoveTo(target);

        Assert.Equal(hasList ? ["a"] : null, new LeftCopy(target).ReadNames());
        new LeftCopy(target).TryDelete();
        Assert.Equal([Store], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_list_whose_copy_was_never_made_goes_alone()
    {
        var copy = new LeftCopy(Path.Join(_folder.Path, "before-x"));
        copy.WriteNames(["a"]);

        copy.TryDelete();

        Assert.Equal([Store], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void One_that_cannot_be_deleted_costs_room_and_nothing_else()
    {
        var copy = Leave("before-x", 1);
        Directory.CreateDirectory(Path.Join(_folder.Path, "before-x.names"));

        copy.TryDelete();

        Assert.True(Directory.Exists(Path.Join(_folder.Path, "before-x")));
    }

    private Task WriteAsync(SharedStore.StoreProcess process, long? free = 0)
    {
        process.Files = Store;
        var options = new GuardedVaultOptions
        {
            LockFolder = Path.Join(_folder.Path, "lock"),
            FreeBytes = _ => free,
            Time = _clock,
        };
        return new GuardedVault(process, options).WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [new SecretAddress("v", "a")] = new("x") },
            Cancel
        );
    }

    private LeftCopy Leave(string name, int length)
    {
        var path = Directory.CreateDirectory(Path.Join(_folder.Path, name)).FullName;
        File.WriteAllText(Path.Join(path, "storefile"), new string('x', length));
        return new LeftCopy(path);
    }
}
