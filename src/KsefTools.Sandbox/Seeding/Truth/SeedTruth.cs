using KsefTools.Sandbox.Seeding.Seeded;

namespace KsefTools.Sandbox.Seeding.Truth;

/// <summary>
/// What is really the matter with a seeded office: <c>truth.json</c>. docs/sandbox.md says how to compare.
/// </summary>
public sealed record SeedTruth
{
    public required int Seed { get; init; }

    /// <summary>When the statements about today hold.</summary>
    public required DateTimeOffset Now { get; init; }

    public required string OfficeNip { get; init; }

    public required string OfficeName { get; init; }

    /// <summary>The one of the office's people that clients' grants may reach.</summary>
    public required SeededEmployee Employee { get; init; }

    /// <summary>Somebody who leaves the office, and what must be found and gone then.</summary>
    public required HolderTruth Leaver { get; init; }

    /// <summary>
    /// One for each client of the office, whether or not it can be imported, in the order of their NIPs.
    /// </summary>
    public required IReadOnlyList<ClientTruth> Clients { get; init; }

    /// <summary>One for each row of the spreadsheet that is neither title, header nor blank.</summary>
    public required IReadOnlyList<RowTruth> Rows { get; init; }

    /// <summary>One for each certificate of <c>certificates.json</c>, in its order.</summary>
    public required IReadOnlyList<CertificateTruth> Certificates { get; init; }
}
