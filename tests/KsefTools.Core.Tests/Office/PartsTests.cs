using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Profiles.Index;

namespace KsefTools.Core.Tests.Office;

/// <summary>Parts of a client in its file: read as clients of their own, and changed at their own place.</summary>
public sealed class PartsTests : IDisposable
{
    private const string Krakow = "1111111111-12342";
    private const string Gdansk = "1111111111-20002";

    private const string File = """
        nip: "1111111111"   # the bakery
        name: Piekarnia
        environment: test
        tags: [vat]
        permissions: [InvoiceRead]
        access:
          - kind: token
            secret: ksef-own
        parts:
          # the first branch
          - id: "1111111111-12342"   # since May
            name: Oddział Kraków
            permissions: [InvoiceWrite]
            access:
              - kind: token
                secret: ksef-krakow
          - id: "1111111111-20002"
            name: Oddział Gdańsk

        """;

    private readonly OfficeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    private ClientProfile Read(string id) => _bench.Office.Profiles.Read(ClientId.Parse(id))!.Profile!;

    private string Text => System.IO.File.ReadAllText(_bench.Office.Profiles.PathOf(OfficeBench.ClientNip));

    [Fact]
    public void Each_part_is_read_as_a_client_of_its_own_with_what_is_its_clients()
    {
        _bench.WriteClient(File);

        var all = _bench.Office.Profiles.ReadAll().Select(result => result.Profile!).ToList();

        Assert.Equal(["1111111111", Krakow, Gdansk], all.Select(profile => profile.Nip.Value));
        Assert.All(all, profile => Assert.Equal(("test", "vat"), (profile.Environment, profile.Tags.Single())));
        Assert.Equal(["InvoiceRead", "InvoiceWrite", "InvoiceRead"], all.Select(one => one.Permissions.Single()));
        Assert.Equal(["ksef-own", "ksef-krakow"], all.SelectMany(one => one.Access).Select(entry => entry.Secret));
        Assert.Equal("Oddział Gdańsk", Read(Gdansk).Name);
        Assert.Null(_bench.Office.Profiles.Read(ClientId.Parse("1111111111-99992")));
    }

    [Fact]
    public void A_NIP_chooses_the_client_alone_and_a_pattern_its_parts_as_well()
    {
        _bench.WriteClient(File);

        Assert.Equal(1, Count("1111111111"));
        Assert.Equal(1, Count(Krakow));
        Assert.Equal(3, Count("1111111111*"));

        int Count(string nip) => _bench.Office.Profiles.ReadAll(new ProfileFilter([nip])).Count;
    }

    [Fact]
    public void A_change_of_a_part_touches_nothing_else_in_the_file()
    {
        _bench.WriteClient(File);

        _bench.Office.Profiles.Patch(
            Read(Gdansk),
            editor => editor.AddAccess(new AccessEntry { Kind = CredentialKind.Token, Secret = "ksef-gdansk" })
        );
        _bench.Office.Profiles.Patch(Read(Krakow), editor => editor.RemoveAccess(0));
        _bench.Office.Profiles.Patch(Read(Krakow), editor => editor.SetName("Kraków"));

        Assert.Equal(
            File.Replace("Oddział Kraków", "Kraków", StringComparison.Ordinal)
                .Replace(
                    "access:\n      - kind: token\n        secret: ksef-krakow\n",
                    "access: []\n",
                    StringComparison.Ordinal
                )
                .Replace(
                    "Oddział Gdańsk\n",
                    "Oddział Gdańsk\n    access:\n      - kind: token\n        secret: ksef-gdansk\n",
                    StringComparison.Ordinal
                ),
            Text
        );
    }

    [Fact]
    public void What_is_the_clients_cannot_be_set_for_a_part()
    {
        _bench.WriteClient(File);

        var refusal = Assert.Throws<OfficeFileException>(() =>
            _bench.Office.Profiles.Patch(Read(Krakow), editor => editor.SetEnvironment("demo"))
        );

        Assert.Contains("1111111111", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(File, Text);
    }

    [Fact]
    public void A_new_part_comes_into_its_clients_file_once()
    {
        _bench.WriteClient("nip: \"1111111111\"\nname: Piekarnia\n");
        var part = new ClientProfile
        {
            Nip = ClientId.Parse(Krakow),
            Name = "Kraków",
            Permissions = ["InvoiceRead"],
            Access = [new AccessEntry { Kind = CredentialKind.Token, Secret = "ksef-krakow" }],
        };

        var created = _bench.Office.Profiles.Create(part);

        Assert.Equivalent(created, Read(Krakow), strict: true);
        Assert.Equal(("Kraków", "ksef-krakow"), (created.Name, created.Access.Single().Secret));
        Assert.Throws<OfficeFileException>(() => _bench.Office.Profiles.Create(part));
        _bench.Office.Profiles.RemovePart(created);
        Assert.Single(_bench.Office.Profiles.ReadAll());
    }

    [Fact]
    public void A_part_of_nobody_has_no_place()
    {
        var refusal = Assert.Throws<OfficeFileException>(() =>
            _bench.Office.Profiles.Create(new ClientProfile { Nip = ClientId.Parse(Krakow), Name = "Kraków" })
        );

        Assert.Contains("1111111111", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Office.Profiles.ReadAll());
    }

    [Theory]
    [InlineData("\"1111111111-12341\"")]
    [InlineData("\"5260001246-12348\"")]
    [InlineData("\"1111111111\"")]
    public void Another_number_than_one_of_the_clients_parts_is_told_with_its_place(string id)
    {
        var path = _bench.WriteClient($"nip: \"1111111111\"\nname: X\nparts:\n  - id: {id}\n    name: Y\n");

        var problem = Assert.Single(ProfileReader.Read(path).Problems);

        Assert.Equal((OfficeIssueCode.InvalidNip, 4), (problem.Code, problem.Line));
    }

    [Fact]
    public void A_part_that_stands_twice_is_told()
    {
        var path = _bench.WriteClient(File.Replace(Gdansk, Krakow, StringComparison.Ordinal));

        Assert.Equal(OfficeIssueCode.DuplicateNip, Assert.Single(ProfileReader.Read(path).Problems).Code);
    }

    [Fact]
    public void Neither_takes_the_others_secret_with_it()
    {
        _bench.WriteClient(File.Replace("ksef-krakow", "ksef-own", StringComparison.Ordinal));

        foreach (var profile in (ClientProfile[])[Read("1111111111"), Read(Krakow)])
            Assert.Empty(SecretUse.OnlyOf(_bench.Office, new LeavingEntries(profile, profile.Access)));
    }

    [Fact]
    public void The_names_of_their_secrets_never_meet()
    {
        var own = SecretNames.ForToken("test", ClientId.Parse("1111111111"), "12345678");
        var part = SecretNames.ForToken("test", ClientId.Parse(Krakow), "12345678");

        Assert.Equal("ksef-test-1111111111-12342-token-o12345678", part);
        Assert.NotEqual(own, part);
        Assert.True(SecretNames.SaysEnvironment(part));
        Assert.True(SecretNames.IsOf(part, "test"));
        Assert.False(SecretNames.IsOf(part, "demo"));
        Assert.Equal("12345678", SecretNames.OfficeOf(part));
    }

    [Fact]
    public void Completion_knows_them()
    {
        _bench.WriteClient(File);

        Assert.Equal(3, ClientIndex.Read(_bench.Office.Path).Count);
        ClientIndex.Forget(_bench.Office.Path);
        Assert.Equal(Krakow, ClientIndex.Read(_bench.Office.Path)[1].Nip.Value);
    }
}
