using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Tests.Api;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Journal;

/// <summary>Which records are open, in what order, and what one tells that is gone on with.</summary>
public sealed class OpenRecordsTests : IDisposable
{
    private const string Subject = "production 5260001246";

    private readonly OfficeBench _bench = new();
    private readonly ManualClock _clock = new();

    private OfficeFolder Office => _bench.Office;

    private string Folder => Path.Combine(Office.StatePath, "journal");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void They_are_told_oldest_first_and_those_of_one_moment_by_their_files_names()
    {
        Put("20261127T055852Z-conversion-000001", "2026-11-27T05:58:52.9Z", "late");
        Put("20261127T055852Z-conversion-000003", "2026-11-27T05:58:52.1Z", "same, second");
        Put("20261127T055852Z-conversion-000002", "2026-11-27T05:58:52.1Z", "same, first");
        Put("20261127T055852Z-conversion-000004", "2026-11-27T05:58:52.0Z", "early");

        var subjects = JournalReader.FindOpen(Office).Select(record => record.Subject);

        Assert.Equal(["early", "same, first", "same, second", "late"], subjects);
    }

    [Fact]
    public void Where_the_first_line_is_torn_nothing_was_done_under_it()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(
            Path.Combine(Folder, "20261127T055852Z-conversion-000001.jsonl"),
            "{\"at\":\"2026-11-27T05:58:52Z\",\"step\":\"star\n"
                + "{\"at\":\"2026-11-27T05:58:53Z\",\"step\":\"granting\"}\n"
        );

        Assert.Empty(JournalReader.ReadAll(Office));
    }

    [Fact]
    public void Only_files_of_the_journal_are_read()
    {
        Put("20261127T055852Z-conversion-000001", "2026-11-27T05:58:52Z", "x");
        var path = Assert.Single(Directory.GetFiles(Folder));
        File.Move(path, $"{path}.bak");

        Assert.Empty(JournalReader.ReadAll(Office));
    }

    [Fact]
    public void One_that_cannot_be_read_is_told_by_its_path_and_reason()
    {
        Directory.CreateDirectory(Folder);
        var path = Path.Combine(Folder, "20261127T055853Z-conversion-eeeeee.jsonl");
        File.CreateSymbolicLink(path, "nowhere");
        var heard = new List<(string Path, Exception Reason)>();

        JournalReader.ReadAll(Office, unreadable: (where, why) => heard.Add((where, why)));
        var failure = Assert.Throws<OfficeFolderException>(() => JournalReader.ReadAll(Office));

        Assert.Equal(path, Assert.Single(heard).Path);
        Assert.Equal(OfficeFolderFailure.NotAccessible, failure.Failure);
        Assert.Contains(Folder, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_concerns_other_kinds_alone_stops_nobody()
    {
        Directory.CreateDirectory(Folder);
        File.CreateSymbolicLink(Path.Combine(Folder, "20261127T055853Z-import-eeeeee.jsonl"), "nowhere");

        Assert.Empty(JournalReader.FindOpen(Office, [OperationKind.Conversion]));
    }

    [Fact]
    public void Of_several_kinds_each_is_found()
    {
        Put("20261127T055852Z-conversion-000001", "2026-11-27T05:58:52Z", "x");

        Assert.Single(JournalReader.FindOpen(Office, [OperationKind.Conversion, OperationKind.Rotation]));
        Assert.Single(JournalReader.FindOpen(Office, [OperationKind.Rotation, OperationKind.Conversion]));
    }

    [Fact]
    public void One_that_does_not_say_what_it_did_is_open_and_names_no_command()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(
            Path.Combine(Folder, "20261127T055852Z-conversion-000001.jsonl"),
            "{\"at\":\"2026-11-27T05:58:52Z\",\"step\":\"started\"}\n"
        );

        var open = Assert.Single(JournalReader.FindOpen(Office));

        Assert.Equal(("", "", ""), (open.Kind.Name, open.Kind.Title, open.Subject));
        Assert.Null(open.Kind.RemedyOf(open, Office));
    }

    [Fact]
    public void One_in_whose_place_a_link_stands_is_not_gone_on_with()
    {
        using (Begin()) { }
        var path = Assert.Single(Directory.GetFiles(Folder));
        var elsewhere = Path.Combine(_bench.Root, "elsewhere");
        File.Move(path, elsewhere);
        File.CreateSymbolicLink(path, elsewhere);
        var written = File.ReadAllText(elsewhere);
        var seen = new OpenOperations(Office, [OperationKind.Conversion]);

        Assert.Throws<OfficeFolderException>(() =>
            seen.TryResume(OperationKind.Conversion, Subject, _clock, progress: null)
        );

        Assert.Equal(written, File.ReadAllText(elsewhere));
    }

    [Theory]
    [InlineData("20261127T055852Z-conversion-c78dce.jsonl", "conversion", true)]
    [InlineData("20261127T055852Z-conversion-c78dce.jsonl", "revocation", false)]
    [InlineData("20261127T055852Z-conversion-c78dce.jsonl", "withdrawal", false)]
    [InlineData("20261127T055852Z-revocation-c78dce.jsonl", "revocation", true)]
    [InlineData("20261127T055852Z-revocation-c78dce.jsonl", "withdrawal", true)]
    [InlineData("20261127T055852Z-revocation-c78dce.jsonl", "grant", false)]
    [InlineData("20261127T055852Z-withdrawal-c78dce.jsonl", "withdrawal", true)]
    [InlineData("20261127T055852Z-withdrawal-c78dce.jsonl", "revocation", false)]
    public void A_file_s_name_says_of_which_kind_it_may_be(string fileName, string kind, bool expected) =>
        Assert.Equal(expected, OperationKind.All.Single(one => one.Name == kind).MayBe(fileName));

    [Fact]
    public void Of_several_the_oldest_that_nobody_has_ended_since_is_gone_on_with()
    {
        using (Begin(("number", "1"))) { }
        _clock.Advance(TimeSpan.FromMinutes(1));
        using (Begin(("number", "2"))) { }
        _clock.Advance(TimeSpan.FromMinutes(1));
        using (Begin(("number", "3"))) { }
        var seen = new OpenOperations(Office, [OperationKind.Conversion]);
        using (var other = Resume())
            other!.Finish();

        using var next = seen.TryResume(OperationKind.Conversion, Subject, _clock, progress: null);

        Assert.Equal("2", next?.Start["number"]);
        Assert.Equal(
            ["1", "2", "3"],
            seen.StartsOf(OperationKind.Conversion, Subject).Select(start => start["number"])
        );
    }

    [Theory]
    [InlineData("conversion", "production 1111111111")]
    [InlineData("rotation", Subject)]
    public void Of_another_kind_or_subject_nothing_is_gone_on_with(string kind, string subject)
    {
        using (Begin()) { }
        var other = OperationKind.All.Single(one => one.Name == kind);
        var seen = new OpenOperations(Office, [OperationKind.Conversion, other]);

        Assert.False(seen.Has(other, subject));
        Assert.Empty(seen.StartsOf(other, subject));
        Assert.Null(seen.TryResume(other, subject, _clock, progress: null));
    }

    [Fact]
    public void One_that_was_emptied_since_is_not_gone_on_with()
    {
        using (Begin()) { }
        var seen = new OpenOperations(Office, [OperationKind.Conversion]);
        File.WriteAllText(Assert.Single(Directory.GetFiles(Folder)), "");

        Assert.Null(seen.TryResume(OperationKind.Conversion, Subject, _clock, progress: null));
    }

    [Fact]
    public void The_last_line_of_several_steps_counts_and_all_lines_of_one_are_told()
    {
        using var record = Begin();
        record.Write("sent", ("reference", "1"));
        record.Write("refused", ("reason", "2"));
        record.Write("sent", ("reference", "3"));
        record.Write("done");

        Assert.Equal("3", record.Last("refused", "sent")!["reference"]);
        Assert.Equal(["1", "3"], record.All("sent").Select(entry => entry["reference"]));
        Assert.Null(record.Last("nothing", "of this"));
    }

    [Fact]
    public void Each_step_is_told_once_it_is_written_with_its_time()
    {
        var steps = new Steps();
        using var record = OperationRecord.Begin(Office, _clock, OperationKind.Conversion, Subject, steps);
        _clock.Advance(TimeSpan.FromMinutes(1));
        record.Write("granting");
        record.TryWrite("seen");

        Assert.Equal(["started", "granting"], steps.Told);
        Assert.Equal(_clock.GetUtcNow(), record.Last("seen")!.At);
        Assert.False(record.WasResumed);
    }

    [Fact]
    public void Who_does_not_get_beyond_the_first_line_lets_go_of_the_record()
    {
        var failure = Assert.Throws<InvalidOperationException>(() =>
            OperationRecord.Begin(Office, _clock, OperationKind.Conversion, Subject, new Steps { IsBroken = true })
        );

        Assert.Equal("broken", failure.Message);
        Assert.False(JournalFile.IsHeld(Assert.Single(Directory.GetFiles(Folder))));
    }

    private OperationRecord Begin(params ReadOnlySpan<(string Name, string? Value)> fields) =>
        OperationRecord.Begin(Office, _clock, OperationKind.Conversion, Subject, progress: null, fields);

    private OperationRecord? Resume() =>
        new OpenOperations(Office, [OperationKind.Conversion]).TryResume(
            OperationKind.Conversion,
            Subject,
            _clock,
            progress: null
        );

    private void Put(string name, string at, string subject)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(
            Path.Combine(Folder, $"{name}.jsonl"),
            $"{{\"at\":\"{at}\",\"step\":\"started\",\"operation\":\"conversion\",\"subject\":\"{subject}\"}}\n"
        );
    }

    private sealed class Steps : IProgress<string>
    {
        internal bool IsBroken { get; init; }

        internal List<string> Told { get; } = [];

        public void Report(string value)
        {
            if (IsBroken)
                throw new InvalidOperationException("broken");
            Told.Add(value);
        }
    }
}
