using KsefTools.Sandbox.Seeding.Certificates;
using KsefTools.Sandbox.Seeding.Truth;

namespace KsefTools.Sandbox.Seeding.Seeded;

/// <summary>
/// A made-up accounting office: what KSeF holds, what the office's spreadsheet says, and what is true.
/// </summary>
public sealed record SeededOffice
{
    /// <summary>The moment at which the truth holds; the sandbox's clock starts here.</summary>
    public required DateTimeOffset Now { get; init; }

    public required string Nip { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<SeededClient> Clients { get; init; }

    /// <summary>The environment that the office's profiles name.</summary>
    public required SeededWorld Main { get; init; }

    /// <summary>The other environment, in which some tokens really live.</summary>
    public required SeededWorld Test { get; init; }

    /// <summary><c>tokens.csv</c>. Holds secrets.</summary>
    public required ReadOnlyMemory<byte> TokensCsv { get; init; }

    public required SeedTruth Truth { get; init; }

    /// <summary><c>certificates.json</c>. Holds private keys, which are new each time.</summary>
    public required IReadOnlyList<SeededCertificate> Certificates { get; init; }

    /// <summary>What the issuers know of <see cref="Certificates"/>; new each time, too.</summary>
    public required SeededCertificates Known { get; init; }
}
