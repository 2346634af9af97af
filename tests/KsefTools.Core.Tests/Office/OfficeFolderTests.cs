using KsefTools.Core.Office;
using KsefTools.Core.Office.Settings;

namespace KsefTools.Core.Tests.Office;

public sealed class OfficeFolderTests : IDisposable
{
    private readonly OfficeBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void An_explicit_path_wins_over_the_variable()
    {
        Assert.Equal(Path.GetFullPath("/a/b"), OfficeFolder.Locate("/a/b/", "/from/variable", "/home/x/.config"));
    }

    [Fact]
    public void The_variable_wins_over_the_users_configuration_folder()
    {
        Assert.Equal(
            Path.GetFullPath("/from/variable"),
            OfficeFolder.Locate(null, "/from/variable", "/home/x/.config")
        );
    }

    [Fact]
    public void Without_path_and_variable_the_office_is_in_the_users_configuration_folder()
    {
        Assert.Equal(
            Path.GetFullPath("/home/x/.config/ksef/office"),
            OfficeFolder.Locate(null, " ", "/home/x/.config")
        );
    }

    [Fact]
    public void The_path_of_an_office_yaml_means_its_folder()
    {
        Assert.Equal(_bench.Office.Path, OfficeFolder.Open(_bench.Office.SettingsPath).Path);
    }

    [Fact]
    public void A_folder_without_office_yaml_is_refused_with_the_folder_and_the_next_command()
    {
        var exception = Assert.Throws<OfficeFolderException>(() => OfficeFolder.Open(_bench.Root));
        Assert.Equal(OfficeFolderFailure.NotFound, exception.Failure);
        Assert.Contains(_bench.Root, exception.Message, StringComparison.Ordinal);
        Assert.Contains("Initialize-KsefOffice", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_office_reads_back_what_it_was_given_and_the_shipped_policy()
    {
        var settings = _bench.Office.Settings;
        Assert.Empty(_bench.Office.Warnings);
        Assert.Equal("5260001246", settings.Nip.Value);
        Assert.Equal("Biuro Rachunkowe Sigma", settings.Name);
        Assert.Equal("production", settings.Environment);
        Assert.Equal("KsefVault", settings.Vault);
        Assert.Equivalent(new OfficePolicy(), settings.Policy, strict: true);
    }

    [Fact]
    public void A_new_offices_name_may_hold_anything()
    {
        const string name = "# \"Ćma\" & 'Żuk': sp. z o.o. – {x} [y] \\ %";
        var setup = new OfficeSetup
        {
            Nip = OfficeBench.OfficeNip,
            Name = name,
            Environment = "http://127.0.0.1:5080/v2",
            OtherEnvironments = ["http://127.0.0.1:5080/test/v2", "demo"],
        };
        var office = OfficeFolder.Initialize(Path.Combine(_bench.Root, "second"), setup);
        Assert.Equal(name, office.Settings.Name);
        Assert.Equal("http://127.0.0.1:5080/v2", office.Settings.Environment);
        Assert.Equal(["http://127.0.0.1:5080/test/v2", "demo"], office.Settings.Policy.OtherEnvironments);
        Assert.Null(office.Settings.Vault);
    }

    [Fact]
    public void An_office_is_never_laid_out_over_another()
    {
        var before = File.ReadAllText(_bench.Office.SettingsPath);
        var exception = Assert.Throws<OfficeFolderException>(() =>
            OfficeFolder.Initialize(
                _bench.Office.Path,
                new OfficeSetup { Nip = OfficeBench.ClientNip, Name = "Another" }
            )
        );
        Assert.Equal(OfficeFolderFailure.Exists, exception.Failure);
        Assert.Equal(before, File.ReadAllText(_bench.Office.SettingsPath));
    }

    [Fact]
    public void What_a_new_office_holds_only_its_owner_can_read()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes; the user's folder protects the files there.");
            return;
        }
        const UnixFileMode others =
            UnixFileMode.GroupRead
            | UnixFileMode.GroupWrite
            | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead
            | UnixFileMode.OtherWrite
            | UnixFileMode.OtherExecute;
        foreach (var entry in Directory.EnumerateFileSystemEntries(_bench.Office.Path).Append(_bench.Office.Path))
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(entry) & others);
    }

    [Fact]
    public void State_and_spreadsheets_are_kept_out_of_git()
    {
        var ignored = File.ReadAllLines(Path.Combine(_bench.Office.Path, ".gitignore"));
        Assert.Contains(".state/", ignored);
        Assert.Contains("*.csv", ignored);
    }
}
