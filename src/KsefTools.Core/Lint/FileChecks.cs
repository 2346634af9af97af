using KsefTools.Core.Files;
using KsefTools.Core.Journal;
using KsefTools.Core.Journal.Moving;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Core.Lint;

/// <summary>What is odd about the files themselves: who may read them, and what interrupted work left behind.</summary>
internal static class FileChecks
{
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public static IEnumerable<KsefOfficeIssue> Run(OfficeFolder office, IReadOnlyList<ProfileReadResult> files) =>
        ReadableByOthers(office, files).Concat(LeftOvers(office)).Concat(Interrupted(office));

    private static IEnumerable<KsefOfficeIssue> ReadableByOthers(
        OfficeFolder office,
        IReadOnlyList<ProfileReadResult> files
    )
    {
        // Windows guards by the folder's access list, which the user's own folders have right.
        if (OperatingSystem.IsWindows() || !IsOpen(office.Path))
            yield break;
        var clients = IsOpen(office.ClientsPath)
            ? files.Select(file => file.Path).Distinct(StringComparer.Ordinal)
            : [];
        foreach (var path in clients.Prepend(office.SettingsPath))
            if (IsReadable(path))
                yield return new KsefOfficeIssue
                {
                    Code = OfficeIssueCode.FileReadableByOthers,
                    Severity = FindingSeverity.Warning,
                    Message = UiText.Of(
                        "every user of this computer can read the file: it tells who the clients are",
                        "plik może czytać każdy użytkownik tego komputera, a mówi on, kim są klienci"
                    ),
                    Remedy = CommandText.Of("chmod").Literally("o-rwx").With(path),
                    Path = path,
                };
    }

    private static bool IsOpen(string folder) =>
        !OperatingSystem.IsWindows()
        && Directory.Exists(folder)
        && (File.GetUnixFileMode(folder) & UnixFileMode.OtherExecute) != UnixFileMode.None;

    private static bool IsReadable(string path)
    {
        try
        {
            return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None;
        }
        catch (IOException)
        {
            // Removed since it was listed.
            return false;
        }
    }

    private static IEnumerable<KsefOfficeIssue> LeftOvers(OfficeFolder office) =>
        new[] { office.Path, office.ClientsPath }
            .Where(Directory.Exists)
            .SelectMany(folder =>
                new DirectoryInfo(folder).EnumerateFiles(
                    $"*{AtomicFile.TemporaryExtension}",
                    new EnumerationOptions { AttributesToSkip = FileAttributes.None }
                )
            )
            .Select(file => new KsefOfficeIssue
            {
                Code = OfficeIssueCode.InterruptedRun,
                Severity = FindingSeverity.Information,
                Message = UiText.Of(
                    "left behind by a write that was interrupted; the file it was meant for is whole",
                    "pozostałość po przerwanym zapisie; plik, którego dotyczył, jest cały"
                ),
                Remedy = Command.Delete(file.FullName),
                Path = file.FullName,
            });

    private static IEnumerable<KsefOfficeIssue> Interrupted(OfficeFolder office)
    {
        var unreadable = new List<KsefOfficeIssue>();
        var open = JournalReader.FindOpen(
            office,
            unreadable: (path, exception) => unreadable.Add(Unreadable(path, exception))
        );
        return open.Where(operation => !JournalFile.IsHeld(operation.Path))
            .Select(operation =>
                operation.Kind == OperationKind.Moving && !SecretMove.IsWhole(operation.Start)
                    ? WithoutTarget(operation)
                    : Interrupted(office, operation)
            )
            .Concat(unreadable);
    }

    private static KsefOfficeIssue Interrupted(OfficeFolder office, RecordedOperation operation) =>
        new()
        {
            Code = OfficeIssueCode.InterruptedRun,
            Severity = FindingSeverity.Warning,
            Message = UiText.Of(
                $"{operation.Kind.Title} ('{operation.Subject}') that began {LocalTime.Minute(operation.Start.At)} did "
                    + "not come to its end; it is safe to run it again",
                $"{operation.Kind.Title} ('{operation.Subject}'): operacja rozpoczęta "
                    + $"{LocalTime.Minute(operation.Start.At)} nie dobiegła końca; można ją bezpiecznie powtórzyć"
            ),
            Remedy = operation.Kind.RemedyOf(operation, office),
            Path = operation.Path,
        };

    private static KsefOfficeIssue WithoutTarget(RecordedOperation move) =>
        new()
        {
            Code = OfficeIssueCode.InterruptedRun,
            Severity = FindingSeverity.Warning,
            Message = UiText.Of(
                "the record of a move of a secret does not say which secret goes where, so nothing was moved under it; "
                    + "delete it",
                "zapis przeniesienia sekretu nie podaje, który sekret dokąd trafia, więc niczego według niego nie "
                    + "przeniesiono; usuń go"
            ),
            Remedy = Command.Delete(move.Path),
            Path = move.Path,
        };

    private static KsefOfficeIssue Unreadable(string path, Exception exception) =>
        new()
        {
            Code = OfficeIssueCode.InterruptedRun,
            Severity = FindingSeverity.Warning,
            Message = UiText.Of(
                "the record cannot be read, so it is not known whether its operation came to its end: "
                    + $"{exception.Message}",
                $"nie można odczytać zapisu, więc nie wiadomo, czy operacja dobiegła końca: {exception.Message}"
            ),
            Path = path,
        };
}
