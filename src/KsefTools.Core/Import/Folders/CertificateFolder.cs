namespace KsefTools.Core.Import.Folders;

/// <summary>
/// A folder's certificates and keys as read: one row for each certificate that has its key, and one for each file that
/// belongs to none.
/// </summary>
public sealed record CertificateFolder
{
    /// <summary>The folder that holds all files, as a full path.</summary>
    public required string Path { get; init; }

    /// <summary>In the order of the files' names; whose each certificate is, is not asked yet.</summary>
    public required IReadOnlyList<PlannedRow> Rows { get; init; }

    /// <summary>How many files of other kinds the folder holds.</summary>
    public required int Others { get; init; }

    /// <summary>How many files no password that was given has opened.</summary>
    public int Locked => Rows.Count(row => row.Refusal is ImportRefusal.Locked);
}
