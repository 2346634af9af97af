using KsefTools.Sandbox.Seeding.Seeded;

namespace KsefTools.Sandbox.Seeding.Conversion;

/// <summary>
/// What KSeF holds of the stories: clients' grants to the office, the office's grants to its employee.
/// </summary>
internal sealed class GrantMaker(
    SeedRandom random,
    DateTimeOffset now,
    (string Nip, string Name) office,
    SeededEmployee employee
)
{
    public List<SeededGrant> Make(IReadOnlyDictionary<string, ConversionStory> stories) =>
        [
            .. stories
                .OrderBy(s => s.Key, StringComparer.Ordinal)
                .SelectMany(s =>
                    s.Value.Granted.Select(p => ToOffice(s.Key, p, s.Value.CanDelegate))
                        .Concat(s.Value.Employee.Select(p => ToEmployee(s.Key, p)))
                ),
        ];

    private SeededGrant ToOffice(string client, string permission, bool canDelegate) =>
        new()
        {
            Id = NextId(),
            ContextIdentifier = SeededIdentifier.Nip(client),
            AuthorizedIdentifier = SeededIdentifier.Nip(office.Nip),
            Permission = permission,
            CanDelegate = canDelegate,
            Name = office.Name,
            StartDate = DaysAgo(random.Between(30, 300)),
        };

    private SeededGrant ToEmployee(string client, string permission) =>
        new()
        {
            Id = NextId(),
            ContextIdentifier = SeededIdentifier.Nip(office.Nip),
            AuthorizedIdentifier = SeededIdentifier.Pesel(employee.Pesel),
            TargetNip = client,
            Permission = permission,
            CanDelegate = false,
            Name = employee.Name,
            StartDate = DaysAgo(random.Between(2, 29)),
        };

    private DateTimeOffset DaysAgo(int days) => now.AddDays(-days).AddMinutes(random.Between(-60, 300));

    private Guid NextId() => Guid.ParseExact(random.Hex(32), "N");
}
