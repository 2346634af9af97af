using System.Net.Sockets;
using KsefTools.Core.Conversion.Waiting;
using KsefTools.Core.Files;
using KsefTools.Core.Import;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Reading;
using KsefTools.Core.Office;
using KsefTools.Core.Tests.Certificates;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Files;

/// <summary>
/// A pipe, a socket or a device under the name of a file that is read: refused at once, and never waited for. A reader
/// that opens it would hang, so each test runs against a time limit.
/// </summary>
public sealed class SpecialFilesTests : IDisposable
{
    private const string Nip = "5260001246";

    private static readonly TimeSpan AtOnce = TimeSpan.FromMinutes(2);

    private readonly OfficeBench _bench = new();
    private Socket? _socket;

    public SpecialFilesTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Pipes and devices are files on Unix.");

    public static TheoryData<string> Kinds => ["pipe", "socket", "device", "link to a pipe", "link to a device"];

    public void Dispose()
    {
        _socket?.Dispose();
        _bench.Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_profile_that_is_none_is_one_problem_and_the_others_are_read(string kind)
    {
        _bench.WriteClient($"nip: \"{Nip}\"\nname: Klient\n");
        Make(kind, Path.Combine(_bench.Office.ClientsPath, "7762811692.yaml"));

        var files = await WithinAsync(() => _bench.Office.Profiles.ReadAll().ToList());

        Assert.Equal(2, files.Count);
        Assert.Single(files, file => file.Profile is { Nip.Value: Nip });
        var problem = Assert.Single(Assert.Single(files, file => file.Profile is null).Problems);
        Assert.Equal(OfficeIssueCode.FileUnreadable, problem.Code);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_office_without_settings_but_such_a_thing_cannot_be_opened(string kind)
    {
        File.Delete(_bench.Office.SettingsPath);
        Make(kind, _bench.Office.SettingsPath);

        await RefusesAsync<OfficeFileException>(() => OfficeFolder.Open(_bench.Office.Path));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_journal_that_is_none_stops_what_would_go_by_it(string kind)
    {
        Directory.CreateDirectory(JournalFile.FolderOf(_bench.Office));
        Make(kind, Path.Combine(JournalFile.FolderOf(_bench.Office), "20261122T120000Z-grant-24338c.jsonl"));

        await RefusesAsync<OfficeFolderException>(() => JournalReader.ReadAll(_bench.Office));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_import_file_that_is_none_is_refused(string kind) =>
        await RefusesAsync<SpreadsheetException>(() => SpreadsheetReader.Read(Make(kind, "tokens.csv")));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_key_file_that_is_none_is_refused(string kind) =>
        await RefusesAsync<KeyMaterialException>(() =>
            KeyMaterialReader.FromFiles(Make(kind, "seal.pfx"), keyPath: null, password: null)
        );

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_remembered_client_that_is_none_is_left_out(string kind)
    {
        Directory.CreateDirectory(Path.Combine(_bench.Office.StatePath, "waiting"));
        Make(kind, Path.Combine(_bench.Office.StatePath, "waiting", $"{Nip}.json"));

        Assert.Empty(await WithinAsync(() => new WaitingClients(_bench.Office).All()));
    }

    [Fact]
    public async Task What_comes_from_another_program_is_saved_in_a_file_first()
    {
        // import -Path <(command): what the shell gives is a pipe.
        var refusal = await RefusesAsync<SpreadsheetException>(() => SpreadsheetReader.Read(Make("pipe", "63")));

        Assert.Contains("a pipe, a socket or a device", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_a_file_whoever_holds_it()
    {
        var path = Path.Combine(_bench.Root, "empty");
        using var held = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);

        RegularFile.Require(path);
        RegularFile.Require(Path.Combine(_bench.Root, "absent"));
    }

    private static async Task<T> RefusesAsync<T>(Action read)
        where T : Exception => Assert.IsType<T>(await WithinAsync(() => Record.Exception(read)));

    // A thread of its own: one that hangs in the system cannot be stopped, and must not take one of the pool's.
    private static Task<T> WithinAsync<T>(Func<T> work) =>
        Task
            .Factory.StartNew(
                work,
                TestContext.Current.CancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            )
            .WaitAsync(AtOnce, TestContext.Current.CancellationToken);

    /// <summary>Makes one, in the bench's folder unless the path is whole, and gives its path.</summary>
    private string Make(string kind, string name)
    {
        var path = Path.Combine(_bench.Root, name);
        switch (kind)
        {
            case "pipe":
                var (exitCode, output) = ExternalProgram.Run("mkfifo", path);
                Assert.True(exitCode == 0, output);
                break;
            case "socket":
                // Closed, it is gone.
                _socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                _socket.Bind(new UnixDomainSocketEndPoint(path));
                break;
            case "device":
                // Nobody but root makes devices; a link is what others can put there.
                Assert.SkipUnless(ExternalProgram.Run("mknod", path, "c", "1", "5").ExitCode == 0, "Only root may.");
                break;
            case "link to a pipe":
                File.CreateSymbolicLink(path, Make("pipe", Path.Combine(_bench.Root, $"{Guid.NewGuid():N}")));
                break;
            default:
                File.CreateSymbolicLink(path, "/dev/zero");
                break;
        }
        return path;
    }
}
