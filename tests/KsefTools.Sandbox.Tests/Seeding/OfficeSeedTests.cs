using System.Text.Json;
using KsefTools.Sandbox.Certificates.Issuers;
using KsefTools.Sandbox.Seeding;
using KsefTools.Sandbox.Seeding.Certificates;
using KsefTools.Sandbox.Seeding.Conversion;
using KsefTools.Sandbox.Seeding.Files;
using KsefTools.Sandbox.Seeding.Seeded;
using KsefTools.Sandbox.Seeding.Spreadsheet;
using KsefTools.Sandbox.Seeding.Truth;

namespace KsefTools.Sandbox.Tests.Seeding;

public sealed class OfficeSeedTests
{
    public static TheoryData<int> TwentySeeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    [InlineData(200)]
    public void The_same_seed_gives_the_same_bytes(int clients)
    {
        var options = new SeedOptions { Clients = clients, Seed = 5 };
        Assert.Equal(BytesOf(OfficeSeed.Create(options)), BytesOf(OfficeSeed.Create(options)));
    }

    [Fact]
    public void Bytes_do_not_depend_on_the_culture_of_the_machine()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        var options = new SeedOptions { Seed = 5 };
        var expected = BytesOf(OfficeSeed.Create(options));
        try
        {
            Thread.CurrentThread.CurrentCulture = new("ar-SA");
            Assert.Equal(expected, BytesOf(OfficeSeed.Create(options)));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void Bytes_of_seed_1_are_the_same_on_every_machine()
    {
        var bytes = BytesOf(OfficeSeed.Create(new SeedOptions { Clients = 60, Seed = 1 }));
        Assert.Equal(
            "F031F61D74732A6D",
            Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes))[..16]
        );
    }

    [Fact]
    public void Another_seed_gives_another_office()
    {
        var one = OfficeSeed.Create(new SeedOptions { Seed = 1 });
        var other = OfficeSeed.Create(new SeedOptions { Seed = 2 });
        Assert.Empty(
            one.Clients.Select(c => c.Nip).Intersect(other.Clients.Select(c => c.Nip), StringComparer.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(TwentySeeds))]
    public void Every_case_occurs_among_sixty_clients(int seed)
    {
        var office = OfficeSeed.Create(new SeedOptions { Clients = 60, Seed = seed });
        Assert.Equal(Enum.GetValues<ClientCase>(), office.Clients.Select(c => c.Case).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(TwentySeeds))]
    public void Every_conversion_case_and_every_route_occurs_among_sixty_clients_and_among_two_hundred(int seed)
    {
        foreach (var clients in new[] { 60, 200 })
        {
            var truth = OfficeSeed.Create(new SeedOptions { Clients = clients, Seed = seed }).Truth;
            var conversions = truth.Clients.Select(c => c.Conversion).OfType<ConversionTruth>().ToList();
            Assert.Equal(Enum.GetValues<ConversionCase>(), conversions.Select(c => c.Case).Distinct().Order());
            Assert.Equal(
                ["AlreadyGranted", "ByClient", "ByToken", "NeedsPerson", "None"],
                conversions.Select(c => c.Route).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            );
        }
    }

    [Theory]
    [InlineData(60)]
    [InlineData(200)]
    public void Every_case_of_a_certificate_occurs_among_sixty_clients(int clients) =>
        Assert.Equal(
            Enum.GetValues<CertificateCase>(),
            OfficeSeed.Create(new SeedOptions { Clients = clients, Seed = 3 }).Truth.Certificates.Select(c => c.Case)
        );

    [Theory]
    [InlineData(60)]
    [InlineData(200)]
    [InlineData(1000)]
    public void Most_clients_are_healthy_and_about_a_third_is_not(int clients)
    {
        var truth = OfficeSeed.Create(new SeedOptions { Clients = clients, Seed = 3 }).Truth;
        var healthy = truth.Clients.Count(c => string.Equals(c.Status, "Healthy", StringComparison.Ordinal));
        Assert.InRange(healthy * 100 / clients, 60, 70);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(59)]
    public void A_small_office_has_as_many_clients_as_asked_for(int clients)
    {
        foreach (var seed in Enumerable.Range(1, 50))
        {
            var office = OfficeSeed.Create(new SeedOptions { Clients = clients, Seed = seed });
            Assert.Equal(clients, office.Clients.Count);
            Assert.Equal(clients, office.Truth.Clients.Count);
        }
    }

    [Theory]
    [MemberData(nameof(TwentySeeds))]
    public void Taxpayers_and_tokens_are_all_different_and_well_formed(int seed)
    {
        var office = OfficeSeed.Create(new SeedOptions { Clients = 200, Seed = seed });
        var nips = office.Main.Subjects.Select(s => s.Nip).ToList();
        Assert.Equal(nips.Count, nips.Distinct(StringComparer.Ordinal).Count());
        Assert.All(nips, nip => Assert.True(HasNipChecksum(nip), nip));
        Assert.Equal(office.Clients.Count, office.Clients.Select(c => c.Name).Distinct(StringComparer.Ordinal).Count());
        var tokens = office.Main.Tokens.Concat(office.Test.Tokens).ToList();
        Assert.Equal(tokens.Count, tokens.Select(t => t.ReferenceNumber).Distinct(StringComparer.Ordinal).Count());
        Assert.All(
            tokens,
            t =>
            {
                Assert.Matches("^[0-9]{8}-EC-[0-9A-F]{10}-[0-9A-F]{10}-[0-9A-F]{2}$", t.ReferenceNumber);
                Assert.Matches($"^{t.ReferenceNumber}(\\|nip-{t.ContextIdentifier.Value})?\\|[0-9a-f]{{64}}$", t.Text);
                Assert.InRange(t.Text.Length, 1, 160);
                Assert.True(t.DateCreated < office.Now && (t.LastUseDate is null || t.LastUseDate < office.Now));
                Assert.True(t.LastUseDate is null || t.LastUseDate > t.DateCreated);
            }
        );
    }

    [Fact]
    public void The_spreadsheets_form_changes_nobody()
    {
        var free = OfficeSeed.Create(new SeedOptions { Seed = 4 });
        var given = OfficeSeed.Create(
            new SeedOptions
            {
                Seed = 4,
                Sheet = new SheetChoices { Language = SheetLanguage.English, Encoding = SheetEncoding.Windows1250 },
            }
        );
        Assert.Equal(WorldOf(free), WorldOf(given));
    }

    [Fact]
    public void A_tokens_own_words_never_say_its_secret()
    {
        var token = OfficeSeed.Create(new SeedOptions()).Main.Tokens[0];
        var secret = token.Text[(token.Text.LastIndexOf('|') + 1)..];
        Assert.DoesNotContain(secret, token.ToString(), StringComparison.Ordinal);
    }

    internal static byte[] WorldOf(SeededOffice office) => WorldOf(WorldFile.Of(office));

    /// <summary>Without the keys and the certificates, which are new each time.</summary>
    internal static byte[] WorldOf(WorldFile file) =>
        JsonSerializer.SerializeToUtf8Bytes(
            file with
            {
                Certificates = new SeededCertificates
                {
                    Ksef = new AuthorityKey("", ""),
                    Qualified = new AuthorityKey("", ""),
                    Issued = [],
                },
            },
            SeedJson.Options
        );

    private static byte[] BytesOf(SeededOffice office) =>
        [
            .. office.TokensCsv.Span,
            .. JsonSerializer.SerializeToUtf8Bytes(office.Truth, SeedJson.Options),
            .. WorldOf(office),
        ];

    // Written once more here, so that the seed's own arithmetic does not judge itself.
    private static bool HasNipChecksum(string nip)
    {
        int[] weights = [6, 5, 7, 2, 3, 4, 5, 6, 7];
        return nip.Length == 10 && weights.Zip(nip, (w, c) => w * (c - '0')).Sum() % 11 == nip[9] - '0';
    }
}
