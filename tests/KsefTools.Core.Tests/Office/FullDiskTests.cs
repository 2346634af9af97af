using KsefTools.Core.Journal;

namespace KsefTools.Core.Tests.Office;

/// <summary>A disk that is full while an operation runs.</summary>
public sealed class FullDiskTests
{
    private const string FullDevice = "/dev/full";

    [Fact]
    public void A_journal_that_cannot_be_continued_ends_quietly()
    {
        Assert.SkipUnless(File.Exists(FullDevice), "There is no /dev/full here.");
        // With a buffer, as the file of an older or a foreign stream may have one: what it holds fails at the end
        // again.
        var stream = new FileStream(FullDevice, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 4096);
        var record = new OperationRecord(new JournalFile(stream), TimeProvider.System, progress: null, []);

        record.TryWrite("stored", ("secret", "ksef-prod-5260001246-token"));
        Assert.Throws<IOException>(() => record.Write("storing"));

        Assert.Null(Record.Exception(record.Dispose));
    }

    [Fact]
    public void What_is_done_is_a_result_even_where_the_journal_cannot_say_so()
    {
        Assert.SkipUnless(File.Exists(FullDevice), "There is no /dev/full here.");
        var stream = new FileStream(FullDevice, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        using var record = new OperationRecord(new JournalFile(stream), TimeProvider.System, progress: null, []);

        Assert.Contains("next run", record.Conclude(), StringComparison.Ordinal);
    }
}
