using KsefTools.Core.Office.Profiles;
using KsefTools.Core.Office.Profiles.Index;

namespace KsefTools.Core.Tests.Office.Index;

/// <summary>What completion knows of clients without parsing a thousand files.</summary>
public sealed class ClientIndexTests : IDisposable
{
    private const string Nip = "1111111111";

    private static readonly DateTime Written = new(2026, 11, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly OfficeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_client_is_known_as_its_file_has_it()
    {
        _bench.WriteClient(
            $"""
            nip: "{Nip}"
            name: Zażółć
            environment: test
            tags: [a, b]
            permissions: [InvoiceRead]
            access:
              - kind: token
                secret: ksef-test-{Nip}-token
                vault: Other
                reference: 20261001-EC-1DCE3E3000-12ECB5B36E-45
                generatedBy: anna
                retiredOn: 2026-11-01
              - identity: seal
                serial: 03A7D26790742A11
            """
        );
        var read = Assert.Single(_bench.Office.Profiles.ReadAll()).Profile!;

        Forget();
        var parsed = Assert.Single(ClientIndex.Read(_bench.Office.Path));
        Forget();
        var kept = Assert.Single(ClientIndex.Read(_bench.Office.Path));

        foreach (var known in new[] { parsed, kept })
        {
            Assert.Equal((read.Nip, read.Name, read.Environment), (known.Nip, known.Name, known.Environment));
            Assert.Equal(read.Tags, known.Tags);
            Assert.Equal(read.Permissions, known.Permissions);
            Assert.Equal(read.Path, known.Path);
            Assert.Equal(read.Access.Select(WithoutPlace), known.Access.Select(WithoutPlace));
        }
    }

    [Fact]
    public void A_file_that_has_not_changed_is_not_parsed_again()
    {
        Write("Anna", Written);
        Assert.Equal("Anna", NameKnown());
        // Of the same length, and as if written at the same time: only who reads the file can tell.
        Write("Jola", Written);
        Assert.Equal("Anna", NameKnown());
        Forget();
        Assert.Equal("Anna", NameKnown());
    }

    [Fact]
    public void A_file_that_changed_or_went_is_noticed()
    {
        Write("Anna", Written);
        Assert.Equal("Anna", NameKnown());
        Write("Jola", Written.AddSeconds(1));
        Assert.Equal("Jola", NameKnown());
        File.Delete(_bench.Office.Profiles.PathOf(OfficeBench.ClientNip));
        Assert.Empty(ClientIndex.Read(_bench.Office.Path));
    }

    [Fact]
    public void A_link_is_followed_each_time_because_it_does_not_tell_when_its_target_changed()
    {
        var target = Path.Combine(_bench.Root, "shared.yaml");
        File.WriteAllText(target, $"nip: \"{Nip}\"\nname: Anna\n");
        File.CreateSymbolicLink(_bench.Office.Profiles.PathOf(OfficeBench.ClientNip), target);
        Assert.Equal("Anna", NameKnown());
        File.WriteAllText(target, $"nip: \"{Nip}\"\nname: Jola\n");
        Assert.Equal("Jola", NameKnown());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(40)]
    public void An_index_that_is_damaged_counts_as_none(int length)
    {
        Write("Anna", Written);
        ClientIndex.Read(_bench.Office.Path);
        var bytes = File.ReadAllBytes(IndexPath);
        File.WriteAllBytes(IndexPath, [.. bytes.Take(length), .. Enumerable.Repeat((byte)0xFF, 50)]);
        Forget();
        Assert.Equal("Anna", NameKnown());
    }

    [Fact]
    public void What_a_command_read_is_known_and_of_many_files_to_the_next_session_too()
    {
        for (var number = 0; number < 120; number++)
        {
            var nip = OfficeBench.NipNumber(number);
            _bench.WriteClient($"nip: \"{nip}\"\nname: C{number}\n", $"{nip}.yaml");
        }
        Assert.Equal(120, _bench.Office.Profiles.ReadAll().Count);
        Assert.True(File.Exists(IndexPath));
        Assert.Equal(120, ClientIndex.Read(_bench.Office.Path).Count);
    }

    [Fact]
    public void The_index_is_its_owner_s_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows guards by the folder.");
        if (OperatingSystem.IsWindows())
            return;
        Write("Anna", Written);
        ClientIndex.Read(_bench.Office.Path);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(IndexPath));
    }

    private string IndexPath => Path.Combine(_bench.Office.StatePath, "clients.index");

    private string NameKnown() => Assert.Single(ClientIndex.Read(_bench.Office.Path)).Name;

    // As in a process of its own.
    private void Forget() => ClientIndex.Forget(_bench.Office.Path);

    private static AccessEntry WithoutPlace(AccessEntry entry) => entry with { Line = 0, Column = 0 };

    private void Write(string name, DateTime written) =>
        File.SetLastWriteTimeUtc(_bench.WriteClient($"nip: \"{Nip}\"\nname: {name}\n"), written);
}
