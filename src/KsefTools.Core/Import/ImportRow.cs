using KsefTools.Core.Identifiers;
using KsefTools.Core.Import.Probing;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Import;

/// <summary>One row of a spreadsheet, cleaned of stray spaces, its secret already out of sight.</summary>
public sealed record ImportRow
{
    /// <summary>The spreadsheet, or the certificate's file, as a full path.</summary>
    public string? File { get; init; }

    /// <summary>The folder whose certificates are imported; null for a spreadsheet's row.</summary>
    public string? Folder { get; init; }

    /// <summary>The file of the certificate's key, where it is another one.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The sheet; null where the file has no sheets.</summary>
    public string? Sheet { get; init; }

    /// <summary>The row's number as a spreadsheet program shows it, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>
    /// The row for a person, beside the rows of other sheets, too: <c>5</c>, <c>Klienci!5</c>; in a folder the file.
    /// </summary>
    public string Place =>
        Folder is null ? ImportSummary.PlaceOf(Sheet, Number) : ImportSummary.PlaceOf(Folder, File ?? "");

    /// <summary>Null where the cell holds no valid NIP.</summary>
    public ClientId? Nip { get; init; }

    /// <summary>All NIPs of the cell or entry, where they are several and nothing says which is meant.</summary>
    public IReadOnlyList<Nip> Nips { get; init; } = [];

    /// <summary>Whether a spreadsheet program has turned the NIP into a number like 5,26E+09.</summary>
    public bool NipIsScientific { get; init; }

    /// <summary>Null where the cell is empty.</summary>
    public string? Name { get; init; }

    /// <summary>What stands in the token's cell; null where it is empty.</summary>
    public SecretText? Token { get; init; }

    /// <summary>As written; null where the cell is empty or there is no such column.</summary>
    public string? Environment { get; init; }

    /// <summary>What KSeF said of where the token lives; null where nobody asked.</summary>
    public ProbedEnvironment? Probed { get; init; }

    public string? Contact { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<string> Permissions { get; init; } = [];

    public string? GeneratedBy { get; init; }

    public DateOnly? GeneratedOn { get; init; }

    /// <summary>Whether its program keeps the entry in an archive or a recycle bin.</summary>
    public bool IsArchived { get; init; }

    /// <summary>Whether NIP and token stood anywhere in an entry, and not in columns of their own.</summary>
    public bool IsFree { get; init; }

    /// <summary>Whether a cell seems to have swallowed the rows below it, because its quote is not closed.</summary>
    public bool SwallowsOthers { get; init; }

    /// <summary>
    /// The name of another column than the token's in which something stands that looks like a token. Nothing is taken
    /// from such a cell.
    /// </summary>
    public string? MisplacedSecretIn { get; init; }
}
