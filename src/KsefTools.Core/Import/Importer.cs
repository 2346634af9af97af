using System.Runtime.CompilerServices;
using KsefTools.Core.Import.Folders;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn.Homes;

namespace KsefTools.Core.Import;

/// <summary>
/// Carries out a plan, one an office at a time. A secret is in the vault before its profile names it; a profile that
/// cannot be written takes the secret out again. What a killed run leaves is a secret without its profile at worst, and
/// the next run completes it.
/// </summary>
/// <param name="office">The office that gets the clients.</param>
/// <param name="vault">The vaults.</param>
/// <param name="time">Stamps the journal.</param>
/// <param name="homes">Remembers for which environment each secret is stored; null for what its name says.</param>
public sealed class Importer(OfficeFolder office, ISecretVault vault, TimeProvider time, SecretHomes? homes = null)
{
    /// <summary>
    /// Secrets written under one lock of the vault: enough to share its cost, few enough to stop soon.
    /// </summary>
    public const int BatchSize = 25;

    /// <summary>How long to wait for another import of the office: a thousand rows take minutes.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Told again and again how long it has been waiting for another import to end.</summary>
    public Action<TimeSpan>? Waiting { get; init; }

    /// <summary>Stores the plan's rows and gives exactly one result for each, in the spreadsheet's order.</summary>
    /// <remarks>
    /// Each row is compared again with files and vault right before it is stored, and its result tells what was found
    /// then. After a vault's failure no further row is tried. On cancellation the secrets that are stored already get
    /// their profiles first; then the enumeration ends with <see cref="OperationCanceledException"/>. A consumer that
    /// stops early stops between rows that are complete.
    /// </remarks>
    /// <exception cref="OfficeFolderException">
    /// Another import did not end within <see cref="Patience"/>, or lock or journal cannot be written; nothing was
    /// changed.
    /// </exception>
    public async IAsyncEnumerable<KsefImportResult> RunAsync(
        PlannedImport plan,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (!plan.Rows.Any(row => row.Changes))
        {
            foreach (var row in plan.Rows)
                yield return row.ToResult(office);
            yield break;
        }
        using var turn =
            await SubjectLock
                .WaitAsync(office, OperationKind.Import.Name, "", Patience, Waiting, cancellationToken)
                .ConfigureAwait(false)
            ?? throw Busy();
        using var record = OperationRecord.Begin(office, time, OperationKind.Import, plan.Source, progress: null);
        string? failure = null;
        var stored = new Dictionary<int, KsefImportResult>();
        var next = 0;
        foreach (var batch in Batches(plan.Rows))
        {
            var rows = batch.Select(index => plan.Rows[index]).ToList();
            cancellationToken.ThrowIfCancellationRequested();
            // All of a batch is complete before its first result leaves: who stops reading results leaves no half.
            (var results, failure) = failure is null
                ? await StoreAsync(plan, rows, record, cancellationToken).ConfigureAwait(false)
                : (Skip(rows, failure), failure);
            foreach (var (index, result) in batch.Zip(results))
                stored.Add(index, result);
            while (stored.Remove(next, out var result))
            {
                next++;
                yield return result;
            }
        }
        cancellationToken.ThrowIfCancellationRequested();
        record.TryFinish();
    }

    /// <summary>
    /// The batch's results, and why nothing further is to be tried; null where nothing speaks against it.
    /// </summary>
    private async Task<(IReadOnlyList<KsefImportResult> Results, string? Failure)> StoreAsync(
        PlannedImport plan,
        IReadOnlyList<PlannedRow> rows,
        OperationRecord record,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var custody = await SecretCustody.TakeAsync(office, vault, cancellationToken).ConfigureAwait(false);
            office.EnsureId();
            var renewed = await plan.RenewAsync(office, vault, rows, cancellationToken).ConfigureAwait(false);
            var batch = new ImportBatch(office, vault, custody, record, homes ?? SecretHomes.ByName);
            var results = await batch.StoreAsync(renewed, cancellationToken).ConfigureAwait(false);
            return (results, batch.Failure);
        }
        catch (Exception exception)
            when (exception is SecretVaultException or OfficeFolderException or OfficeFileException)
        {
            return (Skip(rows, exception.Message), exception.Message);
        }
    }

    private IReadOnlyList<KsefImportResult> Skip(IReadOnlyList<PlannedRow> rows, string reason) =>
        [.. rows.Select(row => row.Changes ? ImportBatch.Fail(office, row, reason) : row.ToResult(office))];

    private OfficeFolderException Busy() =>
        new(
            OfficeFolderFailure.Busy,
            office.Path,
            UiText.Of(
                $"Another import into '{office.Path}' is running and did not end within {Patience.TotalMinutes:0} min. "
                    + "Nothing was changed.",
                $"Trwa inny import do '{office.Path}', który nie skończył się w ciągu {Patience.TotalMinutes:0} min. "
                    + "Niczego nie zmieniono."
            )
        );

    /// <summary>
    /// What to do with the spreadsheet now, for a person: how to get rid of it once every token of it is in the vault,
    /// else to keep it, because it may be the only place where some token is.
    /// </summary>
    /// <param name="path">The spreadsheet.</param>
    /// <param name="results">What became of its rows.</param>
    public static string ClosingAdvice(string path, IReadOnlyCollection<KsefImportResult> results)
    {
        if (results.Any(result => result.Folder is not null))
            return FolderSummary.Advice(path, results);
        // A token that the office has ended itself is nothing to keep a file for.
        var left = results
            .Where(result => result.Outcome is ImportOutcome.Refused or ImportOutcome.Failed && !IsEnded(result))
            .ToList();
        return left.Count == 0 ? HowToDestroy(path) : KeepFor(path, left);
    }

    /// <summary>Whether a row was refused because the office itself had ended its token.</summary>
    public static bool IsEnded(KsefImportResult result) =>
        result.Refusal is nameof(ImportRefusal.RevokedHere) or nameof(ImportRefusal.RetiredHere);

    private static string KeepFor(string path, List<KsefImportResult> left)
    {
        var rows = string.Join(", ", left.Select(ImportSummary.PlaceOf));
        return UiText.Of(
            $"Keep '{path}': {Counted.Of(left.Count, "row is", "rows are")} not in the vault ({rows}). Once they "
                + "are right, import it again. Then test all: Get-KsefCredential | Test-KsefToken",
            $"Zachowaj '{path}': w magazynie nie ma {Counted.Of(left.Count, "wiersza", "wierszy", "wierszy")} "
                + $"({rows}). Po poprawkach zaimportuj go ponownie. Potem sprawdź wszystkie: Get-KsefCredential | "
                + "Test-KsefToken"
        );
    }

    private static string HowToDestroy(string path)
    {
        var windows = OperatingSystem.IsWindows();
        var command = windows
            ? CommandText.Of("Remove-Item").With("LiteralPath", path)
            : CommandText.Of("shred").Literally("-u --").With(path);
        var free = windows ? " ; cipher /w:." : "";
        return UiText.Of(
            $"""
            The tokens are in the vault now, and '{path}' still holds all of them in plain text. To get rid of it:
              1. Delete it for good: {command}{free}
              2. Empty the recycle bin, and delete older versions and copies: cloud folders (OneDrive, Dropbox, Google
                 Drive keep versions), backups, shared drives, USB sticks, temporary files of the spreadsheet program.
              3. Delete the mails and messages that brought it, in Sent and Trash, too.
              4. Then replace the tokens: whoever had the file may have a copy. To see where to begin:
                 Get-KsefCredential | Test-KsefToken
            """,
            $"""
            Tokeny są już w magazynie, a '{path}' nadal zawiera je wszystkie jawnym tekstem. Aby się go pozbyć:
              1. Usuń go trwale: {command}{free}
              2. Opróżnij kosz i usuń starsze wersje oraz kopie: foldery w chmurze (OneDrive, Dropbox, Google Drive
                 trzymają wersje), kopie zapasowe, dyski współdzielone, pendrive'y, pliki tymczasowe arkusza.
              3. Usuń maile i wiadomości, którymi przyszedł, także z Wysłanych i Kosza.
              4. Potem wymień tokeny: kto miał plik, może mieć kopię. Od czego zacząć, pokaże:
                 Get-KsefCredential | Test-KsefToken
            """
        );
    }

    /// <summary>Rows by their indexes, of which at most <see cref="BatchSize"/> write something.</summary>
    private static IEnumerable<IReadOnlyList<int>> Batches(IReadOnlyList<PlannedRow> rows)
    {
        var batch = new List<int>();
        var writing = 0;
        foreach (var index in ClientsFirst(rows))
        {
            batch.Add(index);
            if (rows[index].Changes && ++writing == BatchSize)
            {
                yield return batch;
                batch = [];
                writing = 0;
            }
        }
        if (batch.Count > 0)
            yield return batch;
    }

    /// <summary>The rows as they stand, but for those that make a client's file: they go before its parts.</summary>
    private static IEnumerable<int> ClientsFirst(IReadOnlyList<PlannedRow> rows)
    {
        var makers = rows.Index()
            .Where(row => row.Item.MakesClient)
            .ToLookup(row => row.Item.Row.Nip!.Value.Nip, row => row.Index);
        var gone = new HashSet<int>();
        for (var index = 0; index < rows.Count; index++)
        {
            if (rows[index].Row.Nip is { IsPart: true } part)
                foreach (var maker in makers[part.Nip].Where(gone.Add))
                    yield return maker;
            if (gone.Add(index))
                yield return index;
        }
    }
}
