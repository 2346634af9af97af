using System.Globalization;
using KsefTools.Core.Journal;
using KsefTools.Core.Lint;
using KsefTools.Core.Secrets;
using KsefTools.Core.Tests.Office;
using KsefTools.Testing.Vaults;

namespace KsefTools.Core.Tests.Lint;

public sealed class OfficeLintTests : IDisposable
{
    private const string Name = $"ksef-prod-1111111111-token-o{OfficeBench.Id}";
    private readonly OfficeBench _bench = new();
    private readonly InMemoryVault _vault = new();

    public void Dispose() => _bench.Dispose();

    private Task<IReadOnlyList<KsefOfficeIssue>> LintAsync(ISecretVault? vault = null) =>
        new OfficeLint(_bench.Office, vault ?? _vault).RunAsync(CancellationToken.None);

    private Task StoreAsync(string name) =>
        _vault.WriteAsync(
            new Dictionary<SecretAddress, SecretText> { [new("KsefVault", name)] = new("c0ffee") },
            CancellationToken.None
        );

    [Fact]
    public async Task A_sound_office_has_no_issue()
    {
        await StoreAsync(Name);
        await StoreAsync("ksef-session-cache");
        await StoreAsync("wifi");
        _bench.WriteClient($"nip: \"1111111111\"\nname: X\naccess:\n- secret: {Name}\n");
        Assert.Empty(await LintAsync());
    }

    [Fact]
    public async Task A_broken_file_is_named_with_its_place_and_client()
    {
        var path = _bench.WriteClient("nip: \"1111111112\"\nname: X\n");
        var issue = Assert.Single(await LintAsync());
        Assert.Equal(
            (OfficeIssueCode.InvalidNip, FindingSeverity.Critical, path, 1, 6, "1111111111"),
            (issue.Code, issue.Severity, issue.Path, issue.Line, issue.Column, issue.Nip)
        );
    }

    [Fact]
    public async Task An_unknown_key_is_a_warning_in_profiles_and_in_office_yaml()
    {
        _bench.WriteSettings("nip: \"5260001246\"\nname: S\nvault: KsefVault\npolicy:\n  rotateafter: 1d\n");
        _bench.WriteClient("nip: \"1111111111\"\nname: X\ntelefon: 1\n");
        var issues = await LintAsync();
        Assert.Equal([3, 5], issues.Select(issue => issue.Line!.Value));
        Assert.All(
            issues,
            issue => Assert.Equal((OfficeIssueCode.UnknownKey, FindingSeverity.Warning), (issue.Code, issue.Severity))
        );
    }

    [Fact]
    public async Task A_strangers_address_is_critical_in_profiles_and_in_office_yaml()
    {
        _bench.WriteSettings(
            "nip: \"5260001246\"\nname: S\nenvironment: https://one.example/v2\nvault: KsefVault\npolicy:\n  "
                + "otherEnvironments: [test, https://two.example/v2]\n"
        );
        _bench.WriteClient("nip: \"1111111111\"\nname: X\nenvironment: https://three.example/v2\n");

        var issues = await LintAsync();

        Assert.Equal(3, issues.Count);
        Assert.All(
            issues,
            issue =>
                Assert.Equal(
                    (OfficeIssueCode.EnvironmentNotAllowed, FindingSeverity.Critical),
                    (issue.Code, issue.Severity)
                )
        );
        Assert.Equal(
            "Set-KsefProfile -Nip 1111111111 -Environment production",
            Assert.Single(issues, issue => issue.Nip is not null).Remedy
        );
    }

    [Fact]
    public async Task A_page_of_the_Ministry_is_critical_and_says_which_environment_is_meant()
    {
        _bench.WriteClient("nip: \"1111111111\"\nname: X\nenvironment: https://ap-test.ksef.mf.gov.pl/web\n");
        var issue = Assert.Single(await LintAsync());
        Assert.Equal(
            (OfficeIssueCode.InvalidValue, FindingSeverity.Critical, 3),
            (issue.Code, issue.Severity, issue.Line)
        );
        Assert.Contains("test?", issue.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_with_an_escape_is_read_without_it_and_warned_of()
    {
        _bench.WriteClient("nip: \"1111111111\"\nname: \"\\e[31mX\\nY\"\n");
        var issue = Assert.Single(await LintAsync());
        Assert.Equal(
            (OfficeIssueCode.InvalidValue, FindingSeverity.Warning, 2),
            (issue.Code, issue.Severity, issue.Line)
        );
        Assert.Contains("U+001B", issue.Message, StringComparison.Ordinal);
        Assert.Equal("[31mX Y", _bench.Office.Profiles.Read(OfficeBench.ClientNip)!.Profile!.Name);
    }

    [Fact]
    public async Task A_file_named_after_another_client_is_told_its_name()
    {
        _bench.WriteClient("nip: \"1111111111\"\nname: X\n", "o'szewc.yaml");
        var issue = Assert.Single(await LintAsync());
        Assert.Equal(OfficeIssueCode.FileNameMismatch, issue.Code);
        Assert.EndsWith("o''szewc.yaml' -NewName '1111111111.yaml'", issue.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_with_two_files_is_critical_in_both()
    {
        _bench.WriteClient("nip: \"1111111111\"\nname: X\n");
        _bench.WriteClient("nip: \"1111111111\"\nname: X\n", "copy.yaml");
        var issues = (await LintAsync()).Where(issue => issue.Code == OfficeIssueCode.DuplicateNip).ToArray();
        Assert.Equal(2, issues.Length);
        Assert.Contains("copy.yaml", issues[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_named_in_two_profiles_is_critical_in_both()
    {
        await StoreAsync(Name);
        var other = OfficeBench.NipNumber(1).Value;
        _bench.WriteClient($"nip: \"1111111111\"\nname: X\naccess:\n- secret: {Name}\n");
        _bench.WriteClient(
            $"nip: \"{other}\"\nname: X\naccess:\n- secret: {Name}\n  vault: ksefvault\n",
            $"{other}.yaml"
        );
        var issues = await LintAsync();
        Assert.Equal(
            [OfficeIssueCode.DuplicateSecret, OfficeIssueCode.DuplicateSecret],
            issues.Select(issue => issue.Code)
        );
        Assert.All(issues, issue => Assert.Contains(other, issue.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missing_secret_is_critical_at_the_line_that_names_it()
    {
        _bench.WriteClient($"nip: \"1111111111\"\nname: X\naccess:\n- secret: {Name}\n");
        var issue = Assert.Single(await LintAsync());
        Assert.Equal((OfficeIssueCode.SecretMissing, 4), (issue.Code, issue.Line));
        Assert.Equal("Set-KsefCredential 1111111111", issue.Remedy);
    }

    [Fact]
    public async Task A_secret_of_ours_that_nobody_names_is_an_orphan()
    {
        await StoreAsync(Name);
        var issue = Assert.Single(await LintAsync());
        Assert.Equal((OfficeIssueCode.SecretOrphan, Name, "1111111111"), (issue.Code, issue.SecretName, issue.Nip));
        Assert.Equal($"Remove-Secret -Vault 'KsefVault' -Name '{Name}'", issue.Remedy);
    }

    [Fact]
    public async Task A_name_that_says_no_office_is_looked_at_and_never_offered_for_removal()
    {
        await StoreAsync("ksef-prod-1111111111-token");
        var issue = Assert.Single(await LintAsync());
        Assert.Equal(OfficeIssueCode.SecretOrphan, issue.Code);
        Assert.Equal("Get-SecretInfo -Vault 'KsefVault' -Name 'ksef-prod-1111111111-token'", issue.Remedy);
    }

    [Fact]
    public async Task Another_offices_secret_is_no_orphan()
    {
        await StoreAsync("ksef-prod-1111111111-token-o00000001");
        Assert.Empty(await LintAsync());
    }

    [Fact]
    public async Task The_secret_of_a_client_whose_file_cannot_be_read_is_no_orphan()
    {
        await StoreAsync(Name);
        _bench.WriteClient("nip: [\n");
        Assert.DoesNotContain(OfficeIssueCode.SecretOrphan, (await LintAsync()).Select(issue => issue.Code));
    }

    [Theory]
    [InlineData(SecretVaultFailure.Locked, OfficeIssueCode.VaultLocked, FindingSeverity.Unknown)]
    [InlineData(SecretVaultFailure.NotRegistered, OfficeIssueCode.VaultMissing, FindingSeverity.Critical)]
    public async Task A_vault_without_answer_says_nothing_of_its_secrets(
        SecretVaultFailure failure,
        OfficeIssueCode code,
        FindingSeverity severity
    )
    {
        _bench.WriteClient($"nip: \"1111111111\"\nname: X\naccess:\n- secret: {Name}\n");
        var silent = new SecretVaultException(failure, "KsefVault", "the vault does not answer");
        var vault = new FatefulVault(_vault) { Handling = VaultHandlings.Fail(VaultAct.List, silent) };
        var issue = Assert.Single(await LintAsync(vault));
        Assert.Equal((code, severity), (issue.Code, issue.Severity));
        Assert.NotNull(issue.Remedy);
    }

    [Fact]
    public async Task An_identity_that_office_yaml_does_not_have_is_critical()
    {
        _bench.WriteClient("nip: \"1111111111\"\nname: X\naccess:\n- identity: seal\n");
        var issue = Assert.Single(await LintAsync());
        Assert.Equal((OfficeIssueCode.InvalidValue, 4), (issue.Code, issue.Line));
    }

    [Fact]
    public async Task An_identity_that_office_yaml_has_in_another_case_is_known()
    {
        _bench.WriteSettings(
            "nip: \"5260001246\"\nname: S\nvault: KsefVault\nidentities:\n"
                + "- name: Seal\n  kind: seal\n  subject: \"5260001246\"\n"
        );
        _bench.WriteClient("nip: \"1111111111\"\nname: X\naccess:\n- identity: seal\n");
        Assert.Empty(await LintAsync());
    }

    [Fact]
    public async Task Files_that_every_user_can_read_are_told_apart_from_those_in_a_closed_folder()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }
        var path = _bench.WriteClient("nip: \"1111111111\"\nname: X\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.Empty(await LintAsync());
        foreach (var folder in new[] { _bench.Office.Path, _bench.Office.ClientsPath })
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute);
        var issue = Assert.Single(await LintAsync());
        Assert.Equal((OfficeIssueCode.FileReadableByOthers, path), (issue.Code, issue.Path));
    }

    [Fact]
    public async Task What_an_interrupted_write_left_is_pointed_out()
    {
        var path = _bench.WriteClient("nip: 1", ".1111111111.yaml.0a1b2c3d.ksef-tmp");
        var issue = Assert.Single(await LintAsync());
        Assert.Equal((OfficeIssueCode.InterruptedRun, path), (issue.Code, issue.Path));
    }

    [Fact]
    public async Task An_interrupted_import_is_pointed_out_until_it_is_finished()
    {
        using (Begin(TimeProvider.System))
            Assert.Empty(await LintAsync());
        var issue = Assert.Single(await LintAsync());
        Assert.Equal(OfficeIssueCode.InterruptedRun, issue.Code);
        Assert.Equal("Import-KsefCredential '/x/tokens.csv'", issue.Remedy);
        using (var again = Begin(new LaterTime()))
            again.Finish();
        Assert.Empty(await LintAsync());
    }

    [Fact]
    public async Task A_record_of_a_move_without_a_target_is_told_as_what_may_go()
    {
        var record = OperationRecord.Begin(
            _bench.Office,
            TimeProvider.System,
            OperationKind.Moving,
            "KsefVault/klient-1",
            progress: null,
            ("vault", "KsefVault"),
            ("secret", "klient-1"),
            ("nip", "1111111111")
        );
        record.Dispose();

        var issue = Assert.Single(await LintAsync());

        Assert.Equal(OfficeIssueCode.InterruptedRun, issue.Code);
        Assert.Equal(
            "the record of a move of a secret does not say which secret goes where, so nothing was moved under it; "
                + "delete it",
            issue.Message
        );
        Assert.Equal($"Remove-Item -LiteralPath '{issue.Path}'", issue.Remedy);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("{\"at\":\"2026-11-27T05:58:52Z\",\"step\":\"started\",\"operation\":[]}")]
    public async Task A_damaged_line_of_one_record_hides_no_other(string line)
    {
        using (Begin(TimeProvider.System)) { }
        var folder = Path.Combine(_bench.Office.StatePath, "journal");
        File.WriteAllText(Path.Combine(folder, "20260101T000000Z-import-000000.jsonl"), $"{line}\n");

        Assert.Contains(await LintAsync(), issue => issue.Remedy == "Import-KsefCredential '/x/tokens.csv'");
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_named_and_hides_no_other()
    {
        using (Begin(TimeProvider.System)) { }
        var path = Path.Combine(_bench.Office.StatePath, "journal", "20260101T000000Z-import-000000.jsonl");
        File.CreateSymbolicLink(path, "nowhere");

        var issues = await LintAsync();

        Assert.Equal(2, issues.Count);
        Assert.Contains(issues, issue => issue.Path == path && issue.Remedy is null);
    }

    [Fact]
    public async Task The_lint_speaks_Polish()
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("pl-PL");
            for (var number = 0; number < 50; number++)
                _bench.WriteClient("nip: \"1111111111\"\n", $"{OfficeBench.NipNumber(number)}.yaml");
            Assert.All(await LintAsync(), issue => Assert.Contains("brakuje", issue.Message, StringComparison.Ordinal));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private OperationRecord Begin(TimeProvider time) =>
        OperationRecord.Begin(_bench.Office, time, OperationKind.Import, "/x/tokens.csv", progress: null);

    private sealed class LaterTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddMinutes(1);
    }
}
