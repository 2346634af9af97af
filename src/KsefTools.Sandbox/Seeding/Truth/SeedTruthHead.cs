using KsefTools.Sandbox.Seeding.Seeded;

namespace KsefTools.Sandbox.Seeding.Truth;

/// <summary>What the truth says of the office itself.</summary>
internal sealed record SeedTruthHead(
    int Seed,
    DateTimeOffset Now,
    (string Nip, string Name) Office,
    SeededEmployee Employee,
    HolderTruth Leaver
);
