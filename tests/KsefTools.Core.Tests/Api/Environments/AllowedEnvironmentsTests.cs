using KsefTools.Core.Api;
using KsefTools.Core.Api.Environments;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.Api.Environments;

public sealed class AllowedEnvironmentsTests : IDisposable
{
    private static readonly KsefEnvironment Stranger = KsefEnvironment.Parse("https://ksef.example/v2");
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 8, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly AllowedEnvironments _allowed;

    public AllowedEnvironmentsTests() => _allowed = AllowedEnvironments.In(_folder.PathOf("ksef-tools"));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("production")]
    [InlineData("demo")]
    [InlineData("test")]
    [InlineData("http://127.0.0.1:5080/v2")]
    public void The_Ministrys_environments_and_loopback_need_no_approval(string name) =>
        Assert.Null(_allowed.Refusal(name));

    [Fact]
    public void A_stranger_is_refused_with_the_command_that_allows_it() =>
        Assert.Contains(
            "Approve-KsefEnvironment 'https://ksef.example/v2'",
            _allowed.Refusal(Stranger.Name),
            StringComparison.Ordinal
        );

    [Fact]
    public void An_approved_address_is_allowed_and_no_other_on_its_host()
    {
        _allowed.Approve(Stranger, Now);

        Assert.True(_allowed.Allows(Stranger));
        Assert.True(AllowedEnvironments.In(_folder.PathOf("ksef-tools")).Allows(Stranger));
        Assert.False(_allowed.Allows(KsefEnvironment.Parse("https://ksef.example:8443/v2")));
        Assert.False(_allowed.Allows(KsefEnvironment.Parse("https://ksef.example/other")));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("5")]
    [InlineData("""{"name":null,"approvedAt":"2026-11-27T08:00:00+00:00"}""")]
    [InlineData("""{"name":"https://other.example/v2","approvedAt":"yesterday"}""")]
    public void An_entry_that_cannot_be_read_takes_no_other_approval_with_it(string entry)
    {
        _allowed.Approve(Stranger, Now);
        var text = File.ReadAllText(_allowed.Path!);
        File.WriteAllText(_allowed.Path!, text.Replace("[", $"[{entry},", StringComparison.Ordinal));

        Assert.True(_allowed.Allows(Stranger));
        Assert.Equal([Stranger.Name], _allowed.Approved().Select(approved => approved.Name));
        _allowed.Approve(KsefEnvironment.Parse("https://third.example/v2"), Now);
        Assert.True(_allowed.Allows(Stranger));
    }

    [Fact]
    public void A_withdrawn_approval_counts_no_more()
    {
        _allowed.Approve(Stranger, Now);
        Assert.True(_allowed.Withdraw(Stranger.Name));

        Assert.False(_allowed.Allows(Stranger));
        Assert.False(_allowed.Withdraw(Stranger.Name));
    }

    [Fact]
    public void The_list_begins_with_the_Ministrys_and_tells_when_others_were_approved()
    {
        _allowed.Approve(Stranger, Now);

        Assert.Equal(
            [("production", null), ("demo", null), ("test", null), (Stranger.Name, Now)],
            _allowed.List().Select(item => (item.Name, item.ApprovedAt))
        );
    }

    [Fact]
    public void The_file_is_for_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows guards the user's folder itself.");
        _allowed.Approve(Stranger, Now);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, ModeOf(_allowed.Path!));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void What_others_may_write_approves_nothing(UnixFileMode added)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows guards the user's folder itself.");
        _allowed.Approve(Stranger, Now);
        SetMode(_allowed.Path!, ModeOf(_allowed.Path!) | added);

        Assert.False(_allowed.Allows(Stranger));
    }

    [Fact]
    public void A_folder_that_others_may_write_takes_no_approval()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows guards the user's folder itself.");
        var folder = Directory.CreateDirectory(_folder.PathOf("ksef-tools")).FullName;
        SetMode(folder, ModeOf(folder) | UnixFileMode.OtherWrite);

        Assert.Throws<IOException>(() => _allowed.Approve(Stranger, Now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[null]")]
    [InlineData("[{\"name\":null}]")]
    [InlineData("[1")]
    public void A_file_that_cannot_be_read_approves_nothing(string text)
    {
        _allowed.Approve(Stranger, Now);
        File.WriteAllText(_allowed.Path!, text);

        Assert.False(_allowed.Allows(Stranger));
        Assert.Equal(3, _allowed.List().Count());
    }

    [Fact]
    public async Task Approvals_of_several_processes_are_all_kept()
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(number =>
                    Task.Run(() =>
                        AllowedEnvironments
                            .In(_folder.PathOf("ksef-tools"))
                            .Approve(KsefEnvironment.Parse($"https://ksef{number}.example/v2"), Now)
                    )
                )
        );

        Assert.Equal(20, _allowed.Approved().Count);
    }

    [Fact]
    public void Nothing_is_sent_to_a_stranger()
    {
        var refused = Assert.Throws<KsefApiException>(() => new KsefApi(Stranger));

        Assert.Equal((ApiErrorKind.EnvironmentNotAllowed, false), (refused.Kind, refused.WasSent));
    }

    private static UnixFileMode ModeOf(string path) =>
        OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }
}
