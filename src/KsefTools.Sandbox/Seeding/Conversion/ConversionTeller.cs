namespace KsefTools.Sandbox.Seeding.Conversion;

/// <summary>
/// Deals each client with a profile the case that its token allows. From <see cref="CasePlan.EveryCaseFrom"/> clients
/// on every case occurs.
/// </summary>
internal sealed class ConversionTeller(SeedRandom random)
{
    private const string Read = "InvoiceRead";
    private static readonly IReadOnlyList<string> Both = StoryTeller.ReadAndWrite;

    // Each with the weight of the others in a hundred.
    private static readonly (ConversionCase Case, int Percent)[] WhereBothAreNeeded =
    [
        (ConversionCase.GrantedBoth, 45),
        (ConversionCase.ClientOnly, 30),
        (ConversionCase.GrantedWithoutDelegation, 10),
        (ConversionCase.GrantedPartly, 10),
        (ConversionCase.WithdrawnOfficeRights, 5),
    ];

    private static readonly (ConversionCase Case, int Percent)[] WhereReadIsNeeded =
    [
        (ConversionCase.ClientOnly, 40),
        (ConversionCase.GrantedWithoutDelegation, 30),
        (ConversionCase.SurplusGranted, 25),
        (ConversionCase.WithdrawnOfficeRights, 5),
    ];

    private readonly HashSet<ConversionCase> told = [];

    /// <summary>By NIP; a client without a profile has no story.</summary>
    public Dictionary<string, ConversionStory> Tell(IReadOnlyList<ClientStory> stories)
    {
        var open = stories.Where(s => s.HasProfile).ToList();
        random.Shuffle(open);
        // Revoked tokens first: the first dead one is the one that is granted for certain.
        open = [.. open.OrderBy(s => s.Client.Case is ClientCase.Revoked ? 0 : 1)];
        var every = stories.Count >= CasePlan.EveryCaseFrom;
        return open.ToDictionary(s => s.Client.Nip, s => TellOne(s, every), StringComparer.Ordinal);
    }

    private ConversionStory TellOne(ClientStory story, bool every)
    {
        var given = CaseOf(story, every);
        var isFirst = told.Add(given);
        var needed = story.Client.ExpectedPermissions;
        return given switch
        {
            ConversionCase.GrantedBoth => Granted(given, Both, employee: isFirst || random.Percent(50)),
            ConversionCase.SurplusGranted => Granted(given, Both, employee: random.Percent(30)),
            ConversionCase.GrantedWithoutDelegation => Granted(given, needed, isFirst || random.Percent(50)) with
            {
                CanDelegate = false,
            },
            ConversionCase.GrantedPartly => Granted(given, [Read], employee: false),
            ConversionCase.DeadTokenButGranted => Granted(given, needed, employee: random.Percent(30)),
            ConversionCase.WithdrawnOfficeRights => ConversionStory.Nothing(given) with { Employee = needed },
            ConversionCase.NeedsPerson when random.Percent(50) => Granted(given, needed.Common(Both), employee: false),
            ConversionCase.SharedToken when story.Client.Case is ClientCase.SharedSecretOwner => Granted(
                given,
                needed,
                employee: false
            ),
            _ => ConversionStory.Nothing(given),
        };
    }

    private static ConversionStory Granted(ConversionCase given, IReadOnlyList<string> permissions, bool employee) =>
        new(given, permissions, CanDelegate: true, employee ? permissions : []);

    private ConversionCase CaseOf(ClientStory story, bool every) =>
        story.Client.Case switch
        {
            ClientCase.ContextBlocked => ConversionCase.TokenCanGrantButBlocked,
            ClientCase.SharedSecretOwner or ClientCase.SharedSecretBorrower => ConversionCase.SharedToken,
            ClientCase.NoPermissions => ConversionCase.ReadClaimNothing,
            ClientCase.MissingToken => ConversionCase.ClientOnly,
            _ when !story.SignsIn => IsFirst(ConversionCase.DeadTokenButGranted, every) || random.Percent(40)
                ? ConversionCase.DeadTokenButGranted
                : ConversionCase.ClientOnly,
            _ when story.Imported!.EffectivePermissions.Contains("CredentialsManage", StringComparer.Ordinal) =>
                ConversionCase.TokenCanGrant,
            ClientCase.ExcessPermission => ConversionCase.ClientOnly,
            _ when PersonRights.AreNeeded(story.Client) => ConversionCase.NeedsPerson,
            _ => Draw(story.Client.ExpectedPermissions.Count > 1 ? WhereBothAreNeeded : WhereReadIsNeeded, every),
        };

    private ConversionCase Draw((ConversionCase Case, int Percent)[] cases, bool every)
    {
        foreach (var (missing, _) in cases.Where(c => IsFirst(c.Case, every)))
            return missing;
        var left = random.Next(100);
        return cases.First(c => (left -= c.Percent) < 0).Case;
    }

    private bool IsFirst(ConversionCase given, bool every) => every && !told.Contains(given);
}
