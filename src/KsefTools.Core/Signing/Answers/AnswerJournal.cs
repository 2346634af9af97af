using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Signing.Records;

namespace KsefTools.Core.Signing.Answers;

/// <summary>The journal of one answer; the record of the request tells a later process what it needs to know.</summary>
internal sealed class AnswerJournal : IDisposable
{
    private readonly JournalFile _journal;
    private readonly IProgress<string>? _progress;

    private AnswerJournal(JournalFile journal, IProgress<string>? progress) =>
        (_journal, _progress) = (journal, progress);

    public static AnswerJournal Begin(
        OfficeFolder office,
        TimeProvider time,
        SigningRecord record,
        string path,
        IProgress<string>? progress
    )
    {
        var journal = JournalFile.Begin(
            office,
            time,
            "signing",
            record.ToOrder().ToString(),
            ("challenge", record.Challenge),
            ("file", path),
            ("purpose", (record.Enrolment is null ? SigningPurpose.Session : SigningPurpose.Enrolment).ToString())
        );
        try
        {
            progress?.Report(JournalFile.Started);
            return new AnswerJournal(journal, progress);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    public void Write(string step, params (string Name, string? Value)[] fields)
    {
        _journal.Write(step, fields);
        _progress?.Report(step);
    }

    /// <summary>Nothing is left to do now, whether or not it succeeded: a person has been told.</summary>
    public void Finish() => Write(JournalFile.Finished);

    public void Dispose() => _journal.Dispose();
}
