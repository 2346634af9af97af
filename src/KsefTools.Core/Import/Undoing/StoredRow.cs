using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Import.Undoing;

/// <summary>What an import has done for one row, as its record tells it.</summary>
internal sealed record StoredRow
{
    /// <summary>The step of a record that tells of a row.</summary>
    public const string Step = "stored";

    private static readonly string[] Shown = ["file", "secret", "vault", "reference", "sheet", "serial", "source"];

    public required ClientId Nip { get; init; }

    public required int Row { get; init; }

    public string? Sheet { get; init; }

    public string? Reference { get; init; }

    /// <summary>A certificate's serial number; null for a token.</summary>
    public string? Serial { get; init; }

    /// <summary>The certificate's file, from the folder on, as it may be shown; null for a spreadsheet's row.</summary>
    public string? Source { get; init; }

    /// <summary>Where the row's token is; null for a row without one.</summary>
    public SecretAddress? Secret { get; init; }

    /// <summary>Whether the import put the token there, where none was.</summary>
    public bool WroteSecret { get; init; }

    /// <summary>Whether it wrote over another token.</summary>
    public bool Replaced { get; init; }

    /// <summary>The client's file.</summary>
    public required string Path { get; init; }

    /// <summary>The file's text before; null where there was none, or where it is not known.</summary>
    public string? Before { get; init; }

    public bool WasCreated { get; init; }

    /// <summary>The digest of its text afterwards.</summary>
    public required string After { get; init; }

    /// <summary>The line of a record for a row that was stored.</summary>
    /// <param name="row">The row.</param>
    /// <param name="path">The client's file.</param>
    /// <param name="before">Its text before; null where there was none.</param>
    /// <param name="after">Its text now.</param>
    public static (string Name, string? Value)[] Fields(PlannedRow row, string path, string? before, string after) =>
        [
            ("nip", row.Row.Nip?.Value),
            ("secret", row.Address?.Name),
            ("vault", row.Address?.Vault),
            ("reference", row.Token?.Reference.Value),
            ("serial", row.Pair?.Details.SerialNumber),
            ("source", row.Row.Folder is null ? null : row.Row.Place),
            ("row", row.Row.Number.ToString(CultureInfo.InvariantCulture)),
            ("sheet", row.Row.Sheet),
            ("wrote", row.WritesSecret ? "yes" : null),
            ("replaced", row.WritesSecret && row.Present is not null ? "yes" : null),
            ("file", path),
            ("created", before is null ? "yes" : null),
            // A person may have typed a token into a file; the journal gets no copy of it.
            ("before", before is null || SecretShape.IsIn(before) ? null : before),
            ("after", Digest(after)),
        ];

    /// <summary>
    /// Null for a line that is not to be acted on: of an earlier version, which does not tell enough, or of somebody
    /// who can write into the office's folder, and must not reach files and names beyond it.
    /// </summary>
    public static StoredRow? Of(JournalEntry entry, OfficeFolder office)
    {
        if (
            !entry.Is(Step)
            || !ClientId.TryParse(entry["nip"], out var nip)
            || entry["file"] is not { } path
            || entry["after"] is not { } after
            || !int.TryParse(entry["row"], CultureInfo.InvariantCulture, out var row)
            || !IsOfClient(path, office)
            || !Shown.All(field => PlainText.IsHarmless(entry[field] ?? ""))
        )
            return null;
        return new StoredRow
        {
            Nip = nip,
            Row = row,
            Sheet = entry["sheet"],
            Reference = entry["reference"],
            Serial = entry["serial"],
            Source = entry["source"],
            Secret = entry["secret"] is { } name ? new SecretAddress(entry["vault"], name) : null,
            WroteSecret = entry["wrote"] is "yes",
            Replaced = entry["replaced"] is "yes",
            Path = path,
            WasCreated = entry["created"] is "yes",
            Before = entry["before"],
            After = after,
        };
    }

    private static bool IsOfClient(string path, OfficeFolder office) =>
        System.IO.Path.IsPathFullyQualified(path)
        && ClientFile.IsOfClient(System.IO.Path.GetFileName(path))
        && System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))
            == System.IO.Path.GetFullPath(office.ClientsPath);

    /// <summary>Whether a secret is what the import has stored: an import writes nothing else.</summary>
    public bool IsOwn(SecretText secret) =>
        Serial is { } serial
            ? SecretOwner.SerialOf(secret) is { } lying
                && string.Equals(lying, serial, StringComparison.OrdinalIgnoreCase)
            : TokenText.TryParse(secret, out var token) && token.Reference.Value == Reference;

    public static string Digest(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The row as a script sees it.</summary>
    public KsefImportResult ToResult(OfficeFolder office, string? file, ImportOutcome outcome, string? reason) =>
        new()
        {
            Kind = Source is null ? CredentialKind.Token : CredentialKind.Certificate,
            File = Source is null || file is null ? file : System.IO.Path.Join(file, Source),
            Folder = Source is null ? null : file,
            SerialNumber = Serial,
            Sheet = Sheet,
            Row = Row,
            Nip = Nip.Value,
            Outcome = outcome,
            Reason = reason,
            Reference = Reference,
            SecretName = Secret?.Name,
            Vault = Secret?.Vault,
            Path = Path,
            OfficePath = office.Path,
        };
}
