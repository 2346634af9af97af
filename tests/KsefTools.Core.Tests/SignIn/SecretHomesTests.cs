using KsefTools.Core.Api;
using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn.Homes;
using KsefTools.Core.Tests.Certificates;
using KsefTools.Practice;

namespace KsefTools.Core.Tests.SignIn;

public sealed class SecretHomesTests : IDisposable
{
    private static readonly KsefEnvironment Local = KsefEnvironment.Parse("http://127.0.0.1:5080/v2");
    private static readonly KsefEnvironment OtherPort = KsefEnvironment.Parse("http://127.0.0.1:5081/v2");
    private static readonly KsefEnvironment Approved = KsefEnvironment.Parse("https://ksef.example/v2");

    private readonly TemporaryFolder _folder = new();
    private readonly SecretHomes _homes;

    public SecretHomesTests() => _homes = SecretHomes.In(_folder.PathOf("ksef-tools"));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ksef-prod-5260001246-token", "production")]
    [InlineData("KSEF-PROD-5260001246-TOKEN", "production")]
    [InlineData("ksef-demo-5260001246-token-2", "demo")]
    [InlineData("ksef-test-seal-certificate-r1f3a9c20", "test")]
    public void A_name_of_ours_says_its_environment(string name, string environment)
    {
        foreach (var other in (string[])["production", "demo", "test", Local.Name, Approved.Name])
            Assert.Equal(other == environment, _homes.Allows(Secret(name), KsefEnvironment.Parse(other)));
    }

    [Fact]
    public void A_name_of_ours_says_its_address()
    {
        var secret = Secret(
            Core.Office.Profiles.SecretNames.ForToken(Local.Name, Core.Identifiers.Nip.Parse("5260001246"))
        );

        Assert.True(_homes.Allows(secret, Local));
        Assert.False(_homes.Allows(secret, OtherPort));
        Assert.False(_homes.Allows(secret, KsefEnvironment.Production));
    }

    [Fact]
    public void A_name_that_a_person_chose_belongs_where_it_was_stored()
    {
        _homes.Store(Secret("mine"), KsefEnvironment.Production);

        Assert.True(_homes.Allows(Secret("MINE"), KsefEnvironment.Production));
        Assert.False(_homes.Allows(Secret("mine"), Local));
        Assert.False(_homes.Allows(Secret("mine", "AnotherNameOfTheVault"), Local));
    }

    [Fact]
    public void One_that_nothing_is_known_of_belongs_where_it_went_first()
    {
        _homes.Require(Secret("mine"), KsefEnvironment.Demo);

        var refused = Assert.Throws<KsefApiException>(() => _homes.Require(Secret("mine"), Local));
        Assert.Equal((ApiErrorKind.SecretOfOtherEnvironment, false), (refused.Kind, refused.WasSent));
        Assert.Contains("demo", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_nothing_is_known_of_goes_to_no_approved_stranger() =>
        Assert.Throws<KsefApiException>(() => _homes.Require(Secret("mine"), Approved));

    [Fact]
    public void A_person_may_let_it_go_to_another_environment_too()
    {
        _homes.Store(Secret("mine"), KsefEnvironment.Production);
        _homes.Move([Secret("mine"), Secret("ksef-prod-5260001246-token")], KsefEnvironment.Test);

        foreach (var name in (string[])["mine", "ksef-prod-5260001246-token"])
        {
            Assert.True(_homes.Allows(Secret(name), KsefEnvironment.Production));
            Assert.True(_homes.Allows(Secret(name), KsefEnvironment.Test));
            Assert.False(_homes.Allows(Secret(name), Local));
        }
    }

    [Fact]
    public void Storing_it_again_makes_it_that_environments_alone()
    {
        _homes.Move([Secret("ksef-prod-5260001246-token")], Local);
        _homes.Store(Secret("ksef-prod-5260001246-token"), KsefEnvironment.Production);

        Assert.True(_homes.Allows(Secret("ksef-prod-5260001246-token"), KsefEnvironment.Production));
        Assert.False(_homes.Allows(Secret("ksef-prod-5260001246-token"), Local));
    }

    [Fact]
    public void What_one_process_remembers_another_knows()
    {
        var other = SecretHomes.In(_folder.PathOf("ksef-tools"));
        Assert.True(other.Allows(Secret("mine"), Local));
        _homes.Store(Secret("mine"), KsefEnvironment.Production);

        Assert.False(other.Allows(Secret("mine"), Local));
    }

    [Fact]
    public void A_refusal_names_all_environments_that_it_was_stored_for_in_one_order()
    {
        _homes.Store(Secret("mine"), KsefEnvironment.Test);
        _homes.Move([Secret("mine")], KsefEnvironment.Demo);

        var refused = Assert.Throws<KsefApiException>(() => _homes.Require(Secret("mine"), Local));

        Assert.Contains("demo, test)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_by_the_name_alone_names_no_environment_that_it_was_stored_for()
    {
        var refused = Assert.Throws<KsefApiException>(() =>
            _homes.Require(Secret("ksef-prod-5260001246-token"), KsefEnvironment.Test)
        );

        Assert.DoesNotContain("(", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"secret":"mine"}""")]
    [InlineData("""{"environment":"demo"}""")]
    public void A_line_that_says_half_counts_for_nothing(string line)
    {
        _homes.Store(Secret("other"), KsefEnvironment.Production);
        File.AppendAllText(_homes.Path!, line + "\n");

        Assert.True(_homes.Allows(Secret("mine"), Local));
        Assert.False(_homes.Allows(Secret("other"), Local));
    }

    [Fact]
    public void A_torn_line_costs_no_other()
    {
        _homes.Store(Secret("mine"), KsefEnvironment.Production);
        File.AppendAllText(_homes.Path!, "{\"secret\":\"other\"\n[]\nnull\n");
        _homes.Store(Secret("yours"), KsefEnvironment.Demo);

        Assert.False(_homes.Allows(Secret("mine"), Local));
        Assert.False(_homes.Allows(Secret("yours"), Local));
    }

    [Fact]
    public void What_is_remembered_after_a_line_that_broke_off_counts()
    {
        _homes.Store(Secret("mine"), KsefEnvironment.Production);
        File.AppendAllText(_homes.Path!, "{\"secret\":\"oth");

        _homes.Store(Secret("yours"), KsefEnvironment.Demo);

        Assert.False(_homes.Allows(Secret("yours"), Local));
    }

    [Fact]
    public void A_name_of_ours_that_was_stored_for_another_environment_belongs_there_alone()
    {
        _homes.Store(Secret("ksef-prod-5260001246-token"), KsefEnvironment.Test);

        Assert.False(_homes.Allows(Secret("ksef-prod-5260001246-token"), KsefEnvironment.Production));
    }

    [Fact]
    public void What_a_name_of_ours_says_is_not_written_down()
    {
        _homes.Store(Secret("ksef-prod-5260001246-token"), KsefEnvironment.Production);

        Assert.False(File.Exists(_homes.Path));
    }

    [Fact]
    public void A_use_writes_down_where_nothing_was_known_and_no_more()
    {
        _homes.Store(Secret("mine"), KsefEnvironment.Production);
        var before = File.ReadAllText(_homes.Path!);

        _homes.Require(Secret("mine"), KsefEnvironment.Production);

        Assert.Equal(before, File.ReadAllText(_homes.Path!));
    }

    [Fact]
    public void A_folder_that_takes_nothing_stops_no_first_use()
    {
        var homes = SecretHomes.In(_folder.Write("a-file", "in the folder's place"));

        homes.Require(Secret("mine"), KsefEnvironment.Production);

        Assert.True(homes.Allows(Secret("mine"), KsefEnvironment.Production));
    }

    [Fact]
    public void A_file_that_others_may_write_is_no_witness()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows guards the user's folder itself.");
        _homes.Store(Secret("mine"), KsefEnvironment.Production);

        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_homes.Path!, File.GetUnixFileMode(_homes.Path!) | UnixFileMode.OtherWrite);

        Assert.True(SecretHomes.In(_folder.PathOf("ksef-tools")).Allows(Secret("mine"), KsefEnvironment.Test));
    }

    [Fact]
    public void What_was_known_stays_known_while_the_file_cannot_be_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        _homes.Store(Secret("mine"), KsefEnvironment.Production);
        Assert.False(_homes.Allows(Secret("mine"), Local));
        File.Delete(_homes.Path!);
        Assert.Equal(0, ExternalProgram.Run("mkfifo", _homes.Path!).ExitCode);

        Assert.False(_homes.Allows(Secret("mine"), Local));
    }

    [Fact]
    public void What_was_deleted_is_remembered_no_more()
    {
        _homes.Store(Secret("mine"), KsefEnvironment.Production);
        Assert.False(_homes.Allows(Secret("mine"), Local));

        File.Delete(_homes.Path!);

        Assert.True(_homes.Allows(Secret("mine"), Local));
    }

    [Fact]
    public void Where_nothing_is_remembered_a_name_still_says_its_environment()
    {
        SecretHomes.ByName.Require(Secret("mine"), Local);

        Assert.False(SecretHomes.ByName.Allows(Secret("ksef-prod-5260001246-token"), Local));
    }

    [Fact]
    public void What_no_vault_held_is_bound_to_nothing() => _homes.Require(origin: null, Local);

    [Fact]
    public void The_file_is_for_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows guards the user's folder itself.");
        _homes.Store(Secret("mine"), KsefEnvironment.Production);

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_homes.Path!));
    }

    private static SecretAddress Secret(string name, string? vault = "KsefVault") => new(vault, name);
}
