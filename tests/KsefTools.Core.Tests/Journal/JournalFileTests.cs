using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Certificates;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Journal;

/// <summary>The files of the journal: whose they are, what is read of them, and what a full disk leaves.</summary>
public sealed class JournalFileTests : IDisposable
{
    private const string Full = "/dev/full";
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly OfficeBench _bench = new();
    private readonly ManualClock _clock = new();

    private OfficeFolder Office => _bench.Office;

    private string Folder => System.IO.Path.Combine(Office.StatePath, "journal");

    private string Shared => System.IO.Path.Combine(_bench.Root, "shared.jsonl");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void The_folder_is_its_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists in place of file modes.");
        if (Directory.Exists(Office.StatePath))
            Directory.Delete(Office.StatePath, recursive: true);

        using var file = JournalFile.Create(Office, _clock.GetUtcNow(), "import");

        foreach (var folder in (string[])[Office.StatePath, Folder])
            if (!OperatingSystem.IsWindows())
                Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_a_link_stands_in_the_place_of_a_folder_nothing_is_written(bool isState)
    {
        var elsewhere = Directory.CreateDirectory(System.IO.Path.Combine(_bench.Root, "elsewhere")).FullName;
        if (Directory.Exists(Office.StatePath))
            Directory.Delete(Office.StatePath, recursive: true);
        if (!isState)
            Directory.CreateDirectory(Office.StatePath);
        Directory.CreateSymbolicLink(isState ? Office.StatePath : Folder, elsewhere);

        Assert.Throws<UnauthorizedAccessException>(() => JournalFile.Create(Office, _clock.GetUtcNow(), "import"));

        Assert.Empty(Directory.GetFileSystemEntries(elsewhere));
    }

    [Fact]
    public void What_a_living_process_has_written_is_read_meanwhile()
    {
        using var file = JournalFile.Create(Office, _clock.GetUtcNow(), "import");
        file.Append(Entry("started"), safely: false);

        Assert.Equal(["started"], JournalFile.Read(Path()).Select(entry => entry.Step));
    }

    [Fact]
    public void While_somebody_looks_whether_it_is_held_a_reader_waits_a_moment()
    {
        using (var file = JournalFile.Create(Office, _clock.GetUtcNow(), "import"))
            file.Append(Entry("started"), safely: false);
        var alone = new FileStream(Path(), FileMode.Open, FileAccess.Read, FileShare.None);
        using var end = new Timer(_ => alone.Dispose(), null, TimeSpan.FromMilliseconds(100), Timeout.InfiniteTimeSpan);

        Assert.Single(JournalFile.Read(Path()));
    }

    [Fact]
    public void One_that_is_gone_is_held_by_nobody() =>
        Assert.False(JournalFile.IsHeld(System.IO.Path.Combine(_bench.Root, "gone.jsonl")));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_pipe_in_its_place_keeps_nobody_waiting(bool isRead)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no pipes under names of files");
        Assert.Equal(0, ExternalProgram.Run("mkfifo", Shared).ExitCode);

        var failure = Record.Exception(() => isRead ? JournalFile.Read(Shared) : (object)JournalFile.IsHeld(Shared));

        Assert.Equal(isRead, failure is IOException);
    }

    [Fact]
    public void A_shared_file_is_begun_for_its_owner_alone_and_gone_on_with_as_it_is()
    {
        using (var file = JournalFile.OpenShared(Shared))
            file.Append(Entry("first"), safely: true);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(Owner, File.GetUnixFileMode(Shared));
            File.SetUnixFileMode(Shared, Owner | UnixFileMode.GroupRead);
        }

        using (var file = JournalFile.OpenShared(Shared))
            file.Append(Entry("second"), safely: true);

        Assert.Equal(["first", "second"], JournalFile.Read(Shared).Select(entry => entry.Step));
        Assert.Equal(2, File.ReadAllLines(Shared).Length);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(Owner | UnixFileMode.GroupRead, File.GetUnixFileMode(Shared));
    }

    [Fact]
    public void A_line_says_its_time_its_step_and_its_fields_and_what_is_no_text_is_left_out()
    {
        File.WriteAllText(Shared, """{"at":"2026-11-27T05:58:52Z","step":"sent","nip":"1","count":2,"none":null}""");

        var entry = Assert.Single(JournalFile.Read(Shared));

        Assert.Equal(new DateTimeOffset(2026, 11, 27, 5, 58, 52, TimeSpan.Zero), entry.At);
        Assert.Equal("sent", entry.Step);
        Assert.Equal([KeyValuePair.Create("nip", "1")], entry.Fields);
    }

    [Fact]
    public void A_line_is_written_in_utc_and_readable()
    {
        using (var file = JournalFile.OpenShared(Shared))
            file.Append(
                JournalEntry.Of(
                    new DateTimeOffset(2026, 11, 27, 7, 0, 0, TimeSpan.FromHours(2)),
                    "sent",
                    ("name", "Żółć"),
                    ("none", null)
                ),
                safely: false
            );

        Assert.Equal(
            "{\"at\":\"2026-11-27T05:00:00Z\",\"step\":\"sent\",\"name\":\"Żółć\"}\n",
            File.ReadAllText(Shared)
        );
    }

    [Fact]
    public void A_full_disk_costs_a_line_whose_loss_does_no_harm_and_nothing_else()
    {
        using var record = OnFullDisk(out var steps);

        record.TryWrite("granted");
        record.TryFinish();

        Assert.False(record.Has("granted"));
        Assert.False(record.Has(JournalFile.Finished));
        Assert.Empty(steps.Told);
    }

    [Fact]
    public void What_a_full_disk_did_not_take_is_neither_told_nor_remembered()
    {
        using var record = OnFullDisk(out var steps);

        Assert.Throws<IOException>(() => record.Write("granting"));
        Assert.Throws<IOException>(record.Finish);

        Assert.False(record.Has("granting"));
        Assert.Empty(steps.Told);
    }

    [Fact]
    public void A_result_that_waits_survives_a_full_disk_with_a_warning()
    {
        using var record = OnFullDisk(out _);

        Assert.Contains("the next run looks again", record.Conclude(), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_disk_takes_the_last_line_there_is_nothing_to_warn_of()
    {
        var record = OperationRecord.Begin(Office, _clock, OperationKind.Import, "x", progress: null);
        using (record)
            Assert.Null(record.Conclude());

        Assert.Empty(JournalReader.FindOpen(Office));
    }

    [Fact]
    public void A_step_is_on_disk_when_it_is_told_and_one_whose_loss_does_no_harm_is_not_waited_for()
    {
        using var stream = new Flushes(Shared);
        using var record = new OperationRecord(new JournalFile(stream), _clock, progress: null, [Entry("started")]);

        record.Write("sending");
        record.TryWrite("seen");
        record.Finish();

        Assert.Equal([true, false, true], stream.ToDisk);
    }

    private string Path() => Assert.Single(Directory.GetFiles(Folder));

    private JournalEntry Entry(string step) => JournalEntry.Of(_clock.GetUtcNow(), step);

    private OperationRecord OnFullDisk(out Steps steps)
    {
        Assert.SkipUnless(File.Exists(Full), $"There is no {Full}.");
        steps = new Steps();
        var stream = new FileStream(Full, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        return new OperationRecord(new JournalFile(stream), _clock, steps, [Entry("started")]);
    }

    /// <summary>A file that notes of each flush whether it waited for the disk.</summary>
    private sealed class Flushes(string path) : FileStream(path, FileMode.CreateNew, FileAccess.Write)
    {
        internal List<bool> ToDisk { get; } = [];

        public override void Flush(bool flushToDisk)
        {
            ToDisk.Add(flushToDisk);
            base.Flush(flushToDisk);
        }
    }

    private sealed class Steps : IProgress<string>
    {
        internal List<string> Told { get; } = [];

        public void Report(string value) => Told.Add(value);
    }
}
