using System.Globalization;
using KsefTools.Core.Files;

namespace KsefTools.Core.Secrets.Copies;

/// <summary>
/// A copy of a vault's files from before a batch of writes, for its owner alone. SecretStore writes its one file over
/// the old one, so a disk that fills up in the middle leaves neither; the copy is kept until the batch is read back. To
/// be made, kept and let go of under the vault's lock.
/// </summary>
internal sealed class StoreCopy
{
    /// <summary>What a vault adds to a secret of its own: name, type, encryption, its file's layout.</summary>
    private const int Overhead = 1024;

    private const int BytesPerCharacter = 8;

    /// <summary>For the file's own growth, and what others write meanwhile.</summary>
    private const int Margin = 256 * 1024;

    private readonly string _store;
    private string _path;

    private StoreCopy(string store, string path) => (_store, _path) = (store, path);

    /// <summary>Copies the files, after a look whether the disk has room for the copy and the batch.</summary>
    /// <param name="vault">For messages.</param>
    /// <param name="store">The folder of the vault's files; one that is not there yet needs no copy.</param>
    /// <param name="options">Where copies go, and what the disk has left.</param>
    /// <param name="secrets">What is about to be written; empty where secrets are only removed.</param>
    /// <param name="staying">The names of the secrets that the vault has, without those to be removed.</param>
    /// <returns>Null where there is nothing to lose yet.</returns>
    /// <exception cref="SecretVaultException">
    /// There is no room, or no copy can be made; nothing was written.
    /// </exception>
    public static StoreCopy? Make(
        string? vault,
        string store,
        GuardedVaultOptions options,
        IReadOnlyCollection<SecretText> secrets,
        IEnumerable<string> staying
    )
    {
        if (!Directory.Exists(store))
            return null;
        var path = Path.Join(
            FolderOf(options),
            LeftCopy.Working + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)
        );
        try
        {
            var files = new DirectoryInfo(store).GetFiles();
            if (files.Length == 0)
                return null;
            var needed =
                files.Sum(file => file.Length)
                + secrets.Sum(secret => Overhead + ((long)secret.Length * BytesPerCharacter))
                + Margin;
            if (options.FreeBytes(store) is { } free && free < needed)
                throw NoRoom(vault, store, needed, free);
            AtomicFile.CreateOwnFolder(FolderOf(options));
            new LeftCopy(path).WriteNames(staying);
            AtomicFile.CreateOwnFolder(path);
            foreach (var file in files)
                OwnerOnlyFile.Write(
                    Path.Join(path, file.Name),
                    RegularFile.ReadAllBytes(file.FullName),
                    overwrite: false
                );
            return new StoreCopy(store, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            new LeftCopy(path).TryDelete();
            throw NotCopied(vault, store, exception);
        }
    }

    /// <summary>Whether the vault's files are as they were.</summary>
    public bool IsCurrent()
    {
        try
        {
            return Directory
                .GetFiles(_path)
                .All(file =>
                    RegularFile
                        .ReadAllBytes(file)
                        .AsSpan()
                        .SequenceEqual(RegularFile.ReadAllBytes(Path.Join(_store, Path.GetFileName(file))))
                );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Nothing was changed: lets go of the copy.</summary>
    public void LetGo() => new LeftCopy(_path).TryDelete();

    /// <summary>
    /// The batch is read back: lets go of the copy, and of those that earlier processes left and that hold nothing that
    /// the vault has lost.
    /// </summary>
    /// <param name="present">What the vault has now.</param>
    /// <param name="removed">What it had before, and was to lose.</param>
    /// <param name="now">The present.</param>
    public void LetGo(IReadOnlySet<string> present, IReadOnlySet<string> removed, DateTimeOffset now)
    {
        LetGo();
        try
        {
            foreach (var path in Directory.GetDirectories(Path.GetDirectoryName(_path)!))
                if (new LeftCopy(path) is var left && !left.IsNeeded(present, removed, _store, now))
                    left.TryDelete();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next batch will try again.
        }
    }

    /// <summary>
    /// The batch failed and may have cost the vault its file: keeps the copy, and says how to go back to it.
    /// </summary>
    /// <param name="now">The present.</param>
    public string Keep(DateTimeOffset now)
    {
        var kept = Path.Join(Path.GetDirectoryName(_path), LeftCopy.KeptNow(now));
        try
        {
            new LeftCopy(_path).MoveTo(kept);
            _path = kept;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Under its first name it serves as well.
        }
        var back = CommandText
            .Of("Get-ChildItem")
            .With("LiteralPath", _path)
            .Literally("-File -Force | Copy-Item -Force")
            .With("Destination", _store);
        return UiText.Of(
            $"A copy of the vault from before is in '{_path}'. If the vault does not open any more, make room on the "
                + $"disk, close all other PowerShell windows, and go back to the copy: {back} (It goes by itself two "
                + "weeks after, once the vault has all its secrets again.)",
            $"Kopia magazynu sprzed zapisu jest w '{_path}'. Jeśli magazyn już się nie otwiera, zwolnij miejsce na "
                + $"dysku, zamknij pozostałe okna PowerShell i przywróć kopię: {back} (Zniknie sama po dwóch "
                + "tygodniach, gdy magazyn znów będzie miał wszystkie sekrety.)"
        );
    }

    private static string FolderOf(GuardedVaultOptions options) => Path.Join(options.LockFolder, "copies");

    private static SecretVaultException NoRoom(string? vault, string store, long needed, long free) =>
        new(
            SecretVaultFailure.DiskFull,
            vault,
            UiText.Of(
                $"The disk of '{store}' has {free / 1024} KB left, and {needed / 1024} KB are needed to write to vault "
                    + $"{VaultName.Of(vault)} without risk to what it holds. Nothing was written; make room and try "
                    + "again.",
                $"Na dysku z '{store}' zostało {free / 1024} KB, a do bezpiecznego zapisu w magazynie "
                    + $"{VaultName.Of(vault)} potrzeba {needed / 1024} KB. Niczego nie zapisano; zwolnij miejsce i "
                    + "spróbuj ponownie."
            )
        );

    private static SecretVaultException NotCopied(string? vault, string store, Exception cause) =>
        new(
            SecretVaultFailure.DiskFull,
            vault,
            UiText.Of(
                $"No copy of '{store}' can be made before vault {VaultName.Of(vault)} is written to: {cause.Message} "
                    + "Nothing was written.",
                $"Nie można zrobić kopii '{store}' przed zapisem do magazynu {VaultName.Of(vault)}: {cause.Message} "
                    + "Niczego nie zapisano."
            ),
            cause
        );
}
