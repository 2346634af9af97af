using KsefTools.Core.Files;
using KsefTools.Core.SignIn.Xades.Checking;
using KsefTools.Core.Signing.Records;

namespace KsefTools.Core.Signing.Answers;

/// <summary>Reads the files that come back. They are matched by the challenge inside, whatever their names.</summary>
internal sealed class SigningInbox(SigningRecords records, SigningResults results, TimeProvider time, bool reissues)
{
    /// <summary>No signed request comes near it, and a film must not be read into memory.</summary>
    private const int LargestFile = 1024 * 1024;

    /// <summary>One answer for each request, and one for each file that answers none; the most urgent first.</summary>
    public IReadOnlyList<SigningAnswer> Read(IEnumerable<string> paths)
    {
        var files = paths.Distinct(StringComparer.Ordinal).Select(Open).ToList();
        var strangers = files.Where(file => file.Record is null).Select(Stranger);
        var answers = files
            .Where(file => file.Record is not null)
            .GroupBy(file => file.Record!.Challenge, StringComparer.Ordinal)
            .OrderBy(group => group.First().Record!.Deadline)
            .Select(group => Judge(group.First().Record!, [.. group]));
        return [.. answers, .. strangers];
    }

    private InboxFile Open(string path)
    {
        try
        {
            if (new FileInfo(path).Length > LargestFile)
                return new InboxFile(path, default, Record: null, Sentence(FormOf(path), path));
            var content = RegularFile.ReadAllBytes(path);
            if (SignedRequestCheck.Peek(content) is { } request)
                return records.Find(request.Challenge) is { } record
                    ? new InboxFile(path, content, record, Problem: null)
                    : new InboxFile(path, content, Record: null, SigningSentences.Unknown(path));
            return new InboxFile(path, content, Record: null, Problem(path, content));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new InboxFile(path, default, Record: null, SigningSentences.NotReadable(path, exception.Message));
        }
        catch (Exception fault) when (Faults.AreOfOneItem(fault))
        {
            return new InboxFile(path, default, Record: null, SigningSentences.Rejected(path, Faults.Sentence(fault)));
        }
    }

    private static string Problem(string path, ReadOnlyMemory<byte> content)
    {
        try
        {
            SignedRequestCheck.Read(content);
            return Sentence(SignedRequestFailure.NotARequest, path);
        }
        catch (SignedRequestException error) when (error.Failure is SignedRequestFailure.Unreadable)
        {
            return Sentence(SignedFileForm.Named(path) ?? SignedRequestFailure.Unreadable, path);
        }
        catch (SignedRequestException error)
        {
            return SigningSentences.Rejected(path, error.Message);
        }
    }

    private static SignedRequestFailure FormOf(string path)
    {
        using var file = RegularFile.OpenRead(path);
        var head = new byte[16];
        file.ReadExactly(head);
        return SignedFileForm.Refused(head) ?? SignedFileForm.Named(path) ?? SignedRequestFailure.Unreadable;
    }

    private static string Sentence(SignedRequestFailure failure, string path) =>
        SigningSentences.Rejected(path, new SignedRequestException(failure).Message);

    private SigningAnswer Stranger(InboxFile file) =>
        new() { Path = file.Path, Verdict = results.Rejected(file.Path, file.Problem!) };

    private SigningAnswer Judge(SigningRecord record, IReadOnlyList<InboxFile> files)
    {
        var checkedFiles = files.Select(file => Check(record, file)).ToList();
        var good = checkedFiles.Where(file => file.Signed is not null).ToList();
        var bad = checkedFiles.Find(file => file.Problem is not null);
        var chosen = good.FirstOrDefault() ?? bad ?? checkedFiles[0];
        var answer = new SigningAnswer
        {
            Path = chosen.Path,
            Record = record,
            Signed = chosen.Signed,
            NotNeeded = [.. good.Skip(1).Select(file => file.Path)],
        };
        if (Verdict(answer, record, bad?.Problem) is { } verdict)
            return answer with { Verdict = verdict };
        var isToReissue = record.Stage is SigningStage.Waiting && time.GetUtcNow() >= record.Deadline;
        return answer with
        {
            Action = isToReissue ? SigningSentences.ToReissue(record) : SigningSentences.ToSignIn(record),
        };
    }

    private KsefSigningResult? Verdict(SigningAnswer answer, SigningRecord record, string? problem)
    {
        if (Ended(answer, record) is { } ended)
            return ended;
        var isLate = time.GetUtcNow() >= record.Deadline;
        if (record.Stage is SigningStage.SignedIn || (isLate && record.Stage is SigningStage.Sending))
            return null;
        if (isLate)
            return reissues
                ? null
                : results.Of(
                    record,
                    answer.Path,
                    SigningOutcome.Late,
                    SigningSentences.NotReissued(SigningSentences.TooLate(record.Deadline))
                );
        if (answer.Signed is not null)
            return null;
        return problem is not null
            ? results.Of(record, answer.Path, SigningOutcome.Rejected, problem)
            : results.Of(
                record,
                answer.Path,
                SigningOutcome.Waiting,
                SigningSentences.Waiting((int)(record.Deadline - time.GetUtcNow()).TotalMinutes)
            );
    }

    /// <summary>The result for a request about which nothing can be done any more; null for all others.</summary>
    public KsefSigningResult? Ended(SigningAnswer answer, SigningRecord record) =>
        record.Stage switch
        {
            SigningStage.Done => results.Of(
                record,
                answer.Path,
                SigningOutcome.AlreadyAnswered,
                SigningSentences.AlreadyAnswered,
                answer.Signed
            ),
            SigningStage.Refused => results.Of(
                record,
                answer.Path,
                SigningOutcome.Failed,
                SigningSentences.RefusedBefore(record.Refusal),
                answer.Signed
            ),
            SigningStage.Replaced => results.Of(
                record,
                answer.Path,
                SigningOutcome.Late,
                SigningSentences.Replaced(record.ReplacedBy),
                answer.Signed
            ),
            _ => null,
        };

    private static CheckedFile Check(SigningRecord record, InboxFile file)
    {
        try
        {
            return new CheckedFile(file.Path, SignedRequestCheck.Read(file.Content, record.ToRequest()), Problem: null);
        }
        catch (SignedRequestException error) when (error.Failure is SignedRequestFailure.NotSigned)
        {
            // What we wrote, or a copy of it. Changed and not signed is as good as not signed: nobody will send it.
            return new CheckedFile(file.Path, Signed: null, Problem: null);
        }
        catch (SignedRequestException error)
        {
            return new CheckedFile(file.Path, Signed: null, SigningSentences.Rejected(file.Path, error.Message));
        }
        catch (Exception fault) when (Faults.AreOfOneItem(fault))
        {
            var sentence = SigningSentences.Rejected(file.Path, Faults.Sentence(fault));
            return new CheckedFile(file.Path, Signed: null, sentence);
        }
    }

    private sealed record InboxFile(string Path, ReadOnlyMemory<byte> Content, SigningRecord? Record, string? Problem);

    private sealed record CheckedFile(string Path, SignedRequest? Signed, string? Problem);
}
