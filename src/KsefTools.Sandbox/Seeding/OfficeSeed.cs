using KsefTools.Sandbox.Seeding.Certificates;
using KsefTools.Sandbox.Seeding.Conversion;
using KsefTools.Sandbox.Seeding.Leaving;
using KsefTools.Sandbox.Seeding.Seeded;
using KsefTools.Sandbox.Seeding.Spreadsheet;
using KsefTools.Sandbox.Seeding.Truth;

namespace KsefTools.Sandbox.Seeding;

/// <summary>
/// Makes an office's reality. The same options give the same bytes, on every machine and at any time, but for the keys
/// of its certificates: <see cref="SeededOffice.Certificates"/> and <see cref="SeededOffice.Known"/>.
/// </summary>
public static class OfficeSeed
{
    public const int MostClients = 20_000;

    /// <summary>A pure function of its options, the keys of certificates aside.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one client, or more than 20,000.</exception>
    public static SeededOffice Create(SeedOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Clients is < 1 or > MostClients)
            throw new ArgumentOutOfRangeException(nameof(options), "An office has 1 to 20,000 clients.");
        var now = new DateTimeOffset(options.Today, new TimeOnly(9, 0), TimeSpan.Zero);
        var random = SeedRandom.For(options.Seed, "clients");
        var nips = new HashSet<string>(StringComparer.Ordinal);
        var officeNip = NewNip(random, nips);
        var names = new CompanyNames(random);
        var officeName = $"Biuro Rachunkowe {names.Person()}";
        var clients = PersonRights.Give(
            MakeClients(options, random, nips, names),
            SeedRandom.For(options.Seed, "rights")
        );

        var stories = TellAll(options.Seed, now, officeNip, clients, nips, out var strangers);
        var parts = TellParts(options, now, officeNip, stories);
        var (csv, rows) = WriteSheet(options, stories, parts);
        var office = (officeNip, officeName);
        var employee = SeededEmployee.Draw(SeedRandom.For(options.Seed, "employee"));
        var conversions = new ConversionTeller(SeedRandom.For(options.Seed, "conversion")).Tell(stories);
        // Nobody but its client can let the office in at a part.
        foreach (var part in parts)
            conversions.Add(part.Client.Nip, ConversionStory.Nothing(ConversionCase.ClientOnly));
        var grants = new GrantMaker(SeedRandom.For(options.Seed, "grants"), now, office, employee);
        var leaver = new LeaverTeller(SeedRandom.For(options.Seed, "leaver"), now, officeNip).Tell(stories);
        var (certificates, known) = MakeCertificates(options.Seed, now, office, employee, clients);
        return new SeededOffice
        {
            Now = now,
            Nip = officeNip,
            Name = officeName,
            Clients = clients,
            Main = new SeededWorld
            {
                Subjects =
                [
                    new SeededSubject(officeNip, officeName, Blocked: false),
                    .. stories.Select(s => new SeededSubject(s.Client.Nip, s.Client.Name, s.Blocked)),
                ],
                Tokens = [.. stories.Concat(parts).SelectMany(s => s.Main), .. strangers, .. leaver.Tokens],
                Grants = [.. grants.Make(conversions), .. leaver.Grants],
            },
            Test = TestWorld(stories),
            TokensCsv = csv,
            Truth = TruthMaker.Make(
                new SeedTruthHead(options.Seed, now, office, employee, leaver.Truth),
                [.. stories, .. parts],
                conversions,
                rows,
                certificates
            ),
            Certificates = certificates,
            Known = known,
        };
    }

    private static SeededWorld TestWorld(List<ClientStory> stories) =>
        new()
        {
            Subjects =
            [
                .. stories
                    .Where(s => s.Test.Count > 0)
                    .Select(s => new SeededSubject(s.Client.Nip, s.Client.Name, Blocked: false)),
            ],
            Tokens = [.. stories.SelectMany(s => s.Test)],
            Grants = [],
        };

    private static List<SeededClient> MakeClients(
        SeedOptions options,
        SeedRandom random,
        HashSet<string> nips,
        CompanyNames names
    )
    {
        var bookkeepers = Enumerable.Range(0, 4).Select(_ => names.Person()).ToList();
        return
        [
            .. CasePlan
                .Deal(options.Clients, random)
                .Select(c =>
                {
                    var nip = NewNip(random, nips);
                    return new SeededClient
                    {
                        Nip = nip,
                        Name = names.Next(),
                        Case = c,
                        Bookkeeper = random.Percent(85) ? random.Pick(bookkeepers) : "",
                        Contact = random.Percent(50) ? $"biuro@klient-{nip[..4]}.example" : "",
                        ExpectedPermissions = Expected(c, random),
                    };
                }),
        ];
    }

    // Of the healthy ones, so that nothing else is the matter where a certificate is tried.
    private static (IReadOnlyList<SeededCertificate> Made, SeededCertificates Known) MakeCertificates(
        int seed,
        DateTimeOffset now,
        (string Nip, string Name) office,
        SeededEmployee employee,
        IReadOnlyList<SeededClient> clients
    )
    {
        var random = SeedRandom.For(seed, "certificates");
        var healthy = clients.Where(c => c.Case is ClientCase.Healthy).ToList();
        random.Shuffle(healthy);
        return new CertificateSeed(random, now).Make(office, employee, healthy);
    }

    private static IReadOnlyList<string> Expected(ClientCase c, SeedRandom random) =>
        c switch
        {
            ClientCase.MissingPermission => StoryTeller.ReadAndWrite,
            ClientCase.EffectiveBelowRequested => ["InvoiceRead"],
            _ => random.Percent(60) ? StoryTeller.ReadAndWrite : ["InvoiceRead"],
        };

    private static List<ClientStory> TellAll(
        int seed,
        DateTimeOffset now,
        string officeNip,
        List<SeededClient> clients,
        HashSet<string> nips,
        out List<SeededToken> strangers
    )
    {
        var random = SeedRandom.For(seed, "tokens");
        var staff = Enumerable.Range(0, 3).Select(_ => SeedNumbers.Pesel(random)).ToList();
        var tokens = new TokenMaker(random, now, officeNip, staff);
        var teller = new StoryTeller(random, tokens, now);
        // The owner of a shared secret comes before its borrower, wrong rows come last: they need what others have.
        var stories = clients
            .Where(c => c.Case is not ClientCase.WrongRow)
            .OrderBy(c => c.Case is ClientCase.SharedSecretOwner ? 0 : 1)
            .Select(teller.Tell)
            .ToList();
        var lenders = stories
            .Where(s =>
                s.Client.Case is ClientCase.Healthy && s.Imported!.Text.Contains("|nip-", StringComparison.Ordinal)
            )
            .Select(s => s.Imported!)
            .ToList();
        strangers = [];
        foreach (var client in clients.Where(c => c.Case is ClientCase.WrongRow))
        {
            var others = lenders.Count > 0 && random.Percent(50) ? random.Pick(lenders) : null;
            if (others is null)
                strangers.Add(others = tokens.Healthy(NewNip(random, nips), StoryTeller.ReadAndWrite));
            stories.Add(teller.TellWrongRow(client, others));
        }

        return stories;
    }

    // Healthy as their clients, drawn by lot of their own: without parts, nothing of a seed is another.
    private static List<ClientStory> TellParts(
        SeedOptions options,
        DateTimeOffset now,
        string officeNip,
        List<ClientStory> stories
    )
    {
        var random = SeedRandom.For(options.Seed, "parts");
        var tokens = new TokenMaker(random, now, officeNip, [SeedNumbers.Pesel(random)]);
        return
        [
            .. stories
                .Where(s => s.Client.Case is ClientCase.Healthy)
                .OrderBy(s => s.Client.Nip, StringComparer.Ordinal)
                .Take(options.Parts)
                .Select(s =>
                {
                    var part = s.Client with
                    {
                        Nip = SeedNumbers.InternalId(random, s.Client.Nip),
                        Name = $"{s.Client.Name}, oddział",
                    };
                    var token = tokens.OfPart(part.Nip, part.ExpectedPermissions);
                    var story = new ClientStory(part);
                    story.Main.Add(token);
                    return story.Imports(token, signsIn: true);
                }),
        ];
    }

    private static (byte[] Bytes, List<(int Number, SheetRow Row)> Rows) WriteSheet(
        SeedOptions options,
        List<ClientStory> stories,
        List<ClientStory> parts
    )
    {
        var order = SeedRandom.For(options.Seed, "order");
        var rows = stories.SelectMany(s => s.Rows.Where(r => !r.IsTwin)).ToList();
        order.Shuffle(rows);
        foreach (var twin in stories.SelectMany(s => s.Rows.Where(r => r.IsTwin)))
        {
            var first = rows.FindIndex(r => string.Equals(r.Client.Nip, twin.Client.Nip, StringComparison.Ordinal));
            rows.Insert(order.Between(first + 1, rows.Count), twin);
        }

        // Below their clients, which have to be there first.
        rows.AddRange(parts.SelectMany(s => s.Rows));
        var random = SeedRandom.For(options.Seed, "sheet");
        var style = SheetStyle.Draw(options.Sheet, random);
        var (bytes, numbers) = new SheetWriter(style, random, options.Today).Write(rows);
        return (bytes, [.. numbers.Zip(rows)]);
    }

    private static string NewNip(SeedRandom random, HashSet<string> used)
    {
        string nip;
        do nip = SeedNumbers.Nip(random);
        while (!used.Add(nip));
        return nip;
    }
}
