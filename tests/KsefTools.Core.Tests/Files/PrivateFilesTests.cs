using KsefTools.Core.Conversion.Waiting;
using KsefTools.Core.Files;
using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Files;

/// <summary>
/// Who may write an office's folder can put a link where a file of the machine's own will be. Nothing is written
/// through it, and what is written is for its owner alone, whatever stood there.
/// </summary>
public sealed class PrivateFilesTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly OfficeBench _bench = new();

    public PrivateFilesTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Links and modes are tested on Unix.");

    private string Victim => Path.Combine(_bench.Root, "victim");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_folder_is_its_owner_s_alone_and_so_is_each_above_it_that_was_missing()
    {
        var folder = Path.Combine(_bench.Root, "data", "KsefTools", "limits");

        AtomicFile.CreateFolder(folder);

        for (var path = folder; path != _bench.Root; path = Path.GetDirectoryName(path)!)
            if (!OperatingSystem.IsWindows())
                Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_key_that_is_exported_replaces_a_link_and_spares_what_it_points_at(bool exists)
    {
        var path = Path.Combine(_bench.Root, "seal.pfx");
        LinkToVictim(path, exists);

        OwnerOnlyFile.Write(path, "key"u8, overwrite: true);

        Assert.Equal("key", File.ReadAllText(path));
        AssertPrivate(path);
        AssertSpared(exists);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_export_that_may_replace_nothing_writes_through_no_link(bool exists)
    {
        var path = Path.Combine(_bench.Root, "seal.pfx");
        LinkToVictim(path, exists);

        Assert.Throws<IOException>(() => OwnerOnlyFile.Write(path, "key"u8, overwrite: false));

        AssertSpared(exists);
    }

    [Fact]
    public void A_file_of_the_machine_s_own_becomes_private_though_it_existed()
    {
        var path = Path.Combine(_bench.Root, "state.json");
        File.WriteAllText(path, "{}");
        SetMode(path, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        AtomicFile.WritePrivate(path, "[]"u8);

        AssertPrivate(path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("waiting")]
    public void State_is_written_into_no_folder_that_is_a_link(string folder)
    {
        var target = Directory.CreateDirectory(Path.Combine(_bench.Root, "elsewhere")).FullName;
        if (folder.Length > 0)
            Directory.CreateDirectory(_bench.Office.StatePath);
        Directory.CreateSymbolicLink(Path.Combine(_bench.Office.StatePath, folder).TrimEnd('/'), target);

        Assert.Throws<UnauthorizedAccessException>(() =>
            new WaitingClients(_bench.Office).Remember(new WaitingClient("1111111111", "test", "seal", []))
        );

        Assert.Empty(Directory.EnumerateFileSystemEntries(target));
    }

    [Fact]
    public void A_lock_that_is_a_link_is_refused()
    {
        var state = Directory.CreateDirectory(_bench.Office.StatePath).FullName;
        File.CreateSymbolicLink(Path.Combine(state, "office.lock"), Victim);
        _bench.WriteClient("nip: \"1111111111\"\nname: X\n");
        var path = _bench.Office.Profiles.PathOf(OfficeBench.ClientNip);

        Assert.Throws<OfficeFolderException>(() => _bench.Office.Profiles.Patch(path, editor => editor.SetName("Y")));

        Assert.False(File.Exists(Victim));
    }

    [Fact]
    public void A_record_that_is_a_link_is_not_gone_on_with()
    {
        File.WriteAllText(Victim, "precious\n");
        var folder = Directory.CreateDirectory(JournalFile.FolderOf(_bench.Office)).FullName;
        var record = Path.Combine(folder, "20260101T000000Z-import-abcdef.jsonl");
        File.CreateSymbolicLink(record, Victim);

        Assert.Throws<UnauthorizedAccessException>(() => JournalFile.Resume(record));

        Assert.Equal("precious\n", File.ReadAllText(Victim));
    }

    [Fact]
    public void A_record_that_is_gone_on_with_becomes_private()
    {
        var folder = Directory.CreateDirectory(JournalFile.FolderOf(_bench.Office)).FullName;
        var record = Path.Combine(folder, "20260101T000000Z-import-abcdef.jsonl");
        File.WriteAllText(record, "{}\n");
        SetMode(record, OwnerOnly | UnixFileMode.OtherRead);

        using (JournalFile.Resume(record)) { }

        AssertPrivate(record);
    }

    [Fact]
    public void A_profile_that_is_a_link_into_a_shared_folder_stays_one()
    {
        File.WriteAllText(Victim, "nip: \"1111111111\"\nname: X\n");
        var path = Path.Combine(_bench.Office.ClientsPath, "1111111111.yaml");
        Directory.CreateDirectory(_bench.Office.ClientsPath);
        File.CreateSymbolicLink(path, Victim);

        _bench.Office.Profiles.Patch(path, editor => editor.SetName("Nowa"));

        Assert.NotNull(new FileInfo(path).LinkTarget);
        Assert.Contains("name: Nowa", File.ReadAllText(Victim), StringComparison.Ordinal);
    }

    private void LinkToVictim(string path, bool exists)
    {
        if (exists)
        {
            File.WriteAllText(Victim, "precious");
            SetMode(Victim, OwnerOnly | UnixFileMode.OtherRead);
        }
        File.CreateSymbolicLink(path, Victim);
    }

    private void AssertSpared(bool existed)
    {
        Assert.Equal(existed, File.Exists(Victim));
        if (existed && !OperatingSystem.IsWindows())
        {
            Assert.Equal("precious", File.ReadAllText(Victim));
            Assert.Equal(OwnerOnly | UnixFileMode.OtherRead, File.GetUnixFileMode(Victim));
        }
    }

    private static void AssertPrivate(string path)
    {
        Assert.Null(new FileInfo(path).LinkTarget);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(path));
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }
}
