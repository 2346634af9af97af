using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Files;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Import.Undoing;

/// <summary>
/// Takes one import back: files that are as the import left them become what they were, and the tokens that it stored
/// leave the vault. What somebody has changed since stays and is told. Safe to run again.
/// </summary>
public sealed class ImportUndo
{
    private readonly OfficeFolder _office;
    private readonly ISecretVault _vault;
    private readonly RecordedOperation _import;
    private readonly List<StoredRow> _rows;
    private readonly ILookup<string, StoredRow> _byFile;

    private ImportUndo(OfficeFolder office, ISecretVault vault, RecordedOperation import, List<StoredRow> rows)
    {
        (_office, _vault, _import, _rows) = (office, vault, import, rows);
        _byFile = rows.ToLookup(row => row.Path, StringComparer.Ordinal);
    }

    /// <summary>The file that was imported.</summary>
    public string File => PlainText.Line(_import.Subject);

    /// <summary>What is done, for -WhatIf.</summary>
    public string Action => UiText.Of($"Take back the import of {At}", $"Cofnięcie importu z {At}");

    /// <summary>What a person is asked: how many tokens leave the vault, and whether a file still holds them.</summary>
    public string Question =>
        IsFolder ? AboutFolder
        : System.IO.File.Exists(File)
            ? UiText.Of(
                $"Remove {Counted.Of(Tokens, "token", "tokens")} of '{File}' ({At}) from the vault. The file is "
                    + "still there.",
                $"Usunięcie z magazynu {Counted.Of(Tokens, "tokena", "tokenów", "tokenów")} z '{File}' ({At}). Plik "
                    + "nadal istnieje."
            )
        : UiText.Of(
            $"Remove {Counted.Of(Tokens, "token", "tokens")} from the vault. '{File}' ({At}) is gone: what "
                + "is removed may be lost.",
            $"Usunięcie z magazynu {Counted.Of(Tokens, "tokena", "tokenów", "tokenów")}. Pliku '{File}' ({At}) już "
                + "nie ma: to, co usunięto, może przepaść."
        );

    private bool IsFolder => _rows.Exists(row => row.Source is not null);

    private string AboutFolder
    {
        get
        {
            var certificates = UiText.Of(
                Counted.Of(Tokens, "certificate with its key", "certificates with their keys"),
                Counted.Of(Tokens, "certyfikatu z kluczem", "certyfikatów z kluczami", "certyfikatów z kluczami")
            );
            return Directory.Exists(File)
                ? UiText.Of(
                    $"Remove {certificates} of '{File}' ({At}) from the vault. The folder is still there; see that it "
                        + "holds them.",
                    $"Usunięcie z magazynu {certificates} z '{File}' ({At}). Folder nadal istnieje; sprawdź, czy je "
                        + "zawiera."
                )
                : UiText.Of(
                    $"Remove {certificates} from the vault. '{File}' ({At}) is gone: what is removed may be lost.",
                    $"Usunięcie z magazynu {certificates}. Folderu '{File}' ({At}) już nie ma: to, co usunięto, może "
                        + "przepaść."
                );
        }
    }

    private string At => LocalTime.Minute(_import.Start.At);

    private int Tokens => _rows.Count(row => row is { WroteSecret: true, Replaced: false });

    /// <summary>The last import that was not taken back; null where there is none.</summary>
    /// <param name="office">The office.</param>
    /// <param name="vault">The vaults.</param>
    /// <exception cref="OfficeFolderException">The journal cannot be read.</exception>
    public static ImportUndo? Find(OfficeFolder office, ISecretVault vault)
    {
        var records = JournalReader.ReadAll(office, [OperationKind.Import, OperationKind.Undoing]);
        var undone = records
            .Where(record => record.Kind == OperationKind.Undoing && record.IsFinished)
            .Select(record => record.Subject)
            .ToHashSet(StringComparer.Ordinal);
        return records
            .Where(record => record.Kind == OperationKind.Import && !undone.Contains(IdOf(record)))
            .Select(record => new ImportUndo(
                office,
                vault,
                record,
                [.. record.Entries.Select(entry => StoredRow.Of(entry, office)).OfType<StoredRow>()]
            ))
            .LastOrDefault(undo => undo._rows.Count > 0);
    }

    /// <summary>What would become of each row; nothing is changed.</summary>
    /// <exception cref="SecretVaultException">A vault cannot be read.</exception>
    public async Task<IReadOnlyList<KsefImportResult>> PlanAsync(CancellationToken cancellationToken)
    {
        var lying = await LyingAsync(cancellationToken).ConfigureAwait(false);
        // What a file would say by then: a client and its parts share one.
        var texts = new Dictionary<string, string?>(StringComparer.Ordinal);
        return TakeEach(
            lying,
            path => texts.TryGetValue(path, out var text) ? text : TextOf(path),
            taken => texts[taken.Path] = taken.Before
        );
    }

    /// <summary>Takes it back, with nobody else at the office's imports and secrets.</summary>
    /// <exception cref="SecretVaultException">A vault did not do it; running again ends what was begun.</exception>
    /// <exception cref="OfficeFolderException">Another one is at work, or the journal cannot be written.</exception>
    public async Task<IReadOnlyList<KsefImportResult>> RunAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        using var turn =
            SubjectLock.TryTake(_office, OperationKind.Import.Name, "")
            ?? throw new OfficeFolderException(
                OfficeFolderFailure.Busy,
                _office.Path,
                UiText.Of(
                    $"An import into '{_office.Path}' is running. Nothing was changed.",
                    $"Trwa import do '{_office.Path}'. Niczego nie zmieniono."
                )
            );
        using var custody = await SecretCustody.TakeAsync(_office, _vault, cancellationToken).ConfigureAwait(false);
        // A vault that does not open ends it here, before anything is changed.
        var lying = await LyingAsync(cancellationToken).ConfigureAwait(false);
        using var record = OperationRecord.Begin(_office, time, OperationKind.Undoing, IdOf(_import), progress: null);
        var going = new List<SecretAddress>();
        var results = TakeEach(lying, TextOf, taken => PutBack(taken, going));
        // From here on no file names them, and the next run finds them by this import's record.
        var kept = await custody
            .LetGoAsync([.. going.Select(secret => new SecretRelease(secret))], CancellationToken.None)
            .ConfigureAwait(false);
        foreach (var secret in kept)
        {
            var index = results.FindIndex(result =>
                result.SecretName == secret.Secret.Name && result.Outcome is ImportOutcome.Undone
            );
            if (index >= 0)
                results[index] = results[index] with { Reason = $"{secret}" };
        }
        if (!results.Exists(result => result.Outcome is ImportOutcome.Failed))
            record.TryFinish();
        return results;
    }

    private void PutBack(StoredRow row, List<SecretAddress> going)
    {
        if (row.WasCreated)
            _office.Profiles.Remove(row.Path);
        else if (System.IO.File.Exists(row.Path))
            FileChange.Apply(row.Path, _office.StatePath, text => IsAsLeft(row, text) ? row.Before! : text);
        if (row is { WroteSecret: true, Secret: { } secret })
            going.Add(secret);
    }

    /// <summary>
    /// Takes each row that can be taken back, the last change of a file first; one whose file fails leaves the others.
    /// </summary>
    private List<KsefImportResult> TakeEach(
        IReadOnlyDictionary<SecretAddress, SecretText> lying,
        Func<string, string?> textOf,
        Action<StoredRow> take
    )
    {
        var results = Enumerable.Reverse(_rows).Select(row => Take(row, lying, textOf, take)).ToList();
        results.Reverse();
        return results;
    }

    private KsefImportResult Take(
        StoredRow row,
        IReadOnlyDictionary<SecretAddress, SecretText> lying,
        Func<string, string?> textOf,
        Action<StoredRow> take
    )
    {
        try
        {
            if (WhyNot(row, lying, textOf(row.Path)) is { } reason)
                return Result(row, ImportOutcome.Kept, reason);
            take(row);
            return Result(row, ImportOutcome.Undone, reason: null);
        }
        catch (OfficeFileException exception)
        {
            return Result(row, ImportOutcome.Failed, exception.Message);
        }
    }

    /// <summary>Why a row stays as it is; null where it can be taken back.</summary>
    private string? WhyNot(StoredRow row, IReadOnlyDictionary<SecretAddress, SecretText> lying, string? text)
    {
        if (row.Replaced)
            return UiText.Of(
                "the import wrote this token over another one, which is nowhere any more; the client keeps this one",
                "import zapisał ten token w miejscu innego, którego już nigdzie nie ma; klientowi zostaje ten"
            );
        if (!(text is not null && IsAsLeft(row, text)) && !WasSoBefore(row, text))
            return UiText.Of(
                "the client's file was changed since the import, so it stays with what it names",
                "plik klienta zmienił się od czasu importu, więc zostaje wraz z tym, co wskazuje"
            );
        if (!row.WasCreated && row.Before is null)
            return UiText.Of(
                "it is not known what the client's file said before",
                "nie wiadomo, co wcześniej zawierał plik klienta"
            );
        return
            row is { WroteSecret: true, Secret: { } secret }
            && lying.TryGetValue(secret, out var found)
            && !row.IsOwn(found)
            ? UiText.Of($"another secret lies at {secret} now", $"pod nazwą {secret} jest teraz inny sekret")
            : null;
    }

    private static bool IsAsLeft(StoredRow row, string text) => StoredRow.Digest(text) == row.After;

    /// <summary>
    /// Whether a run that was killed has put the file back already, to what this row or one before it had found.
    /// </summary>
    private bool WasSoBefore(StoredRow row, string? text) =>
        _byFile[row.Path]
            .TakeWhile(other => !ReferenceEquals(other, row))
            .Append(row)
            .Any(found => text is null ? found.WasCreated : found.Before == text);

    /// <summary>A file's text; null where there is no file.</summary>
    private static string? TextOf(string path) =>
        System.IO.File.Exists(path) ? FileChange.Preview(path, text => text) : null;

    private Task<IReadOnlyDictionary<SecretAddress, SecretText>> LyingAsync(CancellationToken cancellationToken) =>
        _vault.ReadAsync(
            [.. _rows.Where(row => row is { WroteSecret: true, Secret: not null }).Select(row => row.Secret!.Value)],
            cancellationToken
        );

    private KsefImportResult Result(StoredRow row, ImportOutcome outcome, string? reason) =>
        row.ToResult(_office, File, outcome, reason);

    private static string IdOf(RecordedOperation import) => Path.GetFileNameWithoutExtension(import.Path);
}
