using System.Globalization;
using KsefTools.Core.Files;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Files;

namespace KsefTools.Core.Certificates.Keeping;

/// <summary>
/// The register of who got a certificate with its key, as the Ministry's handbook asks of a company:
/// <c>handed-out.jsonl</c> beside office.yaml, a line an export, written before anything leaves the vault. Exports of
/// earlier versions stand in the journal alone, and count as well.
/// </summary>
public static class HandoutRegister
{
    private const string FileName = "handed-out.jsonl";
    private const string HandedOut = "handed out";
    private const string NotWritten = "not written";

    /// <summary>Where an office keeps it.</summary>
    public static string PathOf(OfficeFolder office)
    {
        ArgumentNullException.ThrowIfNull(office);
        return Path.Combine(office.Path, FileName);
    }

    /// <summary>What left the vault, oldest first; of exports that wrote the same file again, each.</summary>
    /// <param name="office">Whose register it is.</param>
    /// <param name="warn">Told what cannot be read.</param>
    public static IReadOnlyList<Handout> Read(OfficeFolder office, Action<string> warn)
    {
        ArgumentNullException.ThrowIfNull(warn);
        var journal = JournalReader
            .ReadAll(office, [OperationKind.Export], (path, failure) => warn($"'{path}': {failure.Message}"))
            .Where(record => !record.Has(CertificateHandout.Failed))
            .Select(record => Of(record.Start));
        return [.. ReadFile(PathOf(office), warn).Union(journal).OrderBy(handout => handout.At)];
    }

    /// <summary>Enters what is about to leave the vault; it is on disk when this returns.</summary>
    /// <exception cref="OfficeFolderException">It cannot be written.</exception>
    internal static void Add(OfficeFolder office, JournalEntry export) =>
        Append(office, export with { Step = HandedOut });

    /// <summary>Says of an entry that its file could not be written.</summary>
    /// <exception cref="OfficeFolderException">It cannot be written.</exception>
    internal static void Withdraw(OfficeFolder office, JournalEntry export) =>
        Append(office, export with { Step = NotWritten });

    private static IEnumerable<Handout> ReadFile(string path, Action<string> warn)
    {
        try
        {
            if (!File.Exists(path))
                return [];
            var entries = JournalFile.Read(path);
            var withdrawn = entries.Where(entry => entry.Is(NotWritten)).Select(Of).ToHashSet();
            return entries
                .Where(entry => entry.Is(HandedOut))
                .Select(Of)
                .Where(handout => !withdrawn.Contains(handout));
        }
        catch (Exception failure) when (JournalReader.IsFailure(failure))
        {
            warn($"'{path}': {failure.Message}");
            return [];
        }
    }

    private static void Append(OfficeFolder office, JournalEntry entry)
    {
        var path = PathOf(office);
        // Everybody who shares the office's folder writes to it: one at a time, and its mode stays as they set it.
        using var held = OfficeLock.Take(office.StatePath);
        try
        {
            RegularFile.Require(path);
            using var file = JournalFile.OpenShared(path);
            file.Append(entry, safely: true);
        }
        catch (Exception exception) when (JournalReader.IsFailure(exception))
        {
            throw new OfficeFolderException(
                OfficeFolderFailure.NotAccessible,
                path,
                UiText.Of(
                    $"The register of certificates that were handed out, '{path}', cannot be written: "
                        + exception.Message,
                    $"Nie można zapisać rejestru przekazanych certyfikatów '{path}': {exception.Message}"
                ),
                exception
            );
        }
    }

    // Others may write to the file: what comes from it is text.
    private static Handout Of(JournalEntry start) =>
        new(PlainText.Line(start["subject"] ?? ""), start.At)
        {
            Nip = ClientId.TryParse(start["nip"], out var nip) ? nip.Value : null,
            Identity = Line(start["identity"]),
            To = Line(start["to"]),
            Path = Line(start["path"]),
            Format = Line(start["format"]),
            SerialNumber = Line(start["serial"]),
            ValidTo = DateTimeOffset.TryParse(
                start["validTo"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var end
            )
                ? end
                : null,
        };

    private static string? Line(string? text) => text is null ? null : PlainText.Line(text);
}
