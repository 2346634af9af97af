using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Journal;

/// <summary>
/// What a record keeps, whoever dies when, and what a damaged or hostile one does not do to the others.
/// </summary>
public sealed class OperationRecordTests : IDisposable
{
    private const string Subject = "production 5260001246";

    private readonly OfficeBench _bench = new();
    private readonly ManualClock _clock = new();

    private OfficeFolder Office => _bench.Office;

    private string Folder => Path.Combine(Office.StatePath, "journal");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void What_was_written_is_there_for_the_next_process_with_its_fields()
    {
        using (var record = Begin(OperationKind.Conversion))
            record.Write("granting", ("permissions", "InvoiceRead"), ("nothing", null));

        using var resumed = Resume(OperationKind.Conversion)!;

        Assert.True(resumed.WasResumed);
        Assert.Equal("conversion", resumed.Start["operation"]);
        Assert.Equal("InvoiceRead", resumed.Last("granting")!["permissions"]);
        Assert.Null(resumed.Last("granting")!["nothing"]);
        Assert.False(resumed.Has("granted"));
    }

    [Fact]
    public void A_torn_line_counts_as_not_written_and_takes_no_later_one_with_it()
    {
        using (var record = Begin(OperationKind.Conversion))
            record.Write("granting");
        var path = Assert.Single(Directory.GetFiles(Folder));
        File.AppendAllText(path, """{"at":"2026-11-27T05:58:52Z","step":"gran""");

        using (var resumed = Resume(OperationKind.Conversion)!)
            resumed.Write("proven");

        Assert.Equal(["started", "granting", "proven"], JournalFile.Read(path).Select(entry => entry.Step));
    }

    [Fact]
    public void One_that_another_process_has_ended_since_is_not_gone_on_with()
    {
        using (Begin(OperationKind.Conversion)) { }
        var seen = new OpenOperations(Office, [OperationKind.Conversion]);
        using (var other = Resume(OperationKind.Conversion)!)
            other.Finish();

        Assert.True(seen.Has(OperationKind.Conversion, Subject));
        Assert.Null(seen.TryResume(OperationKind.Conversion, Subject, _clock, progress: null));
    }

    [Fact]
    public void What_is_gone_on_with_stays_open_although_one_like_it_came_to_its_end()
    {
        // An enrolment's key is in the vault under a name that only its own record tells.
        using (Begin(OperationKind.Enrolment)) { }
        _clock.Advance(TimeSpan.FromMinutes(1));
        using (var later = Begin(OperationKind.Enrolment))
            later.Finish();

        Assert.Single(JournalReader.FindOpen(Office));
    }

    [Fact]
    public void What_is_begun_again_is_closed_by_the_end_of_a_later_one_alone()
    {
        using (Begin(OperationKind.Import)) { }
        _clock.Advance(TimeSpan.FromMinutes(1));
        using (Begin(OperationKind.Import)) { }
        Assert.Single(JournalReader.FindOpen(Office));
        _clock.Advance(TimeSpan.FromMinutes(1));
        using (var other = Begin(OperationKind.Import, "/another/file.csv"))
            other.Finish();
        using (var other = Begin(OperationKind.Storing))
            other.Finish();
        Assert.Single(JournalReader.FindOpen(Office));
        _clock.Advance(TimeSpan.FromMinutes(1));
        using (var last = Begin(OperationKind.Import))
            last.Finish();

        Assert.Empty(JournalReader.FindOpen(Office));
    }

    [Theory]
    [InlineData("import", true)]
    [InlineData("undoing", true)]
    [InlineData("storing", true)]
    [InlineData("export", true)]
    [InlineData("grant", true)]
    [InlineData("withdrawal", true)]
    [InlineData("signing", true)]
    [InlineData("moving", false)]
    [InlineData("conversion", false)]
    [InlineData("generation", false)]
    [InlineData("rotation", false)]
    [InlineData("ending", false)]
    [InlineData("departure", false)]
    public void Running_once_more_ends_what_is_begun_again_and_not_what_is_gone_on_with(string name, bool ends)
    {
        var kind = OperationKind.All.Single(one => one.Name == name);
        using (Begin(kind)) { }
        _clock.Advance(TimeSpan.FromMinutes(1));
        using (var later = Begin(kind))
            later.Finish();

        Assert.Equal(ends ? 0 : 1, JournalReader.FindOpen(Office).Count);
    }

    [Fact]
    public void What_is_gone_on_with_stays_as_it_was_written_and_its_owner_s_alone()
    {
        using (var record = Begin(OperationKind.Conversion))
            record.TryWrite("granting");
        var path = Assert.Single(Directory.GetFiles(Folder));
        var written = File.ReadAllBytes(path);
        Assert.Equal(["started", "granting"], JournalFile.Read(path).Select(entry => entry.Step));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        using (Resume(OperationKind.Conversion)) { }

        Assert.Equal(written, File.ReadAllBytes(path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void Where_the_journal_cannot_be_written_nothing_begins()
    {
        Directory.CreateDirectory(Office.StatePath);
        File.WriteAllText(Folder, "no folder");

        var failure = Assert.Throws<OfficeFolderException>(() => Begin(OperationKind.Conversion));

        Assert.Equal(OfficeFolderFailure.NotAccessible, failure.Failure);
        Assert.Contains(Folder, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_is_no_file_any_more_is_not_gone_on_with()
    {
        using (Begin(OperationKind.Conversion)) { }
        var seen = new OpenOperations(Office, [OperationKind.Conversion]);
        var path = Assert.Single(Directory.GetFiles(Folder));
        File.Delete(path);
        Directory.CreateDirectory(path);

        Assert.Throws<OfficeFolderException>(() =>
            seen.TryResume(OperationKind.Conversion, Subject, _clock, progress: null)
        );
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("{\"at\":1,\"step\":2}")]
    [InlineData("{\"at\":\"2026-11-27T05:58:52Z\",\"step\":null}")]
    [InlineData("{\"at\":\"2026-11-27T05:58:52Z\",\"step\":\"\\ud800\"}")]
    [InlineData("{\"at\":\"2026-11-27T05:58:52Z\",\"step\":\"started\",\"step\":\"started\"}")]
    [InlineData("{\"at\":\"yesterday\",\"step\":\"started\"}")]
    [InlineData("\u0000\u0000\u0000")]
    [InlineData("")]
    public void A_line_that_is_none_of_ours_says_nothing_and_stops_nobody(string line)
    {
        using (Begin(OperationKind.Conversion)) { }
        var sound = Assert.Single(Directory.GetFiles(Folder));
        File.AppendAllText(sound, $"{line}\n");
        File.WriteAllText(Path.Combine(Folder, "20261127T055852Z-conversion-ffffff.jsonl"), $"{line}\n{line}\n");

        var open = Assert.Single(JournalReader.FindOpen(Office));

        Assert.Equal(["started"], open.Entries.Select(entry => entry.Step));
    }

    [Fact]
    public void A_kind_of_a_later_version_is_told_by_its_name()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(
            Path.Combine(Folder, "20261127T055852Z-liquidation-ffffff.jsonl"),
            """{"at":"2026-11-27T05:58:52Z","step":"started","operation":"liquidation","subject":"5260001246"}""" + "\n"
        );

        var open = Assert.Single(JournalReader.FindOpen(Office));

        Assert.Equal(("liquidation", "5260001246"), (open.Kind.Title, open.Subject));
    }

    [Fact]
    public void Without_a_record_that_cannot_be_read_nothing_is_gone_on_with()
    {
        using (Begin(OperationKind.Conversion)) { }
        File.CreateSymbolicLink(Path.Combine(Folder, "20261127T055853Z-conversion-eeeeee.jsonl"), "nowhere");
        var unreadable = new List<string>();

        Assert.Throws<OfficeFolderException>(() => JournalReader.FindOpen(Office, [OperationKind.Conversion]));
        var open = JournalReader.FindOpen(Office, unreadable: (path, _) => unreadable.Add(path));

        Assert.Single(open);
        Assert.Single(unreadable);
    }

    [Fact]
    public void The_file_is_its_owners_alone_and_named_after_time_and_operation()
    {
        using var record = Begin(OperationKind.Conversion);

        var path = Assert.Single(Directory.GetFiles(Folder));
        Assert.Matches("^20261122T080000Z-conversion-[0-9a-f]{6}[.]jsonl$", Path.GetFileName(path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void One_that_runs_is_held_and_one_that_ended_is_not()
    {
        string path;
        using (Begin(OperationKind.Conversion))
        {
            path = Assert.Single(Directory.GetFiles(Folder));
            Assert.True(JournalFile.IsHeld(path));
        }
        Assert.False(JournalFile.IsHeld(path));
    }

    private OperationRecord Begin(OperationKind kind, string subject = Subject) =>
        OperationRecord.Begin(Office, _clock, kind, subject, progress: null);

    private OperationRecord? Resume(OperationKind kind) =>
        new OpenOperations(Office, [kind]).TryResume(kind, Subject, _clock, progress: null);
}
