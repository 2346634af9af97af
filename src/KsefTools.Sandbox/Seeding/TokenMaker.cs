using KsefTools.Sandbox.Seeding.Seeded;

namespace KsefTools.Sandbox.Seeding;

/// <summary>Makes tokens whose age, use, author and rights look like those of a real office.</summary>
internal sealed class TokenMaker(
    SeedRandom random,
    DateTimeOffset now,
    string officeNip,
    IReadOnlyList<string> staffPesels
)
{
    private static readonly string[] Descriptions =
    [
        "Program księgowy biura",
        "Comarch Optima",
        "Token dla biura rachunkowego",
        "enova365",
        "Import faktur zakupu",
        "Rewizor GT",
        "KSeF - odczyt faktur",
        "Symfonia, stanowisko 3",
        "Biuro rachunkowe",
        "wFirma integracja",
    ];

    /// <summary>
    /// An active token of this context, between a week and ten months old, used within the last two months.
    /// </summary>
    public SeededToken Healthy(string nip, IReadOnlyList<string> permissions, bool withContext = true)
    {
        var age = random.Between(7, 300);
        var created = DaysAgo(age);
        return Make(nip, created, permissions, withContext) with
        {
            LastUseDate = MinutesAfter(DaysAgo(random.Between(1, Math.Min(age - 1, 60)))),
        };
    }

    /// <summary>The same of a part, by its InternalId; its client made it.</summary>
    public SeededToken OfPart(string internalId, IReadOnlyList<string> permissions)
    {
        var nip = internalId[..10];
        var token = Healthy(nip, permissions);
        return token with
        {
            Text = token.Text.Replace($"|nip-{nip}|", $"|internalId-{internalId}|", StringComparison.Ordinal),
            ContextIdentifier = new SeededIdentifier("InternalId", internalId),
            AuthorIdentifier = SeededIdentifier.Nip(nip),
        };
    }

    /// <summary>An active token, never used.</summary>
    public SeededToken Make(
        string nip,
        DateTimeOffset created,
        IReadOnlyList<string> permissions,
        bool withContext = true
    )
    {
        var reference = SeedNumbers.TokenReference(random, created);
        var secret = random.Hex(64).ToLowerInvariant();
        return new SeededToken
        {
            ReferenceNumber = reference,
            Text = withContext ? $"{reference}|nip-{nip}|{secret}" : $"{reference}|{secret}",
            ContextIdentifier = SeededIdentifier.Nip(nip),
            AuthorIdentifier = Author(nip),
            Description = random.Pick(Descriptions),
            Status = "Active",
            RequestedPermissions = permissions,
            EffectivePermissions = permissions,
            DateCreated = created,
        };
    }

    /// <summary>A moment in the working hours of the day so many days ago.</summary>
    public DateTimeOffset DaysAgo(int days) => now.AddDays(-days).AddSeconds(random.Between(-2 * 3600, 6 * 3600));

    private DateTimeOffset MinutesAfter(DateTimeOffset moment) => moment.AddMilliseconds(random.Between(0, 3_600_000));

    private SeededIdentifier Author(string nip) =>
        random.Next(10) switch
        {
            < 5 => SeededIdentifier.Pesel(random.Pick(staffPesels)),
            < 8 => SeededIdentifier.Nip(officeNip),
            _ => SeededIdentifier.Nip(nip),
        };
}
