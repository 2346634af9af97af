using KsefTools.Sandbox.Seeding.Seeded;

namespace KsefTools.Sandbox.Seeding.Conversion;

/// <summary>
/// Makes some healthy clients need a right that only a person can be granted. Told before the tokens, which then carry
/// it.
/// </summary>
internal static class PersonRights
{
    private const int Percent = 4;
    private static readonly string[] OnlyForPeople = ["CredentialsRead", "Introspection"];

    /// <summary>The clients, some of them with one expected permission more.</summary>
    public static List<SeededClient> Give(IReadOnlyList<SeededClient> clients, SeedRandom random)
    {
        var healthy = clients.Where(c => c.Case is ClientCase.Healthy).Select(c => c.Nip).ToList();
        random.Shuffle(healthy);
        var count = clients.Count >= CasePlan.EveryCaseFrom ? Math.Max(1, healthy.Count * Percent / 100) : 0;
        var chosen = healthy.Take(count).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. clients.Select(c =>
                chosen.Contains(c.Nip)
                    ? c with
                    {
                        ExpectedPermissions = [.. c.ExpectedPermissions, random.Pick(OnlyForPeople)],
                    }
                    : c
            ),
        ];
    }

    public static bool AreNeeded(SeededClient client) => client.ExpectedPermissions.Any(OnlyForPeople.Contains);
}
