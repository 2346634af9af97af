using System.Runtime.CompilerServices;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Import;

/// <summary>
/// Carries out a plan. A secret is in the vault before its profile names it; a profile that cannot be written takes the
/// secret out again. What a killed run leaves is a secret without its profile at worst, and the next run completes it.
/// </summary>
/// <param name="office">The office that gets the clients.</param>
/// <param name="vault">The vaults.</param>
/// <param name="time">Stamps the journal.</param>
public sealed class Importer(OfficeFolder office, ISecretVault vault, TimeProvider time)
{
    /// <summary>Secrets written under one lock of the vault: enough to share its cost, few enough to stop soon.</summary>
    public const int BatchSize = 25;

    /// <summary>Stores the plan's rows and gives exactly one result for each, in the spreadsheet's order.</summary>
    /// <remarks>
    /// On cancellation the secrets that are stored already get their profiles first; then the enumeration ends with
    /// <see cref="OperationCanceledException"/>. A consumer that stops early stops between rows that are complete.
    /// </remarks>
    /// <exception cref="OfficeFolderException">The journal cannot be written; nothing was changed.</exception>
    public async IAsyncEnumerable<KsefImportResult> RunAsync(
        ImportPlan plan,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        using var journal = plan.Rows.Any(row => row.Changes)
            ? JournalFile.Begin(office, time, "import", plan.Sheet.Path)
            : null;
        foreach (var batch in Batches(plan.Rows))
        {
            cancellationToken.ThrowIfCancellationRequested();
            // All of a batch is complete before its first result leaves: who stops reading results leaves no half.
            var results = await new ImportBatch(office, vault, journal)
                .StoreAsync(batch, cancellationToken)
                .ConfigureAwait(false);
            foreach (var result in results)
                yield return result;
        }
        cancellationToken.ThrowIfCancellationRequested();
        journal?.TryWrite(JournalFile.Finished);
    }

    /// <summary>What to do with the spreadsheet now, for a person.</summary>
    /// <param name="path">The spreadsheet.</param>
    public static string ClosingAdvice(string path)
    {
        var windows = OperatingSystem.IsWindows();
        var command = windows ? $"Remove-Item -LiteralPath '{Escape(path)}'" : $"shred -u -- '{Escape(path)}'";
        var free = windows ? " ; cipher /w:." : "";
        return UiText.Of(
            $"""
            The tokens are in the vault now, and '{path}' still holds all of them in plain text. To get rid of it:
              1. Delete it for good: {command}{free}
              2. Empty the recycle bin, and delete older versions and copies: cloud folders (OneDrive, Dropbox, Google Drive keep
                 versions), backups, shared drives, USB sticks, temporary files of the spreadsheet program.
              3. Delete the mails and messages that brought it, in Sent and Trash, too.
              4. Then replace the tokens: whoever had the file may have a copy. Get-KsefCredential | Test-KsefToken shows where to begin.
            """,
            $"""
            Tokeny są już w magazynie, a '{path}' nadal zawiera je wszystkie jawnym tekstem. Aby się go pozbyć:
              1. Usuń go trwale: {command}{free}
              2. Opróżnij kosz i usuń starsze wersje oraz kopie: foldery w chmurze (OneDrive, Dropbox, Google Drive trzymają wersje),
                 kopie zapasowe, dyski współdzielone, pendrive'y, pliki tymczasowe arkusza.
              3. Usuń maile i wiadomości, którymi przyszedł, także z Wysłanych i Kosza.
              4. Potem wymień tokeny: kto miał plik, może mieć kopię. Od czego zacząć, pokaże Get-KsefCredential | Test-KsefToken.
            """
        );
    }

    private static string Escape(string path) => path.Replace("'", "''", StringComparison.Ordinal);

    /// <summary>Consecutive rows of which at most <see cref="BatchSize"/> write something.</summary>
    private static IEnumerable<IReadOnlyList<PlannedRow>> Batches(IReadOnlyList<PlannedRow> rows)
    {
        var batch = new List<PlannedRow>();
        var writing = 0;
        foreach (var row in rows)
        {
            batch.Add(row);
            if (row.Changes && ++writing == BatchSize)
            {
                yield return batch;
                batch = [];
                writing = 0;
            }
        }
        if (batch.Count > 0)
            yield return batch;
    }
}
