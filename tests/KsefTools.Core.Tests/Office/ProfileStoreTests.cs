using KsefTools.Core.Office;
using KsefTools.Core.Office.Profiles;

namespace KsefTools.Core.Tests.Office;

public sealed class ProfileStoreTests : IDisposable
{
    private readonly OfficeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Of_two_files_of_one_client_neither_is_taken_and_both_are_named()
    {
        var usual = _bench.WriteClient($"nip: \"{OfficeBench.ClientNip}\"\nname: Klient\n");
        var copy = Path.Join(Path.GetDirectoryName(usual), "kopia.yaml");
        Assert.NotNull(_bench.Office.Profiles.Read(OfficeBench.ClientNip)!.Profile);

        File.Copy(usual, copy);
        var found = _bench.Office.Profiles.Read(OfficeBench.ClientNip)!;

        Assert.Null(found.Profile);
        var problem = Assert.Single(found.Problems);
        Assert.Equal(OfficeIssueCode.DuplicateNip, problem.Code);
        Assert.All(
            [usual, copy],
            path => Assert.Contains(path, $"{found.Path} {problem.Message}", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_file_that_came_a_moment_ago_is_seen_though_the_folder_was_looked_through()
    {
        var usual = _bench.WriteClient($"nip: \"{OfficeBench.ClientNip}\"\nname: Klient\n");
        Directory.SetLastWriteTimeUtc(_bench.Office.ClientsPath, DateTime.UtcNow.AddMinutes(-1));
        Assert.NotNull(_bench.Office.Profiles.Read(OfficeBench.ClientNip)!.Profile);

        File.Move(usual, Path.Join(Path.GetDirectoryName(usual), "klient.yaml"));
        Assert.NotNull(_bench.Office.Profiles.Read(OfficeBench.ClientNip)!.Profile);
        _bench.WriteClient($"nip: \"{OfficeBench.ClientNip}\"\nname: Klient\n");

        Assert.Null(_bench.Office.Profiles.Read(OfficeBench.ClientNip)!.Profile);
    }

    [Fact]
    public void A_file_that_became_another_client_s_is_no_longer_this_one_s()
    {
        var path = _bench.WriteClient($"nip: \"{OfficeBench.ClientNip}\"\nname: Klient\n", "klient.yaml");
        Assert.NotNull(_bench.Office.Profiles.Read(OfficeBench.ClientNip));

        File.WriteAllText(path, "nip: \"2222222222\"\nname: Inny\n");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(1));

        Assert.Null(_bench.Office.Profiles.Read(OfficeBench.ClientNip));
    }

    [Fact]
    public void A_client_is_found_in_a_file_of_any_name()
    {
        var usual = _bench.WriteClient($"nip: \"{OfficeBench.ClientNip}\"\nname: Klient\n");
        File.Move(usual, Path.Join(Path.GetDirectoryName(usual), "Klient sp. z o.o.yaml"));

        Assert.Equal("Klient", _bench.Office.Profiles.Read(OfficeBench.ClientNip)!.Profile!.Name);
    }

    [Fact]
    public void A_new_profile_reads_back_as_it_was_given()
    {
        var profile = new ClientProfile
        {
            Nip = OfficeBench.ClientNip,
            Name = " - : \"dziwna\" #nazwa",
            Environment = "test",
            Tags = ["vat-monthly", "a, b"],
            Contact = "anna@example.com, tel. +48 1",
            Permissions = ["InvoiceRead"],
            Access =
            [
                new AccessEntry
                {
                    Secret = "ksef-test-1111111111-token",
                    Reference = "20251010-EC-1DCE3E3000-12ECB5B36E-45",
                    GeneratedOn = new DateOnly(2025, 10, 10),
                },
                new AccessEntry { Kind = CredentialKind.Certificate, Identity = "seal" },
            ],
        };
        var created = _bench.Office.Profiles.Create(profile);
        var expected = profile with { Name = profile.Name.Trim(), Path = _bench.Office.Profiles.PathOf(profile.Nip) };
        Assert.Equivalent(expected with { Access = [] }, created with { Access = [] }, strict: true);
        Assert.Equal(expected.Access, created.Access.Select(entry => entry with { Line = 0, Column = 0 }));
        Assert.Equivalent(created, _bench.Office.Profiles.Read(profile.Nip)!.Profile, strict: true);
    }

    [Fact]
    public void An_existing_profile_is_never_overwritten()
    {
        var path = _bench.WriteClient("nip: \"1111111111\"\nname: X\n");
        Assert.Throws<OfficeFileException>(() =>
            _bench.Office.Profiles.Create(new ClientProfile { Nip = OfficeBench.ClientNip, Name = "Y" })
        );
        Assert.Equal("nip: \"1111111111\"\nname: X\n", File.ReadAllText(path));
    }

    [Fact]
    public void A_new_profile_is_readable_by_its_owner_only()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }
        var created = _bench.Office.Profiles.Create(new ClientProfile { Nip = OfficeBench.ClientNip, Name = "Y" });
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(created.Path));
    }

    [Fact]
    public void Removing_twice_is_safe()
    {
        var created = _bench.Office.Profiles.Create(new ClientProfile { Nip = OfficeBench.ClientNip, Name = "Y" });
        _bench.Office.Profiles.Remove(created.Path);
        _bench.Office.Profiles.Remove(created.Path);
        Assert.Null(_bench.Office.Profiles.Read(OfficeBench.ClientNip));
    }

    [Fact]
    public void A_filter_chooses_and_a_broken_file_shows_unless_its_NIP_excludes_it()
    {
        _bench.WriteClient("nip: \"1111111111\"\nname: X\ntags: [jpk]\n");
        _bench.WriteClient("nip: [\n", "5260001246.yaml");
        var byTag = _bench.Office.Profiles.ReadAll(new ProfileFilter(tags: ["jpk"]));
        Assert.Equal(["1111111111", "5260001246"], byTag.Select(result => result.Nip));
        var byNip = _bench.Office.Profiles.ReadAll(new ProfileFilter(nips: ["111*"]));
        Assert.Equal(["1111111111"], byNip.Select(result => result.Nip));
    }
}
