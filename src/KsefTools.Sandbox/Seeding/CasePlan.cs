namespace KsefTools.Sandbox.Seeding;

/// <summary>
/// Which client gets which case. Between 60 and 70 % are healthy; from <see cref="EveryCaseFrom"/> clients on each
/// case occurs.
/// </summary>
internal static class CasePlan
{
    public const int EveryCaseFrom = 60;
    private const int TroubledPercent = 34;

    // A group is dealt out together: a shared secret needs both its clients.
    private static readonly ClientCase[][] Groups =
    [
        [ClientCase.SharedSecretOwner, ClientCase.SharedSecretBorrower],
        .. Enum.GetValues<ClientCase>()
            .Where(c =>
                c is not (ClientCase.Healthy or ClientCase.SharedSecretOwner or ClientCase.SharedSecretBorrower)
            )
            .Select(c => new[] { c }),
    ];

    public static IReadOnlyList<ClientCase> Deal(int clients, SeedRandom random)
    {
        var cases = new List<ClientCase>(clients);
        var troubled = clients * TroubledPercent / 100;
        if (clients >= EveryCaseFrom)
            cases.AddRange(Groups.SelectMany(g => g));
        while (cases.Count < troubled)
        {
            var group = random.Pick(Groups);
            if (cases.Count + group.Length <= troubled)
                cases.AddRange(group);
            else if (troubled - cases.Count == 1)
                cases.Add(Groups[random.Between(1, Groups.Length - 1)][0]);
        }

        while (cases.Count < clients)
            cases.Add(ClientCase.Healthy);
        random.Shuffle(cases);
        return cases;
    }
}
