using KsefTools.Core.Journal;
using KsefTools.Core.Office;
using KsefTools.Core.Tests.Office;

namespace KsefTools.Core.Tests.Journal;

/// <summary>One process at a time works on something of the office.</summary>
public sealed class SubjectLockTests : IDisposable
{
    private readonly OfficeBench _bench = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void While_one_has_it_nobody_else_does()
    {
        using (Assert.IsType<SubjectLock>(Take("a")))
        {
            Assert.Null(Take("a"));
            using var other = Assert.IsType<SubjectLock>(Take("b"));
        }

        using var next = Assert.IsType<SubjectLock>(Take("a"));
    }

    [Fact]
    public async Task Who_waits_hears_of_it_and_has_it_once_the_other_lets_go()
    {
        var other = Take("a")!;
        var told = 0;

        using var held = await WaitAsync(
            TimeSpan.FromMinutes(1),
            _ =>
            {
                told++;
                other.Dispose();
            }
        );

        Assert.NotNull(held);
        Assert.Equal(1, told);
    }

    [Fact]
    public async Task Who_has_no_patience_left_goes_without_it()
    {
        using var other = Take("a");

        Assert.Null(await WaitAsync(TimeSpan.Zero, _ => Assert.Fail("There is nothing to wait for.")));
    }

    [Fact]
    public async Task Ctrl_C_ends_the_wait()
    {
        using var other = Take("a");
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            SubjectLock.WaitAsync(_bench.Office, "work", "a", TimeSpan.FromMinutes(1), _ => stop.Cancel(), stop.Token)
        );
    }

    [Fact]
    public void Where_it_cannot_be_made_the_folder_is_named()
    {
        Directory.CreateDirectory(_bench.Office.StatePath);
        var folder = Path.Combine(_bench.Office.StatePath, "locks");
        File.WriteAllText(folder, "no folder");

        var failure = Assert.Throws<OfficeFolderException>(() => Take("a"));

        Assert.Equal(OfficeFolderFailure.NotAccessible, failure.Failure);
        Assert.Contains(folder, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_folder_and_file_are_their_owners_alone_and_name_nobody()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists in place of file modes.");
        if (Directory.Exists(_bench.Office.StatePath))
            Directory.Delete(_bench.Office.StatePath, recursive: true);

        using var held = Take("92092116350");

        var folder = Path.Combine(_bench.Office.StatePath, "locks");
        var file = Assert.Single(Directory.GetFiles(folder));
        Assert.Matches("^work-[0-9a-f]{16}[.]lock$", Path.GetFileName(file));
        if (OperatingSystem.IsWindows())
            return;
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(owner, File.GetUnixFileMode(file));
        foreach (var path in (string[])[_bench.Office.StatePath, folder])
            Assert.Equal(owner | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_a_link_stands_in_the_place_of_a_folder_no_lock_is_made(bool isState)
    {
        var state = _bench.Office.StatePath;
        var elsewhere = Directory.CreateDirectory(Path.Combine(_bench.Root, "elsewhere")).FullName;
        if (Directory.Exists(state))
            Directory.Delete(state, recursive: true);
        if (!isState)
            Directory.CreateDirectory(state);
        Directory.CreateSymbolicLink(isState ? state : Path.Combine(state, "locks"), elsewhere);

        Assert.Throws<OfficeFolderException>(() => Take("a"));

        Assert.Empty(Directory.GetFileSystemEntries(elsewhere));
    }

    [Fact]
    public void Of_certificates_it_is_one_identity_s_in_one_environment()
    {
        var (one, other) = (new Uri("https://one.example/"), new Uri("https://other.example/"));

        using var held = SubjectLock.OfCertificates(_bench.Office, one, "seal");
        using var elsewhere = SubjectLock.OfCertificates(_bench.Office, other, "seal");
        using var person = SubjectLock.OfCertificates(_bench.Office, one, "anna");

        Assert.All([held, elsewhere, person], Assert.NotNull);
        Assert.Null(SubjectLock.OfCertificates(_bench.Office, one, "seal"));
    }

    private SubjectLock? Take(string subject) => SubjectLock.TryTake(_bench.Office, "work", subject);

    private Task<SubjectLock?> WaitAsync(TimeSpan patience, Action<TimeSpan> waiting) =>
        SubjectLock.WaitAsync(_bench.Office, "work", "a", patience, waiting, Cancel);
}
