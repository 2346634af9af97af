namespace KsefTools.Sandbox.Seeding.Seeded;

/// <summary>
/// One of the office's people, who acts for clients in their own name. Not among the authors of tokens.
/// </summary>
public sealed record SeededEmployee(string Pesel, string Name)
{
    internal static SeededEmployee Draw(SeedRandom random) =>
        new(SeedNumbers.Pesel(random), new CompanyNames(random).Person());
}
