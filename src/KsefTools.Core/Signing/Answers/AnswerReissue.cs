using KsefTools.Core.Office;
using KsefTools.Core.Signing.Records;

namespace KsefTools.Core.Signing.Answers;

/// <summary>Writes a new request in the place of one that nobody can answer any more.</summary>
internal sealed class AnswerReissue(
    OfficeFolder office,
    SigningRequests requests,
    SigningRecords records,
    SigningResults results,
    TimeProvider time,
    SigningCompletionOptions options
)
{
    public async Task<KsefSigningResult> RunAsync(OpenAnswer open, string why, CancellationToken cancellationToken)
    {
        if (!options.Reissues)
            return results.Of(
                open.Record,
                open.Path,
                SigningOutcome.Late,
                SigningSentences.NotReissued(why),
                open.Signed
            );
        var successor = await requests.IssueAsync(open.Order, FolderOf(open), cancellationToken);
        records.Write(open.Record with { Stage = SigningStage.Replaced, ReplacedBy = successor.Path });
        SigningFile.TryRemove(open.Record.Path, open.Record.ToRequest());
        open.Journal.Write(SigningStep.Reissued, ("file", successor.Path));
        var request = successor.ToKsefSigningRequest(office.Path, time.GetUtcNow());
        return results.Of(
            open.Record,
            open.Path,
            SigningOutcome.Reissued,
            SigningSentences.Reissued(why, successor.Path, request.MinutesLeft),
            open.Signed
        ) with
        {
            Reissued = request,
        };
    }

    // Beside the one it replaces; where that folder is gone, beside the file that came back.
    private static string FolderOf(OpenAnswer open) =>
        Path.GetDirectoryName(open.Record.Path) is { } folder && Directory.Exists(folder)
            ? folder
            : Path.GetDirectoryName(Path.GetFullPath(open.Path))!;
}
